// SPDX-License-Identifier: EUPL-1.2
#include "agent/session/helper_starts.h"

#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kSession = 1;

TEST(HelperStarts, AreAtOnceInASessionThatHadNone) {
  EXPECT_TRUE(HelperStarts().may_start(kSession, 0s));
  HelperStarts starts;
  starts.ended(kSession, 100s);
  EXPECT_TRUE(starts.may_start(2, 100s));
}

TEST(HelperStarts, WaitTwiceAsLongAfterEachEnd) {
  HelperStarts starts;
  BootTime now = 100s;
  for (const auto pause : {5s, 10s, 20s, 40s, 80s, 160s, 320s, 600s, 600s}) {
    starts.ended(kSession, now);
    EXPECT_FALSE(starts.may_start(kSession, now + pause - 1ns)) << pause.count();
    now += pause;
    EXPECT_TRUE(starts.may_start(kSession, now)) << pause.count();
  }
}

TEST(HelperStarts, BeginAnewAfterAnAnswer) {
  HelperStarts starts;
  starts.ended(kSession, 100s);
  starts.ended(kSession, 105s);
  starts.answered();
  EXPECT_TRUE(starts.may_start(kSession, 105s));
  starts.ended(kSession, 110s);
  EXPECT_TRUE(starts.may_start(kSession, 115s));
}

}  // namespace
}  // namespace distanskoll::agent
