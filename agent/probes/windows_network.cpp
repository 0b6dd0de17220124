// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_network.h"

#include "shared/ascii.h"

#include <algorithm>
#include <tuple>

namespace distanskoll::agent::windows {
namespace {

constexpr std::uint32_t kUp = 1;                 // IfOperStatusUp
constexpr std::uint32_t kRasConnected = 0x2000;  // RASCS_Connected
constexpr std::uint32_t kTypeLoopback = 24;      // IF_TYPE_SOFTWARE_LOOPBACK
constexpr std::uint32_t kTypeVirtual = 53;       // IF_TYPE_PROP_VIRTUAL
constexpr std::uint32_t kTypeTunnel = 131;       // IF_TYPE_TUNNEL
constexpr std::uint32_t kFirstTransition = 11;   // TUNNEL_TYPE_6TO4, ISATAP 13, TEREDO 14
constexpr std::uint32_t kLastTransition = 15;    // TUNNEL_TYPE_IPHTTPS

bool has_address(const Network& network, const Adapter& adapter) {
  return std::any_of(network.addresses.begin(), network.addresses.end(), [&](const Address& row) {
    return row.link == adapter.index && !row.link_local;
  });
}

/// Something else that a tunnel could run over.
bool has_underlay(const NetworkFacts& facts, const Adapter& tunnel) {
  const auto& adapters = facts.network.adapters;
  return std::any_of(adapters.begin(), adapters.end(), [&](const Adapter& other) {
    if (other.index == tunnel.index || other.oper_status != kUp) return false;
    const bool leads_outside = other.hardware || (facts.kinds != nullptr &&
                                                  facts.kinds->is_other_adapter(other.description));
    return leads_outside && has_address(facts.network, other);
  });
}

bool carries_default(const Network& network, const Adapter& adapter) {
  return std::any_of(network.routes.begin(), network.routes.end(), [&](const Route& route) {
    return route.link == adapter.index && is_default(route);
  });
}

bool is_transition(const Adapter& adapter) {
  return adapter.type == kTypeTunnel && adapter.tunnel_type >= kFirstTransition &&
         adapter.tunnel_type <= kLastTransition;
}

/// The adapter's own address as a route of one address says nothing.
bool says_something(const Network& network, const Route& route) {
  if (is_link_local_or_multicast(route)) return false;
  const bool host = route.prefix == (route.family == Family::kIpv4 ? 32 : 128);
  return !host ||
         std::none_of(network.addresses.begin(), network.addresses.end(),
                      [&](const Address& row) { return row.address == route.destination; });
}

}  // namespace

bool is_same_guid(const std::string& a, const std::string& b) {
  const auto first = policy::canonical_guid(a);
  const auto second = policy::canonical_guid(b);
  // A recording's are no GUIDs any more, but still tell adapters apart.
  return first && second ? *first == *second : !a.empty() && a == b;
}

const Adapter* find_adapter(const Network& network, std::uint32_t index) {
  const auto at = std::find_if(network.adapters.begin(), network.adapters.end(),
                               [&](const Adapter& adapter) { return adapter.index == index; });
  return at == network.adapters.end() ? nullptr : &*at;
}

const RasConnection* ras_connection_of(const NetworkFacts& facts, const Adapter& adapter) {
  if (!facts.ras) return nullptr;
  for (const RasConnection& connection : *facts.ras) {
    // What a program of the person's says makes no tunnel of a network card.
    if (connection.of_session && adapter.type != kTypePpp) continue;
    if (connection.state == kRasConnected && is_same_guid(connection.guid, adapter.guid)) {
      return &connection;
    }
  }
  return nullptr;
}

bool is_tunnel(const NetworkFacts& facts, const Adapter& adapter) {
  if (adapter.type == kTypeLoopback) return false;
  if (const RasConnection* connection = ras_connection_of(facts, adapter)) {
    return ascii_same(connection->device_type, "vpn");  // else a modem or PPPoE
  }
  if (facts.kinds != nullptr) {
    if (facts.kinds->is_other_adapter(adapter.description)) return false;
    if (facts.kinds->match_adapter(adapter.description) != nullptr) return true;
  }
  if (adapter.type == kTypeTunnel) return !is_transition(adapter);
  if (adapter.type == kTypePpp) return has_underlay(facts, adapter);
  if (adapter.type == kTypeVirtual) return true;
  return !adapter.hardware && carries_default(facts.network, adapter) &&
         has_underlay(facts, adapter);
}

bool is_in_use(const Network& network, const Adapter& adapter) {
  if (adapter.oper_status != kUp || !has_address(network, adapter)) return false;
  return std::any_of(network.routes.begin(), network.routes.end(), [&](const Route& route) {
    return route.link == adapter.index && says_something(network, route);
  });
}

std::optional<std::uint32_t> route_to(const Network& network, const IpAddress& destination) {
  using Rank = std::tuple<int, std::uint64_t>;  // shorter prefix, metric
  std::optional<std::uint32_t> best;
  Rank best_rank;
  for (const Route& route : network.routes) {
    if (route.family != destination.family) continue;
    if (network_part(destination, route.prefix).bytes !=
        network_part(route.destination, route.prefix).bytes) {
      continue;
    }
    const Adapter* adapter = find_adapter(network, route.link);
    if (adapter == nullptr || adapter->oper_status != kUp) continue;
    const std::uint32_t metric =
        route.family == Family::kIpv4 ? adapter->ipv4_metric : adapter->ipv6_metric;
    const Rank rank{-static_cast<int>(route.prefix), std::uint64_t{route.metric} + metric};
    if (!best || rank < best_rank) {
      best = adapter->index;
      best_rank = rank;
    }
  }
  return best;
}

std::optional<WayOut> find_way_out(const NetworkFacts& facts) {
  return agent::find_way_out(
      facts.network.routes, facts.network.addresses, [&](const Route& route) -> LinkRole {
        const Adapter* adapter = find_adapter(facts.network, route.link);
        if (adapter == nullptr || adapter->oper_status != kUp || adapter->type == kTypeLoopback ||
            is_transition(*adapter)) {
          return {};
        }
        const bool ipv4 = route.family == Family::kIpv4;
        return {is_tunnel(facts, *adapter) ? LinkRole::Kind::kTunnel : LinkRole::Kind::kUnderlay,
                adapter->guid, ipv4 ? adapter->ipv4_metric : adapter->ipv6_metric};
      });
}

}  // namespace distanskoll::agent::windows
