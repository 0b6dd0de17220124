// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_toast.h"

#include "agent/host/windows_library.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

TEST(Toast, IsUnsupportedWhereThereAreNoNotifications) {
  if (!is_wine()) GTEST_SKIP() << "a real Windows would show it";
  const std::string xml =
      "<toast><visual><binding template=\"ToastGeneric\"><text>Krypterad disk</text></binding>"
      "</visual></toast>";
  for (int i = 0; i < 3; ++i) EXPECT_THAT(show_toast(xml), IsError(ErrorCode::kUnsupported));
}

TEST(AcceptsNotifications, OnlyInTheOneStateInWhichWindowsDoes) {
  for (int state = -1; state <= 8; ++state) {
    EXPECT_EQ(accepts_notifications_in(state), state == 5) << state;
  }
}

TEST(AcceptsNotifications, HasAnAnswerOrAReason) {
  for (int i = 0; i < 3; ++i) {
    const auto answer = accepts_notifications();
    if (answer) continue;
    EXPECT_THAT(answer, IsError(ErrorCode::kUnsupported));
  }
}

}  // namespace
}  // namespace distanskoll::agent
