// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/vpn.h"

#include "agent/probes/tunnels.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>

namespace distanskoll::agent {
namespace {

using report::Observation;

/// A tunnel that nobody has answered for so long is left to the heartbeat.
constexpr auto kHandshakeWait = std::chrono::seconds(60);

enum class Liveness { kAlive, kDead, kUnknown };

struct Tunnel {
  const Link* link = nullptr;
  Liveness liveness = Liveness::kAlive;
  std::string_view why_unknown;
  bool is_wireguard = false;
};

/// Routes that lead into the link: a default route counts even while the link does not run, any
/// other only while it does.
bool carries_a_route(const Network& network, const Link& link) {
  return std::any_of(network.routes.begin(), network.routes.end(), [&](const Route& route) {
    return route.link == link.index && !is_link_local_or_multicast(route) &&
           (link.running || is_default(route));
  });
}

bool is_chosen(const VpnFacts& facts, std::uint32_t link) {
  const auto chosen = [&](const std::vector<std::optional<std::uint32_t>>& routes) {
    return std::find(routes.begin(), routes.end(), std::optional(link)) != routes.end();
  };
  return chosen(facts.ipv4_routes) || chosen(facts.ipv6_routes);
}

void judge_wireguard(const VpnFacts& facts, Tunnel& tunnel) {
  for (const auto& [index, peers] : facts.wireguard) {
    if (index != tunnel.link->index) continue;
    tunnel.is_wireguard = true;
    if (!peers) {
      tunnel.liveness = Liveness::kUnknown;
      tunnel.why_unknown = reason_of(peers.error());
      return;
    }
    constexpr std::int64_t kFresh = limits::kWireguardAlive.count();
    // A handshake "in the future" is a clock that was set: as far off as it may be old.
    const bool fresh = std::any_of(peers->begin(), peers->end(), [](const WireguardPeer& peer) {
      return peer.handshake_age_seconds && *peer.handshake_age_seconds <= kFresh &&
             *peer.handshake_age_seconds >= -kFresh;
    });
    tunnel.liveness = fresh ? Liveness::kAlive : Liveness::kDead;
  }
}

/// Every tunnel link that is used: the kernel chooses it, or it carries routes of its own.
std::vector<Tunnel> find_tunnels(const VpnFacts& facts) {
  std::vector<Tunnel> tunnels;
  for (const Link& link : facts.network.links) {
    if (!link.up || !is_tunnel(facts.network, link)) continue;
    if (!is_chosen(facts, link.index) && !carries_a_route(facts.network, link)) continue;
    Tunnel tunnel{&link, Liveness::kAlive, {}, link.kind == "wireguard"};
    judge_wireguard(facts, tunnel);
    tunnels.push_back(tunnel);
  }
  return tunnels;
}

Coverage coverage(const std::vector<std::optional<std::uint32_t>>& routes,
                  const std::vector<Tunnel>& alive) {
  return coverage_of(routes, [&](std::uint32_t link) {
    return std::any_of(alive.begin(), alive.end(),
                       [&](const Tunnel& tunnel) { return tunnel.link->index == link; });
  });
}

/// An IPsec policy for everything covers what the routes send outside.
Coverage with_ipsec(Coverage coverage, Family family, const std::vector<IpsecTunnel>& ipsec) {
  const bool all = std::any_of(ipsec.begin(), ipsec.end(), [&](const IpsecTunnel& tunnel) {
    return tunnel.established && tunnel.family == family && tunnel.destination_prefix == 0;
  });
  return all && coverage != Coverage::kNoRoute ? Coverage::kAll : coverage;
}

/// The tunnel that the observation names: one that the kernel chooses before one beside it.
const Tunnel* principal(const VpnFacts& facts, const std::vector<Tunnel>& alive) {
  for (const Tunnel& tunnel : alive) {
    if (is_chosen(facts, tunnel.link->index)) return &tunnel;
  }
  return alive.empty() ? nullptr : &alive.front();
}

std::string kind_of(const VpnFacts& facts, const Tunnel* tunnel,
                    const policy::VpnCatalogue* kinds) {
  if (tunnel == nullptr) return "ipsec";  // policies alone, without a link
  if (tunnel->is_wireguard) return "wireguard";
  const policy::VpnKind* match =
      kinds == nullptr ? nullptr : kinds->match_link(tunnel->link->kind, tunnel->link->name);
  std::string kind = match == nullptr ? "unknown" : match->kind;
  // tun and ppp are shared by many clients; NetworkManager knows which one it started.
  const bool says_little = kind == "unknown" || kind == "tun" || kind == "ppp";
  if (says_little && facts.plugins.size() == 1 && is_token(facts.plugins.front())) {
    return facts.plugins.front();
  }
  return kind;
}

class VpnProbe final : public Probe {
 public:
  explicit VpnProbe(const policy::VpnCatalogue* kinds) : kinds_(kinds) {}

  report::ProbeId id() const override { return report::ProbeId::kVpn; }

