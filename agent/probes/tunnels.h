// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which links are tunnels and which carry this computer to the outside: questions that both
// network_location and vpn ask about the same rows. Pure.

#include "agent/host/rows.h"
#include "agent/probes/way_out.h"

#include <optional>

namespace distanskoll::agent {

/// Null when there is no such link.
[[nodiscard]] const Link* find_link(const Network& network, std::uint32_t index);

/// Wraps packets instead of sending them: known tunnel kinds (tun, wireguard, ppp, xfrm, …) and any
/// link without a hardware address that no device stands behind, whatever its name. A mobile modem
/// (raw IP, or PPP where nothing else carries it) is no tunnel; nor is a virtual machine's tap in a
/// bridge.
[[nodiscard]] bool is_tunnel(const Network& network, const Link& link);

/// By the links of Linux.
[[nodiscard]] std::optional<WayOut> find_way_out(const Network& network);

}  // namespace distanskoll::agent
