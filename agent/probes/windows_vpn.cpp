// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_vpn.h"

#include "agent/probes/coverage.h"
#include "shared/limits.h"

#include <algorithm>
#include <string>

namespace distanskoll::agent::windows {
namespace {

using report::Observation;

constexpr std::string_view kWireguard = "wireguard";
constexpr std::string_view kDeviceTunnel = "windows_device_tunnel";

struct Tunnel {
  std::uint32_t index = 0;
  std::string kind;
  bool alive = true;
  bool unproven = false;
  bool of_session = false;  ///< its kind is known from the person's session
};

/// dwVpnStrategy (ras.h): which protocol is tried first, or was when it succeeded.
std::string kind_of_strategy(std::optional<std::uint32_t> strategy) {
  switch (strategy.value_or(0)) {
    case 1:
    case 2:
      return "windows_pptp";
    case 3:
    case 4:
      return "windows_l2tp";
    case 5:
    case 6:
      return "windows_sstp";
    case 7:
    case 8:
      return "windows_ikev2";
    default:  // a number of Windows', not an enum of ours
      return "windows_ras";
  }
}

std::string kind_of(const NetworkFacts& facts, const Adapter& adapter) {
  if (const RasConnection* connection = ras_connection_of(facts, adapter)) {
    if (connection->device_tunnel.value_or(false)) return std::string(kDeviceTunnel);
    return kind_of_strategy(connection->strategy);
  }
  const policy::VpnKind* match =
      facts.kinds == nullptr ? nullptr : facts.kinds->match_adapter(adapter.description);
  return match == nullptr ? "unknown" : match->kind;
}

Tunnel describe(const NetworkFacts& facts, const Adapter& adapter) {
  Tunnel tunnel{adapter.index, kind_of(facts, adapter), true, false, false};
  const RasConnection* connection = ras_connection_of(facts, adapter);
  tunnel.of_session = connection != nullptr && connection->of_session;
  if (tunnel.kind != kWireguard) return tunnel;
  constexpr std::int64_t kFresh = limits::kWireguardAlive.count();
  const auto age = adapter.handshake_age_seconds;
  tunnel.unproven = !age;
  tunnel.alive = age && *age <= kFresh && *age >= -kFresh;
  return tunnel;
}

std::vector<std::optional<std::uint32_t>> routes_of(const Network& network, Family family) {
  std::vector<std::optional<std::uint32_t>> routes;
  for (const IpAddress& address : test_addresses(family)) {
    routes.push_back(route_to(network, address));
  }
  return routes;
}

/// The one that the observation names: what carries traffic to the Internet first, then the
/// person's before the computer's.
const Tunnel& principal(const std::vector<Tunnel>& alive,
                        const std::vector<std::optional<std::uint32_t>>& chosen) {
  const auto weight = [&](const Tunnel& tunnel) {
    const bool carries =
        std::find(chosen.begin(), chosen.end(), std::optional(tunnel.index)) != chosen.end();
    return (carries ? 2 : 0) + (tunnel.kind != kDeviceTunnel ? 1 : 0);
  };
  return *std::max_element(alive.begin(), alive.end(),
                           [&](const Tunnel& a, const Tunnel& b) { return weight(a) < weight(b); });
}

class VpnProbe final : public Probe {
 public:
  VpnProbe(WindowsQuestions& questions, const policy::VpnCatalogue* kinds)
      : questions_(questions), kinds_(kinds) {}

  report::ProbeId id() const override { return report::ProbeId::kVpn; }

  Observation observe(Host&, const ProbeContext& context) override {
    auto network = questions_.network(context.deadline);
    if (!network) return Observation::unknown(std::string(reason_of(network.error())));
    return interpret_vpn(
        {std::move(*network), questions_.ras_connections(context.deadline), kinds_});
  }

 private:
  WindowsQuestions& questions_;
  const policy::VpnCatalogue* kinds_;
};

}  // namespace

Observation interpret_vpn(const NetworkFacts& facts) {
  const auto ipv4_routes = routes_of(facts.network, Family::kIpv4);
  const auto ipv6_routes = routes_of(facts.network, Family::kIpv6);
  auto chosen = ipv4_routes;
  chosen.insert(chosen.end(), ipv6_routes.begin(), ipv6_routes.end());
  std::vector<Tunnel> alive;
  bool unproven = false;
  for (const Adapter& adapter : facts.network.adapters) {
    if (!is_tunnel(facts, adapter) || !is_in_use(facts.network, adapter)) continue;
    Tunnel tunnel = describe(facts, adapter);
    if (tunnel.unproven) {
      unproven = true;
      // It takes the traffic, and nobody can say whether it delivers it.
      if (std::find(chosen.begin(), chosen.end(), std::optional(tunnel.index)) != chosen.end()) {
        return Observation::unknown(std::string(reason::kUnsupported));
      }
    }
    if (tunnel.alive) alive.push_back(std::move(tunnel));
  }
  if (alive.empty()) {
    if (unproven) return Observation::unknown(std::string(reason::kUnsupported));
    return Observation::value("disconnected").with("tunnel", std::string("none"));
  }
  const auto is_inside = [&](std::uint32_t index) {
    return std::any_of(alive.begin(), alive.end(),
                       [&](const Tunnel& tunnel) { return tunnel.index == index; });
  };
  const Coverage ipv4 = coverage_of(ipv4_routes, is_inside);
  const Coverage ipv6 = coverage_of(ipv6_routes, is_inside);
  const Tunnel& named = principal(alive, chosen);
  Observation observation =
      Observation::value("connected")
          .with("tunnel", std::string(is_full_tunnel(ipv4, ipv6) ? "full" : "split"))
          .with("kind", named.kind)
          .with("ipv6_leak", leaks_ipv6(ipv4, ipv6));
  if (named.of_session) observation.source = report::Source::kSession;
  return observation;
}

std::unique_ptr<Probe> make_vpn_probe(WindowsQuestions& questions,
                                      const policy::VpnCatalogue* kinds) {
  return std::make_unique<VpnProbe>(questions, kinds);
}

}  // namespace distanskoll::agent::windows
