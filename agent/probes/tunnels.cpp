// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/tunnels.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include <net/if_arp.h>

namespace distanskoll::agent {
namespace {

constexpr std::array<std::string_view, 15> kTunnelKinds = {
    "tun", "wireguard", "ovpn",   "ppp",    "xfrm",  "vti",       "vti6", "ipip",
    "sit", "gre",       "ip6gre", "ip6tnl", "ipsec", "amneziawg", "l2tp"};
constexpr std::array<std::uint16_t, 6> kTunnelHardware = {ARPHRD_PPP, ARPHRD_TUNNEL, ARPHRD_TUNNEL6,
                                                          ARPHRD_SIT, ARPHRD_IPGRE,  ARPHRD_NONE};

template <class T, std::size_t N>
bool contains(const std::array<T, N>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_ppp(const Link& link) { return link.kind == "ppp" || link.hardware == ARPHRD_PPP; }

/// A link that could carry a tunnel: operational, with an address that is valid beyond the link.
bool is_underlay(const Network& network, const Link& link) {
  if (!link.up || !link.running || link.loopback || is_ppp(link)) return false;
  if (!link.physical && contains(kTunnelHardware, link.hardware)) return false;
  return std::any_of(network.addresses.begin(), network.addresses.end(),
                     [&](const Address& row) { return row.link == link.index && !row.link_local; });
}

/// `address` with everything behind the first `length` bits zero.
IpAddress network_part(IpAddress address, std::uint8_t length) {
  for (std::size_t i = 0; i < address.bytes.size(); ++i) {
    const int keep = std::clamp(static_cast<int>(length) - static_cast<int>(i) * 8, 0, 8);
    address.bytes[i] = static_cast<std::uint8_t>(address.bytes[i] & (0xff00 >> keep));
  }
  return address;
}

WayOut way_out_of(const Network& network, const Route& route, const Link& link) {
  WayOut way_out{link.index, link.name, route.gateway.value_or(IpAddress{route.family, {}}), {}, 0};
  for (const Address& row : network.addresses) {
    if (row.link != link.index || row.link_local || row.address.family != route.family) continue;
    const IpAddress prefix = network_part(row.address, row.prefix);
    const bool holds_gateway = network_part(way_out.gateway, row.prefix).bytes == prefix.bytes;
    // The first address counts, unless a later one's network holds the gateway.
    if (way_out.prefix_length == 0 || holds_gateway) {
      way_out.prefix = prefix;
      way_out.prefix_length = row.prefix;
    }
    if (holds_gateway) break;
  }
  return way_out;
}

}  // namespace

const Link* find_link(const Network& network, std::uint32_t index) {
  const auto at = std::find_if(network.links.begin(), network.links.end(),
                               [&](const Link& link) { return link.index == index; });
  return at == network.links.end() ? nullptr : &*at;
}

bool is_tunnel(const Network& network, const Link& link) {
  if (link.loopback || link.physical || link.master != 0) return false;
  if (is_ppp(link)) {  // PPTP and L2TP, or a modem: a tunnel needs something to run over
    return std::any_of(network.links.begin(), network.links.end(),
                       [&](const Link& other) { return is_underlay(network, other); });
  }
  return contains(kTunnelKinds, std::string_view(link.kind)) ||
         (link.kind.empty() && contains(kTunnelHardware, link.hardware)) ||
         link.hardware == ARPHRD_NONE;
}

bool is_default(const Route& route) { return route.prefix <= 1; }

std::optional<WayOut> find_way_out(const Network& network) {
  using Rank = std::tuple<bool, std::uint32_t, bool>;  // not default, metric, not IPv4
  const Route* best = nullptr;
  const Link* best_link = nullptr;
  Rank best_rank;
  bool tunnel_default = false;
  for (const Route& route : network.routes) {
    const Link* link = find_link(network, route.link);
    if (link == nullptr || !link->up || !link->running || link->loopback) continue;
    if (is_tunnel(network, *link)) {
      tunnel_default = tunnel_default || is_default(route);
      continue;
    }
    if (route.prefix != 0 && !route.gateway) continue;
    const Rank rank{route.prefix != 0, route.metric, route.family != Family::kIpv4};
    if (best == nullptr || rank < best_rank) {
      best = &route;
      best_link = link;
      best_rank = rank;
    }
  }
  if (best == nullptr || (best->prefix != 0 && !tunnel_default)) return std::nullopt;
  return way_out_of(network, *best, *best_link);
}

}  // namespace distanskoll::agent
