// SPDX-License-Identifier: EUPL-1.2
// What holds on every Windows and under Wine, whose services know of no person and no tunnel.
#include "agent/host/windows_questions.h"

#include "shared/limits.h"
#include "tests/support/deadline.h"
#include "tests/support/matchers.h"

#include <algorithm>

namespace distanskoll::agent::windows {
namespace {

constexpr std::chrono::seconds kLong{30};
constexpr const char* kNobody = "S-1-5-21-1-2-3-1013";

TEST(WindowsQuestions, SeeLoopbackWithItsAddress) {
  const auto questions = ask_windows();
  ASSERT_THAT(questions, IsOk());
  const auto network = (*questions)->network(in(kLong));
  ASSERT_THAT(network, IsOk());
  const auto loopback = std::find_if(network->adapters.begin(), network->adapters.end(),
                                     [](const Adapter& row) { return row.type == 24; });
  ASSERT_NE(loopback, network->adapters.end());
  EXPECT_EQ(loopback->oper_status, 1U);
  EXPECT_FALSE(loopback->hardware);
  EXPECT_EQ(loopback->guid.size(), 38U);
  EXPECT_TRUE(
      std::any_of(network->addresses.begin(), network->addresses.end(), [&](const Address& row) {
        return row.link == loopback->index && row.address.bytes[0] == 127 && row.prefix == 8;
      }));
}

TEST(WindowsQuestions, AreAnsweredOrSayWhyNot) {
  const auto questions = ask_windows();
  ASSERT_THAT(questions, IsOk());
  WindowsQuestions& windows = **questions;
  (void)windows.card();
  EXPECT_THAT(windows.credential_providers(in(kLong)), IsOk());
  EXPECT_THAT(windows.screen_lock("", in(kLong)), IsOk());
  EXPECT_THAT(windows.screen_lock(kNobody, in(kLong)), IsOk());
  EXPECT_THAT(windows.shell_volumes(in(kLong)), IsError(ErrorCode::kUnavailable));
  // WMI says for itself what came of it.
  EXPECT_THAT(windows.directaccess(in(kLong)), IsOk());
  EXPECT_THAT(windows.bitlocker(in(kLong)), IsOk());
  // Each of these may be refused or not be there, but comes back.
  (void)windows.ras_connections(in(kLong));
  (void)windows.listed_networks(in(kLong));
  (void)windows.terminal_sessions(in(kLong));
  (void)windows.logons(in(kLong));
  EXPECT_FALSE(windows.user_certificates(kNobody, in(kLong)).has_value());
}

TEST(WindowsQuestions, AboutNobodyAreRefused) {
  const auto questions = ask_windows();
  ASSERT_THAT(questions, IsOk());
  for (const char* sid : {"S-1-5-18\\Software", "..", ".DEFAULT"}) {
    EXPECT_THAT((*questions)->user_certificates(sid, in(kLong)),
                IsError(ErrorCode::kInvalidArgument));
    EXPECT_THAT((*questions)->screen_lock(sid, in(kLong)), IsError(ErrorCode::kInvalidArgument));
  }
}

TEST(WindowsQuestions, AfterTheirDeadlineAreNotAsked) {
  const auto questions = ask_windows();
  ASSERT_THAT(questions, IsOk());
  WindowsQuestions& windows = **questions;
  const Deadline past = SystemClock().boot();
  const auto late = IsError(ErrorCode::kTimedOut);
  EXPECT_THAT(windows.network(past), late);
  EXPECT_THAT(windows.ras_connections(past), late);
  EXPECT_THAT(windows.directaccess(past), late);
  EXPECT_THAT(windows.listed_networks(past), late);
  EXPECT_THAT(windows.bitlocker(past), late);
  EXPECT_THAT(windows.terminal_sessions(past), late);
  EXPECT_THAT(windows.logons(past), late);
  EXPECT_THAT(windows.credential_providers(past), late);
  EXPECT_THAT(windows.user_certificates(kNobody, past), late);
  EXPECT_THAT(windows.screen_lock("", past), late);
}

}  // namespace
}  // namespace distanskoll::agent::windows
