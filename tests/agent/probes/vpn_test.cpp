// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/vpn.h"

#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "shared/report/schema.h"
#include "tests/agent/probes/fake_host.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

#include <net/if_arp.h>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;
using report::Observation;

constexpr std::uint32_t kWifi = 2;
constexpr std::uint32_t kTunnel = 5;

policy::VpnCatalogue shipped_kinds() {
  const auto yaml =
      read_file(std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/vpn-kinds.yaml", 1 << 20);
  return *policy::load_vpn_kinds(*yaml, "vpn-kinds.yaml");
}

Link wifi() {
  Link link;
  link.index = kWifi;
  link.name = "wlan0";
  link.hardware = ARPHRD_ETHER;
  link.up = link.running = link.physical = true;
  return link;
}

Link tunnel(std::string kind, std::string name) {
  Link link;
  link.index = kTunnel;
  link.name = std::move(name);
  link.kind = std::move(kind);
  link.hardware = ARPHRD_NONE;
  link.up = link.running = true;
  return link;
}

Route route(std::uint32_t link, std::uint8_t prefix) {
  Route row;
  row.link = link;
  row.prefix = prefix;
  row.destination.bytes = {10, 8, 0, 0};
  return row;
}

/// A laptop at home; `extra` is its tunnel, where IPv4 and IPv6 leave as given (0: no route).
VpnFacts at_home(std::optional<Link> extra, std::uint32_t v4, std::uint32_t v6) {
  VpnFacts facts;
  facts.network.links = {wifi()};
  Address address;
  address.link = kWifi;
  address.address.bytes = {192, 168, 1, 20};
  address.prefix = 24;
  facts.network.addresses = {address};
  facts.network.routes = {route(kWifi, 0)};
  if (extra) {
    facts.network.links.push_back(*extra);
    facts.network.routes.push_back(route(kTunnel, 16));
  }
  const auto answer = [](std::uint32_t link) {
    return link == 0 ? std::optional<std::uint32_t>() : std::optional(link);
  };
  facts.ipv4_routes = {answer(v4), answer(v4)};
  facts.ipv6_routes = {answer(v6), answer(v6)};
  return facts;
}

Observation interpret(const VpnFacts& facts) {
  static const policy::VpnCatalogue kinds = shipped_kinds();
  Observation observation = interpret_vpn(facts, &kinds);
  EXPECT_THAT(report::check("vpn", observation), IsOk());
  return observation;
}

Observation connected(std::string tunnel, std::string kind, bool leak) {
  return Observation::value("connected")
      .with("tunnel", std::move(tunnel))
      .with("kind", std::move(kind))
      .with("ipv6_leak", leak);
}
Observation disconnected() {
  return Observation::value("disconnected").with("tunnel", std::string("none"));
}

TEST(Vpn, IsDisconnectedWithoutAnyTunnel) {
  EXPECT_EQ(interpret(at_home(std::nullopt, kWifi, kWifi)), disconnected());
}

TEST(Vpn, IsFullWhenBothFamiliesGoThroughTheTunnel) {
  EXPECT_EQ(interpret(at_home(tunnel("tun", "tun0"), kTunnel, kTunnel)),
            connected("full", "tun", false));
}

TEST(Vpn, IsFullWithoutIpv6) {
  EXPECT_EQ(interpret(at_home(tunnel("tun", "tun0"), kTunnel, 0)), connected("full", "tun", false));
}

TEST(Vpn, SaysThatIpv6LeaksPastAFullTunnel) {
  EXPECT_EQ(interpret(at_home(tunnel("tun", "tun0"), kTunnel, kWifi)),
            connected("full", "tun", true));
}

TEST(Vpn, IsSplitWhenOnlySomeRoutesLeadIntoTheTunnel) {
  EXPECT_EQ(interpret(at_home(tunnel("tun", "tun0"), kWifi, kWifi)),
            connected("split", "tun", false));
}

TEST(Vpn, IsSplitWhenHalfOfTheInternetGoesInside) {
  VpnFacts facts = at_home(tunnel("tun", "tun0"), kTunnel, 0);
  facts.ipv4_routes[1] = kWifi;
  EXPECT_EQ(interpret(facts), connected("split", "tun", false));
}

TEST(Vpn, NamesAnUnknownTunnelInsteadOfIgnoringIt) {
  EXPECT_EQ(interpret(at_home(tunnel("", "corp9"), kTunnel, 0)),
            connected("full", "unknown", false));
}

TEST(Vpn, IgnoresATunnelThatLeadsNowhere) {
  VpnFacts facts = at_home(tunnel("tun", "tun0"), kWifi, 0);
  facts.network.links.back().running = false;
  EXPECT_EQ(interpret(facts), disconnected());
}

TEST(Vpn, DoesNotTakeAModemForATunnel) {
  Link modem = tunnel("wwan", "wwan0");
  modem.physical = true;
  EXPECT_EQ(interpret(at_home(modem, kTunnel, kTunnel)), disconnected());
  VpnFacts dialled = at_home(tunnel("ppp", "ppp0"), kTunnel, 0);
  dialled.network.addresses.clear();  // nothing that PPP could run over
  EXPECT_EQ(interpret(dialled), disconnected());
}

TEST(Vpn, TakesPppOverAnotherNetworkForATunnel) {
  EXPECT_EQ(interpret(at_home(tunnel("ppp", "ppp0"), kTunnel, 0)), connected("full", "ppp", false));
}

TEST(Vpn, DoesNotTakeAVirtualMachinesTapForATunnel) {
  Link tap = tunnel("tun", "vnet0");
  tap.master = 9;
  EXPECT_EQ(interpret(at_home(tap, kWifi, kWifi)), disconnected());
}

TEST(Vpn, AsksNetworkManagerWhichClientSharesTheTunKind) {
  VpnFacts facts = at_home(tunnel("tun", "tun0"), kTunnel, 0);
  facts.plugins = {"openconnect"};
  EXPECT_EQ(interpret(facts), connected("full", "openconnect", false));
}

class Wireguard : public ::testing::TestWithParam<std::pair<std::optional<std::int64_t>, bool>> {};

TEST_P(Wireguard, CountsWhileAHandshakeIsFresh) {
  const auto& [age, alive] = GetParam();
  VpnFacts facts = at_home(tunnel("wireguard", "wg0"), kTunnel, kTunnel);
  facts.wireguard.emplace_back(kTunnel, std::vector<WireguardPeer>{{std::nullopt}, {age}});
  EXPECT_EQ(interpret(facts), alive ? connected("full", "wireguard", false) : disconnected());
}

INSTANTIATE_TEST_SUITE_P(Ages, Wireguard,
                         ::testing::Values(std::pair(std::optional<std::int64_t>(0), true),
                                           std::pair(std::optional<std::int64_t>(180), true),
                                           std::pair(std::optional<std::int64_t>(181), false),
                                           std::pair(std::optional<std::int64_t>(-181), false),
                                           std::pair(std::optional<std::int64_t>(), false)));

/// A probe at a laptop whose WireGuard takes everything; the peer's last handshake is `age` old.
class WireguardWait : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.network_rows = at_home(tunnel("wireguard", "wg0"), kTunnel, kTunnel).network;
    host_.default_links = {{Family::kIpv4, kTunnel}, {Family::kIpv6, kTunnel}};
    context_.clock = &clock_;
  }
  Observation observe(std::optional<std::int64_t> age) {
    host_.wireguard.insert_or_assign(kTunnel, std::vector<WireguardPeer>{{age}});
    return probe_->observe(host_, context_);
  }
  /// Looks whenever the probe asks for it; how often.
  int looks_without_an_answer() {
    int looks = 0;
    while (const auto at = probe_->recheck_at()) {
      clock_.advance(std::chrono::duration_cast<std::chrono::seconds>(*at - clock_.boot()));
      observe(std::nullopt);
      ++looks;
    }
    return looks;
  }

  FakeClock clock_;
  FakeHost host_;
  ProbeContext context_;
  std::unique_ptr<Probe> probe_ = make_vpn_probe(nullptr);
};

