// SPDX-License-Identifier: EUPL-1.2
// Adapters, addresses and routes as no sane driver would report them. What is said of them stays in
// the schema's own words: a description is text of others, and none of it may reach a report.
#include "shared/report/codec.h"
#include "tests/agent/probes/windows_fixture.h"

namespace distanskoll::agent::windows {
namespace {

constexpr std::uint32_t kVirtual = 26;  // of the fixture: unknown, and carries the default route

/// The fixture's computer with an unknown virtual adapter, which is called so.
Recording called(std::string description) {
  Recording recording = fixture("unknown_adapter");
  for (Adapter& adapter : recording.network->adapters) {
    if (adapter.index == kVirtual) adapter.description = std::move(description);
  }
  return recording;
}

TEST(WindowsNetwork, FindsATunnelWhateverItsAdapterIsCalled) {
  const std::string split = seen("unknown_adapter", "vpn");
  ASSERT_EQ(split, "connected tunnel=full kind=unknown ipv6_leak=false");
  for (const std::string& name :
       {std::string(), std::string("*"), std::string("**********?*"), std::string("%s%n%p"),
        std::string("\x01\x02\x7f\0\n", 5), std::string("\xff\xfe\xc0\x80"),
        std::string("{\"state\":\"ok\"}"), std::string("..\\..\\WireGuard"),
        std::string("\u202egnivird\u202c \U0001F480"), std::string(1 << 20, '*'),
        std::string(1 << 20, 'W')}) {
    EXPECT_EQ(seen(called(name), "vpn"), split) << name.substr(0, 20);
  }
}

TEST(WindowsNetwork, MatchesALongNameInATimeThatGrowsWithIt) {
  // "WireGuard Tunnel" almost, again and again: a pattern's star must not go back to each.
  std::string name;
  while (name.size() < 1 << 20) name += "Cisco AnyConnect Virtual Miniport Adapte";
  EXPECT_EQ(seen(called(name), "vpn"), "connected tunnel=full kind=unknown ipv6_leak=false");
}

TEST(WindowsNetwork, KnowsAKindByTheDriversOwnWordsAlone) {
  EXPECT_EQ(seen(called("PANGP Virtual Ethernet Adapter #2"), "vpn"),
            "connected tunnel=full kind=globalprotect ipv6_leak=false");
  for (const char* name : {"xPANGP Virtual Ethernet Adapter", "pangp virtual ethernet adapter"}) {
    EXPECT_EQ(seen(called(name), "vpn"), "connected tunnel=full kind=unknown ipv6_leak=false");
  }
}

TEST(WindowsNetwork, BearsRowsThatContradictEachOther) {
  Recording recording = fixture("unknown_adapter");
  Network& network = *recording.network;
  const Adapter twin = network.adapters.back();
  network.adapters.insert(network.adapters.end(), 5'000, twin);  // one index, many adapters
  const std::vector<Route> routes = network.routes;
  for (Route route : routes) {
    route.link = 4711;  // of no adapter
    network.routes.push_back(route);
  }
  network.routes.front().prefix = 255;
  network.addresses.front().prefix = 200;
  EXPECT_EQ(seen(recording, "vpn"), "connected tunnel=full kind=unknown ipv6_leak=false");
  network.adapters.clear();
  EXPECT_EQ(seen(recording, "vpn"), "disconnected tunnel=none");
}

TEST(WindowsNetwork, HasMetricsThatDoNotOverflow) {
  Recording recording = fixture("unknown_adapter");
  for (Adapter& adapter : recording.network->adapters) {
    if (adapter.index == kVirtual) adapter.ipv4_metric = 0xFFFFFFFF;
  }
  for (Route& route : recording.network->routes) {
    if (route.link == kVirtual) route.metric = 0xFFFFFFFF;
  }
  EXPECT_EQ(seen(recording, "vpn"), "connected tunnel=split kind=unknown ipv6_leak=false");
}

}  // namespace
}  // namespace distanskoll::agent::windows
