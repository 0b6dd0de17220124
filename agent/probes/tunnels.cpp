// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/tunnels.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace distanskoll::agent {
namespace {

constexpr std::array<std::string_view, 15> kTunnelKinds = {
    "tun", "wireguard", "ovpn",   "ppp",    "xfrm",  "vti",       "vti6", "ipip",
    "sit", "gre",       "ip6gre", "ip6tnl", "ipsec", "amneziawg", "l2tp"};
// ARPHRD_… of net/if_arp.h.
constexpr std::uint16_t kPpp = 512;
constexpr std::uint16_t kTunnel = 768;
constexpr std::uint16_t kTunnel6 = 769;
constexpr std::uint16_t kSit = 776;
constexpr std::uint16_t kIpGre = 778;
constexpr std::uint16_t kNone = 0xFFFE;
constexpr std::array<std::uint16_t, 6> kTunnelHardware = {kPpp, kTunnel, kTunnel6,
                                                          kSit, kIpGre,  kNone};

template <class T, std::size_t N>
bool contains(const std::array<T, N>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_ppp(const Link& link) { return link.kind == "ppp" || link.hardware == kPpp; }

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
         (link.kind.empty() && contains(kTunnelHardware, link.hardware)) || link.hardware == kNone;
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