  Observation observe(Host& host, const ProbeContext& context) override {
    recheck_at_.reset();
    VpnFacts facts;
    auto network = host.network(context.deadline);
    if (!network) return Observation::unknown(std::string(reason_of(network.error())));
    facts.network = std::move(*network);
    for (const Family family : {Family::kIpv4, Family::kIpv6}) {
      auto& routes = family == Family::kIpv4 ? facts.ipv4_routes : facts.ipv6_routes;
      for (const IpAddress& address : test_addresses(family)) {
        const auto link = host.route_to(address, context.deadline);
        if (!link && link.error().code != ErrorCode::kNotFound &&
            link.error().code != ErrorCode::kUnsupported) {
          return Observation::unknown(std::string(reason_of(link.error())));
        }
        routes.push_back(link ? std::optional(*link) : std::nullopt);
      }
    }
    bool any_tunnel = false;
    for (const Link& link : facts.network.links) {
      if (!link.up || !is_tunnel(facts.network, link)) continue;
      any_tunnel = true;
      auto peers = host.wireguard_peers(link, context.deadline);
      if (!peers && peers.error().code == ErrorCode::kNotFound) continue;  // not WireGuard
      facts.wireguard.emplace_back(link.index, std::move(peers));
    }
    plan_next_look(awaits_handshake(facts), context);
    facts.ipsec = host.ipsec_tunnels(context.deadline);
    if (any_tunnel) {  // only a name is wanted of NetworkManager: without it the kind is coarser
      if (auto plugins = host.vpn_plugins(context.deadline)) facts.plugins = std::move(*plugins);
    }
    return interpret_vpn(facts, kinds_);
  }

  std::optional<BootTime> recheck_at() const override { return recheck_at_; }

 private:
  /// No event tells of a handshake, and it comes after the link. So a tunnel without one is looked
  /// at again, after twice the time each time, until kHandshakeWait has passed.
  void plan_next_look(bool awaits, const ProbeContext& context) {
    if (!awaits) return awaits_since_.reset();
    const BootTime now = context.clock->boot();
    if (!awaits_since_) awaits_since_ = now;
    const auto waited = now - *awaits_since_;
    if (waited >= kHandshakeWait) return;
    recheck_at_ = now + std::max<BootTime>(waited, std::chrono::seconds(1));
  }

  const policy::VpnCatalogue* kinds_;
  std::optional<BootTime> awaits_since_;
  std::optional<BootTime> recheck_at_;
};

}  // namespace

bool awaits_handshake(const VpnFacts& facts) {
  const std::vector<Tunnel> tunnels = find_tunnels(facts);
  return std::any_of(tunnels.begin(), tunnels.end(), [](const Tunnel& tunnel) {
    return tunnel.is_wireguard && tunnel.liveness == Liveness::kDead;
  });
}

Observation interpret_vpn(const VpnFacts& facts, const policy::VpnCatalogue* kinds) {
  std::vector<Tunnel> alive;
  std::string_view unproven;  // why a tunnel that may be alive cannot be judged
  for (const Tunnel& tunnel : find_tunnels(facts)) {
    if (tunnel.liveness == Liveness::kAlive) alive.push_back(tunnel);
    if (tunnel.liveness != Liveness::kUnknown) continue;
    unproven = tunnel.why_unknown;
    // It takes the traffic, and nobody can say whether it delivers it.
    if (is_chosen(facts, tunnel.link->index)) return Observation::unknown(std::string(unproven));
  }
  // A kernel without IPsec has no IPsec tunnels; every other failure means that we cannot see them.
  const bool ipsec_seen =
      facts.ipsec.has_value() || facts.ipsec.error().code == ErrorCode::kUnsupported;
  const std::vector<IpsecTunnel> ipsec = facts.ipsec ? *facts.ipsec : std::vector<IpsecTunnel>{};
  const bool by_policy = std::any_of(ipsec.begin(), ipsec.end(),
                                     [](const IpsecTunnel& each) { return each.established; });
  if (alive.empty() && !by_policy) {
    if (!unproven.empty()) return Observation::unknown(std::string(unproven));
    if (!ipsec_seen) return Observation::unknown(std::string(reason_of(facts.ipsec.error())));
    return Observation::value("disconnected").with("tunnel", std::string("none"));
  }
  const Coverage v4 = with_ipsec(coverage(facts.ipv4_routes, alive), Family::kIpv4, ipsec);
  const Coverage v6 = with_ipsec(coverage(facts.ipv6_routes, alive), Family::kIpv6, ipsec);
  const bool full = is_full_tunnel(v4, v6);
  Observation observation = Observation::value("connected");
  observation.with("tunnel", std::string(full ? "full" : "split"));
  observation.with("kind", kind_of(facts, principal(facts, alive), kinds));
  // Past the routes IPsec could still take it in: then a leak cannot be claimed.
  const bool leak = leaks_ipv6(v4, v6);
  if (ipsec_seen || !leak) observation.with("ipv6_leak", leak);
  return observation;
}

std::unique_ptr<Probe> make_vpn_probe(const policy::VpnCatalogue* kinds) {
  return std::make_unique<VpnProbe>(kinds);
}

}  // namespace distanskoll::agent
