// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/tunnels.h"

#include <algorithm>
#include <array>
#include <string_view>

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

std::optional<WayOut> find_way_out(const Network& network) {
  return find_way_out(network.routes, network.addresses, [&](const Route& route) {
    const Link* link = find_link(network, route.link);
    if (link == nullptr || !link->up || !link->running || link->loopback) return LinkRole{};
    return LinkRole{is_tunnel(network, *link) ? LinkRole::Kind::kTunnel : LinkRole::Kind::kUnderlay,
                    link->name, 0};
  });
}

}  // namespace distanskoll::agent
