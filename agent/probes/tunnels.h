// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which links are tunnels and which carry this computer to the outside: questions that both
// network_location and vpn ask about the same rows. Pure.

#include "agent/host/rows.h"

#include <optional>

namespace distanskoll::agent {

/// Null when there is no such link.
[[nodiscard]] const Link* find_link(const Network& network, std::uint32_t index);

/// Wraps packets instead of sending them: known tunnel kinds (tun, wireguard, ppp, xfrm, …) and any
/// link without a hardware address that no device stands behind, whatever its name. A mobile modem
/// (raw IP, or PPP where nothing else carries it) is no tunnel; nor is a virtual machine's tap in a
/// bridge.
[[nodiscard]] bool is_tunnel(const Network& network, const Link& link);

/// 0.0.0.0/0 or ::/0, or one of the halves with which OpenVPN overrides them.
[[nodiscard]] bool is_default(const Route& route);

/// The link over which the computer reaches the world outside every tunnel.
struct WayOut {
  std::uint32_t link = 0;
  std::string name;
  IpAddress gateway;  ///< all zero when the route has none
  IpAddress prefix;   ///< network part of the link's address in the gateway's family
  std::uint8_t prefix_length = 0;
  bool operator==(const WayOut&) const = default;
};
/// The best default route (lowest metric, IPv4 first) on an operational link that is no tunnel.
/// Without one, but with a default route into a tunnel (openconnect replaces the default route),
/// the link of the best route with a gateway. Nothing: offline.
[[nodiscard]] std::optional<WayOut> find_way_out(const Network& network);

}  // namespace distanskoll::agent
