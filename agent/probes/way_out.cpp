// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/way_out.h"

#include <algorithm>
#include <tuple>

namespace distanskoll::agent {
namespace {

WayOut way_out_of(const std::vector<Address>& addresses, const Route& route, std::string name) {
  WayOut way_out{
      route.link, std::move(name), route.gateway.value_or(IpAddress{route.family, {}}), {}, 0};
  for (const Address& row : addresses) {
    if (row.link != route.link || row.link_local || row.address.family != route.family) continue;
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

bool is_default(const Route& route) { return route.prefix <= 1; }

bool is_link_local_or_multicast(const Route& route) {
  const auto& bytes = route.destination.bytes;
  if (route.family == Family::kIpv6) {
    return bytes[0] == 0xff || (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80);
  }
  return bytes[0] >= 224 || (bytes[0] == 169 && bytes[1] == 254);
}

IpAddress network_part(IpAddress address, std::uint8_t length) {
  for (std::size_t i = 0; i < address.bytes.size(); ++i) {
    const int keep = std::clamp(static_cast<int>(length) - static_cast<int>(i) * 8, 0, 8);
    address.bytes[i] = static_cast<std::uint8_t>(address.bytes[i] & (0xff00 >> keep));
  }
  return address;
}

std::optional<WayOut> find_way_out(const std::vector<Route>& routes,
                                   const std::vector<Address>& addresses,
                                   const std::function<LinkRole(const Route&)>& role_of) {
  using Rank = std::tuple<bool, std::uint64_t, bool>;  // not default, metric, not IPv4
  const Route* best = nullptr;
  std::string best_name;
  Rank best_rank;
  bool tunnel_default = false;
  for (const Route& route : routes) {
    const LinkRole link = role_of(route);
    if (link.kind == LinkRole::Kind::kUnused) continue;
    if (link.kind == LinkRole::Kind::kTunnel) {
      tunnel_default = tunnel_default || is_default(route);
      continue;
    }
    if (route.prefix != 0 && !route.gateway) continue;
    const Rank rank{route.prefix != 0, std::uint64_t{route.metric} + link.metric,
                    route.family != Family::kIpv4};
    if (best == nullptr || rank < best_rank) {
      best = &route;
      best_name = link.name;
      best_rank = rank;
    }
  }
  if (best == nullptr || (best->prefix != 0 && !tunnel_default)) return std::nullopt;
  return way_out_of(addresses, *best, std::move(best_name));
}

}  // namespace distanskoll::agent
