// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/network_location.h"

#include "agent/probes/location_judge.h"
#include "agent/probes/tunnels.h"
#include "tests/agent/probes/fake_host.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <net/if_arp.h>
#include <sys/stat.h>

namespace distanskoll::agent {
namespace {

using report::Observation;
using namespace std::chrono_literals;

const Observation kOffice =
    Observation::value("office").with("method", std::string("internal_probe"));
const Observation kRemote =
    Observation::value("remote").with("method", std::string("internal_probe"));
const Observation kSilent = Observation::unknown("probe_silent");

TEST(LocationJudge, IsOfficeAsSoonAsOneAddressAnswers) {
  LocationJudge judge(20s);
  EXPECT_EQ(judge.conclusion(), kSilent);
  judge.answered();
  EXPECT_EQ(judge.conclusion(), kOffice);
}

TEST(LocationJudge, IsRemoteAfterTwoSilencesTwentySecondsApart) {
  LocationJudge judge(20s);
  judge.silent(100s, false);
  EXPECT_EQ(judge.conclusion(), kSilent);
  EXPECT_EQ(judge.ask_again_at(), BootTime(120s));
  judge.silent(119s, false);
  EXPECT_EQ(judge.conclusion(), kSilent);
  judge.silent(120s, false);
  EXPECT_EQ(judge.conclusion(), kRemote);
  EXPECT_EQ(judge.ask_again_at(), std::nullopt);
}

TEST(LocationJudge, NeverCallsTheNetworkWhereOneAnsweredRemote) {
  LocationJudge judge(20s);
  judge.silent(100s, true);
  judge.silent(120s, true);
  EXPECT_EQ(judge.conclusion(), kSilent);
}

TEST(LocationJudge, KeepsAConclusionThroughOneSilence) {
  LocationJudge judge(20s);
  judge.answered();
  judge.silent(100s, true);
  EXPECT_EQ(judge.conclusion(), kOffice);
  judge.silent(120s, true);
  EXPECT_EQ(judge.conclusion(), kSilent);
  judge.answered();
  EXPECT_EQ(judge.conclusion(), kOffice);
}

TEST(LocationJudge, ForgetsEverythingOnAnotherNetwork) {
  LocationJudge judge(20s);
  judge.answered();
  judge.network_changed();
  EXPECT_EQ(judge.conclusion(), kSilent);
  judge.silent(100s, false);
  judge.network_changed();
  judge.silent(130s, false);
  EXPECT_EQ(judge.conclusion(), kSilent);
}

TEST(LocationJudge, SaysThatTheSystemRefuses) {
  LocationJudge judge(20s);
  judge.denied();
  EXPECT_EQ(judge.conclusion(), Observation::unknown("needs_privilege"));
}

WayOut way_out(std::uint8_t last) {
  WayOut way_out;
  way_out.link = 2;
  way_out.gateway.bytes = {10, 0, 0, last};
  way_out.prefix.bytes = {10, 0, 0, 0};
  way_out.prefix_length = 24;
  return way_out;
}
const Bytes kRouter = {2, 0, 0, 0, 0, 1};
const Bytes kOtherRouter = {2, 0, 0, 0, 0, 2};

TEST(KnownNetwork, IsKnownAgainAfterARestartAndNamesNothing) {
  const TempDir dir;
  auto known = KnownNetwork::open(dir.path());
  ASSERT_THAT(known, IsOk());
  EXPECT_FALSE(known->is(way_out(1), kRouter));
  ASSERT_THAT(known->remember(way_out(1), kRouter), IsOk());
  const auto again = KnownNetwork::open(dir.path());
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->is(way_out(1), kRouter));
  EXPECT_TRUE(again->is(way_out(1), {}));  // hardware unknown: better not remote
  EXPECT_FALSE(again->is(way_out(1), kOtherRouter));
  EXPECT_FALSE(again->is(way_out(2), kRouter));
  struct stat about {};
  ASSERT_EQ(::stat((dir / "network-location").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
}

TEST(KnownNetwork, StartsAnewFromADamagedFile) {
  const TempDir dir;
  const auto file = dir.write("network-location", "garbage\n\n\n");
  ASSERT_EQ(::chmod(file.c_str(), 0600), 0);
  const auto known = KnownNetwork::open(dir.path());
  ASSERT_THAT(known, IsOk());
  EXPECT_FALSE(known->is(way_out(1), kRouter));
}

TEST(KnownNetwork, RefusesAKeyThatOthersMayRead) {
  const TempDir dir;
  const auto file = dir.write("network-location", "garbage\n\n\n");
  ASSERT_EQ(::chmod(file.c_str(), 0644), 0);
  EXPECT_THAT(KnownNetwork::open(dir.path()), IsError(ErrorCode::kPermissionDenied));
}

/// A wired computer with a default route, or without.
Network wired(bool default_route) {
  Network network;
  Link link;
  link.index = 2;
  link.name = "eth0";
  link.hardware = ARPHRD_ETHER;
  link.up = link.running = true;
  network.links = {link};
  Address address;
  address.link = 2;
  address.address.bytes = {10, 0, 0, 77};
  address.prefix = 24;
  network.addresses = {address};
  if (default_route) {
    Route route;
    route.link = 2;
    route.gateway = IpAddress{Family::kIpv4, {10, 0, 0, 1}};
    network.routes = {route};
  }
  return network;
}

TEST(WayOut, IsTheDefaultRouteOutsideEveryTunnel) {
  Network network = wired(true);
  Link tunnel;
  tunnel.index = 9;
  tunnel.kind = "wireguard";
  tunnel.hardware = ARPHRD_NONE;
  tunnel.up = tunnel.running = true;
  network.links.push_back(tunnel);
  Route inside;
  inside.link = 9;
  network.routes.push_back(inside);
  ASSERT_TRUE(find_way_out(network));
  WayOut expected = way_out(1);
  expected.name = "eth0";
  EXPECT_EQ(*find_way_out(network), expected);
}

TEST(WayOut, IsFoundWhenAClientReplacedTheDefaultRoute) {
  Network network = wired(true);
  network.routes.front().prefix = 32;  // openconnect's host route to its server
  EXPECT_EQ(find_way_out(network), std::nullopt);
  Link tunnel;
  tunnel.index = 9;
  tunnel.kind = "tun";
  tunnel.up = tunnel.running = true;
  network.links.push_back(tunnel);
  Route inside;
  inside.link = 9;
  network.routes.push_back(inside);
  ASSERT_TRUE(find_way_out(network));
  EXPECT_EQ(find_way_out(network)->name, "eth0");
}

TEST(WayOut, NeedsACarrier) {
  Network network = wired(true);
  network.links.front().running = false;
  EXPECT_EQ(find_way_out(network), std::nullopt);
}

TEST(NetworkLocation, IsNotConfiguredWithoutAddressesAndStillSaysOffline) {
  FakeHost host;
  const auto probe = make_network_location_probe(nullptr);
  host.network_rows = wired(true);
  EXPECT_EQ(probe->observe(host, {}), Observation::unknown("not_configured"));
  host.network_rows = wired(false);
  EXPECT_EQ(probe->observe(host, {}), Observation::value("offline"));
  host.network_rows = kAccessDenied;
  EXPECT_EQ(probe->observe(host, {}), Observation::unknown("needs_privilege"));
}

TEST(NetworkLocator, NeedsTwoAddresses) {
  const TempDir dir;
  const FakeClock clock;
  LocatorConfig config;
  config.addresses.resize(1);
  config.state_folder = dir.path();
  const AskInternal silent = [](const auto&, const auto&, auto, const auto&) {
    return InternalAnswer::kSilent;
  };
  EXPECT_THAT(NetworkLocator::start(config, silent, std::make_unique<FakeHost>(), clock, [] {}),
              IsError(ErrorCode::kInvalidArgument));
}

TEST(InternalAddress, IsHostPortAndPin) {
  const std::string pin(43, 'A');
  const auto name = parse_internal_address("intern.example.se:8443", pin);
  ASSERT_THAT(name, IsOk());
  EXPECT_EQ(name->host, "intern.example.se");
  EXPECT_EQ(name->port, 8443);
  const auto literal = parse_internal_address("[fd00::1]:443", pin);
  ASSERT_THAT(literal, IsOk());
  EXPECT_EQ(literal->host, "fd00::1");
  for (const char* wrong :
       {"intern", ":443", "intern:0", "intern:65536", "intern:x", "fd00::1:443"}) {
    EXPECT_THAT(parse_internal_address(wrong, pin), IsError(ErrorCode::kInvalidArgument)) << wrong;
  }
  EXPECT_THAT(parse_internal_address("intern:443", "short"), IsError(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace distanskoll::agent
