// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which adapters of Windows are tunnels, which lead outside, and where a packet would go: questions
// that vpn and network_location ask about the same rows. An adapter is a tunnel because the remote
// access service says so, because the catalogue knows its driver's description, because of its
// type, or because it is virtual and carries a way to everything while something else leads
// outside: such a one is of unknown kind and never ignored. Transition techniques (Teredo, 6to4,
// ISATAP, IP-HTTPS) are no VPN. Pure.

#include "agent/host/windows_rows.h"
#include "agent/probes/way_out.h"
#include "shared/policy/catalogue.h"
#include "shared/result.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent::windows {

struct NetworkFacts {
  Network network;
  Result<std::vector<RasConnection>> ras = std::vector<RasConnection>{};
  const policy::VpnCatalogue* kinds = nullptr;  ///< may be null; outlives the facts
};

/// In any case, with or without braces.
[[nodiscard]] bool is_same_guid(const std::string& a, const std::string& b);

/// Null when there is no such adapter.
[[nodiscard]] const Adapter* find_adapter(const Network& network, std::uint32_t index);
/// The connected connection of the remote access service that made the adapter; null without one.
[[nodiscard]] const RasConnection* ras_connection_of(const NetworkFacts& facts,
                                                     const Adapter& adapter);

[[nodiscard]] bool is_tunnel(const NetworkFacts& facts, const Adapter& adapter);
/// Up, with an address beyond the link and a route that says something.
[[nodiscard]] bool is_in_use(const Network& network, const Adapter& adapter);

/// The adapter that Windows would send a packet to `destination` over: the longest prefix, then the
/// lowest sum of the route's and the adapter's metric. Nothing: unreachable.
[[nodiscard]] std::optional<std::uint32_t> route_to(const Network& network,
                                                    const IpAddress& destination);

/// Nothing: offline. `name` is the adapter's GUID.
[[nodiscard]] std::optional<WayOut> find_way_out(const NetworkFacts& facts);

}  // namespace distanskoll::agent::windows
