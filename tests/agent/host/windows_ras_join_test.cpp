// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_ras_join.h"

#include "tests/support/matchers.h"

namespace distanskoll::agent::windows {
namespace {

constexpr const char* kOffice = "{0a0a0a0a-0000-4000-8000-00000000000a}";
constexpr const char* kOther = "{0b0b0b0b-0000-4000-8000-00000000000b}";
constexpr std::uint32_t kConnected = 0x2000;

RasConnection row(std::string guid, std::uint32_t state,
                  std::optional<std::uint32_t> strategy = {}) {
  return {std::move(guid), "vpn", state, strategy, std::nullopt, false};
}

TEST(JoinedRasConnections, AreSystemsAloneWhenTheHelperHasNone) {
  const auto joined = join_ras_connections({row(kOffice, kConnected, 7)}, {});
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_FALSE(joined[0].of_session);
}

TEST(JoinedRasConnections, GetThePersonsOwnAsOfTheSession) {
  const auto joined =
      join_ras_connections({row(kOffice, kConnected, 7)}, {row(kOther, kConnected, 5)});
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_EQ(joined[0].guid, kOffice);
  EXPECT_EQ(joined[1].guid, kOther);
  EXPECT_TRUE(joined[1].of_session);
  EXPECT_EQ(joined[1].strategy, 5U);
}

TEST(JoinedRasConnections, TakeTheStrategyThatStandsInThePersonsPhoneBook) {
  const auto joined = join_ras_connections({row(kOffice, kConnected)},
                                           {row("{0A0A0A0A-0000-4000-8000-00000000000A}", 1, 8)});
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].strategy, 8U);
  EXPECT_EQ(joined[0].state, kConnected);
  EXPECT_FALSE(joined[0].of_session);
}

TEST(JoinedRasConnections, AreNotContradictedByTheHelper) {
  RasConnection claim = row(kOffice, kConnected, 2);
  claim.device_tunnel = true;
  RasConnection tunnel = row(kOther, kConnected, 7);
  tunnel.device_tunnel = true;
  const auto joined = join_ras_connections({row(kOffice, 0, 7)}, {claim, tunnel});
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_EQ(joined[0].state, 0U);
  EXPECT_EQ(joined[0].strategy, 7U);
  EXPECT_EQ(joined[0].device_tunnel, std::nullopt);
  EXPECT_EQ(joined[1].device_tunnel, false) << "a device tunnel is the computer's";
}

}  // namespace
}  // namespace distanskoll::agent::windows