TEST_F(WireguardWait, LooksAgainForAHandshakeOfWhichNoEventTells) {
  EXPECT_EQ(observe(std::nullopt), disconnected());
  EXPECT_EQ(probe_->recheck_at(), clock_.boot() + 1s);
  clock_.advance(1s);
  EXPECT_EQ(observe(0), connected("full", "wireguard", false));
  EXPECT_EQ(probe_->recheck_at(), std::nullopt);
}

TEST_F(WireguardWait, GivesUpAfterAFewLooksUntilThereIsANewTunnel) {
  observe(std::nullopt);
  EXPECT_EQ(looks_without_an_answer(), 7);  // at 1, 2, 4, 8, 16, 32 and 64 s
  clock_.advance(300s);
  observe(std::nullopt);
  EXPECT_EQ(probe_->recheck_at(), std::nullopt);  // the heartbeats look at it, nothing else

  host_.network_rows = at_home(std::nullopt, kWifi, kWifi).network;
  host_.default_links = {{Family::kIpv4, kWifi}};
  observe(std::nullopt);
  host_.network_rows = at_home(tunnel("wireguard", "wg0"), kTunnel, kTunnel).network;
  observe(std::nullopt);
  EXPECT_EQ(probe_->recheck_at(), clock_.boot() + 1s);
}

