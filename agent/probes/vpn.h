// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `vpn`: whether a tunnel carries this computer's traffic, all of it or some, and whether
// IPv6 goes past it. Decided by the kernel's own route lookups for addresses on the Internet
// (policy rules and firewall marks included) and by the state of each tunnel link, never by a
// product's name: the catalogue only names the kind, and a tunnel that it does not know is
// `unknown`, not ignored. A WireGuard link counts while a handshake is at most
// limits::kWireguardAlive old; what cannot be proven without privilege is unobservable. The rule:
// evaluation.md, Observations.

#include "agent/probes/coverage.h"
#include "agent/probes/probe.h"
#include "shared/policy/catalogue.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace distanskoll::agent {

/// All that the interpretation looks at.
struct VpnFacts {
  Network network;
  /// For each test address the link that its packets would leave over; nothing: unreachable.
  std::vector<std::optional<std::uint32_t>> ipv4_routes;
  std::vector<std::optional<std::uint32_t>> ipv6_routes;
  Result<std::vector<IpsecTunnel>> ipsec = std::vector<IpsecTunnel>{};
  /// By link index, for links that are WireGuard.
  std::vector<std::pair<std::uint32_t, Result<std::vector<WireguardPeer>>>> wireguard;
  std::vector<std::string> plugins;  ///< of NetworkManager's active VPN connections
};

/// Pure. `kinds` may be null: then every kind is `unknown`.
[[nodiscard]] report::Observation interpret_vpn(const VpnFacts& facts,
                                                const policy::VpnCatalogue* kinds);

/// Pure. Whether a WireGuard tunnel is in use that nobody has answered lately.
[[nodiscard]] bool awaits_handshake(const VpnFacts& facts);

/// `kinds` may be null; it outlives the probe.
[[nodiscard]] std::unique_ptr<Probe> make_vpn_probe(const policy::VpnCatalogue* kinds);

}  // namespace distanskoll::agent
