// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How the computer reaches the world outside every tunnel, on any platform: who knows which links
// are tunnels hands in the rows and a function that says so. Pure, thread-safe.

#include "agent/host/rows.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

/// 0.0.0.0/0 or ::/0, or one of the halves with which OpenVPN overrides them.
[[nodiscard]] bool is_default(const Route& route);
/// Into fe80::/10, 169.254/16, a multicast group or the broadcast address: says nothing about where
/// traffic goes.
[[nodiscard]] bool is_link_local_or_multicast(const Route& route);
/// `address` with everything behind the first `length` bits zero.
[[nodiscard]] IpAddress network_part(IpAddress address, std::uint8_t length);

/// The link over which the computer reaches the world outside every tunnel.
struct WayOut {
  std::uint32_t link = 0;
  std::string name;
  IpAddress gateway;  ///< all zero when the route has none
  IpAddress prefix;   ///< network part of the link's address in the gateway's family
  std::uint8_t prefix_length = 0;
  bool operator==(const WayOut&) const = default;
};

/// What the link of a route is good for.
struct LinkRole {
  enum class Kind {
    kUnused,    ///< down, a loopback, of no interest
    kUnderlay,  ///< leads outside
    kTunnel,
  };
  Kind kind = Kind::kUnused;
  std::string name;
  std::uint32_t metric = 0;  ///< of the link, added to the route's
};

/// The best default route (lowest metric, IPv4 first) on an underlay. Without one, but with a
/// default route into a tunnel (openconnect replaces the default route), the link of the best route
/// with a gateway. Nothing: offline.
[[nodiscard]] std::optional<WayOut> find_way_out(
    const std::vector<Route>& routes, const std::vector<Address>& addresses,
    const std::function<LinkRole(const Route&)>& role_of);

}  // namespace distanskoll::agent