TEST(Vpn, CannotTellAWireguardTunnelWithoutPrivilege) {
  VpnFacts facts = at_home(tunnel("wireguard", "wg0"), kTunnel, kTunnel);
  facts.wireguard.emplace_back(kTunnel, kAccessDenied);
  EXPECT_EQ(interpret(facts), Observation::unknown("needs_privilege"));
}

TEST(Vpn, SeesIpsecPoliciesThatHaveNoLink) {
  VpnFacts facts = at_home(std::nullopt, kWifi, kWifi);
  facts.ipsec = std::vector<IpsecTunnel>{{Family::kIpv4, 0, true}};
  EXPECT_EQ(interpret(facts), connected("full", "ipsec", true));
  facts.ipsec = std::vector<IpsecTunnel>{{Family::kIpv4, 8, true}};
  EXPECT_EQ(interpret(facts), connected("split", "ipsec", false));
  facts.ipsec = std::vector<IpsecTunnel>{{Family::kIpv4, 0, false}};
  EXPECT_EQ(interpret(facts), disconnected());
}

TEST(Vpn, CannotClaimDisconnectedWhenIpsecIsHidden) {
  VpnFacts facts = at_home(std::nullopt, kWifi, kWifi);
  facts.ipsec = kAccessDenied;
  EXPECT_EQ(interpret(facts), Observation::unknown("needs_privilege"));
  facts.ipsec = Error{ErrorCode::kUnsupported, "kernel without IPsec"};
  EXPECT_EQ(interpret(facts), disconnected());
}

TEST(Vpn, PassesOnWhyTheSystemDoesNotAnswer) {
  FakeHost host;
  const FakeClock clock;
  ProbeContext context;
  context.clock = &clock;
  const auto probe = make_vpn_probe(nullptr);
  host.network_rows = kAccessDenied;
  EXPECT_EQ(probe->observe(host, context), Observation::unknown("needs_privilege"));
  host.network_rows = Network{};
  host.routes_error = Error{ErrorCode::kTimedOut, "slow"};
  EXPECT_EQ(probe->observe(host, context), Observation::unknown("timeout"));
}

TEST(Vpn, AsksTheHostForEveryFact) {
  FakeHost host;
  const FakeClock clock;
  ProbeContext context;
  context.clock = &clock;
  const VpnFacts facts = at_home(tunnel("wireguard", "wg0"), kTunnel, kWifi);
  host.network_rows = facts.network;
  host.default_links = {{Family::kIpv4, kTunnel}, {Family::kIpv6, kWifi}};
  host.wireguard.emplace(kTunnel, std::vector<WireguardPeer>{{7}});
  EXPECT_EQ(make_vpn_probe(nullptr)->observe(host, context), connected("full", "wireguard", true));
}

}  // namespace
}  // namespace distanskoll::agent
