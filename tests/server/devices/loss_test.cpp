// SPDX-License-Identifier: EUPL-1.2
// What is said about a lost computer: only what its reports show, and unknown where they do not.
#include "server/devices/loss.h"

#include "tests/support/matchers.h"

namespace distanskoll::server::devices {
namespace {

using namespace std::chrono_literals;
using report::Observation;
using report::Trigger;

constexpr std::chrono::seconds kHold{600};
const WallTime kMonday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2};

/// A laptop's story, told from the beginning.
class Loss : public ::testing::Test {
 protected:
  void says(std::chrono::seconds at, Observation disk, Trigger trigger = Trigger::kChange) {
    LossReport report;
    report.seq = ++seq_;
    report.at = kMonday + at;
    report.received_at = report.at + 1s;
    report.trigger = trigger;
    report.observations = {{"disk_encryption", std::move(disk)}};
    history_.reports.push_back(std::move(report));
    history_.ever_reported = true;
  }
  void says(std::chrono::seconds at, const char* disk, Trigger trigger = Trigger::kChange) {
    says(at, Observation::value(disk), trigger);
  }
  /// Heartbeats of the newest report until then.
  void beats(std::chrono::seconds until) {
    const LossReport& report = history_.reports.back();
    for (WallTime at = report.at + 300s; at <= kMonday + until; at += 300s) {
      history_.heartbeats.push_back({++seq_, at, report.seq});
    }
  }
  [[nodiscard]] LossStatement stated() const { return state_loss(history_, kHold); }
  [[nodiscard]] static std::chrono::seconds since(const std::optional<Stretch>& stretch) {
    return stretch.value().since - kMonday;
  }

  LossHistory history_;
  std::uint64_t seq_ = 0;
};

TEST_F(Loss, OfAComputerThatNeverReportedIsUnknown) {
  const auto said = stated();
  EXPECT_EQ(said.last_report, std::nullopt);
  EXPECT_EQ(said.disk.unknown, Unknown::kNeverReported);
  EXPECT_EQ(said.screen_lock.unknown, Unknown::kNeverReported);
  EXPECT_EQ(said.disk_said, std::nullopt);
  EXPECT_EQ(said.disk_unbroken, std::nullopt);
}

TEST_F(Loss, OfAComputerWhoseReportsAreErasedIsUnknown) {
  history_.ever_reported = history_.newest_erased = true;
  const auto said = stated();
  EXPECT_EQ(said.disk.unknown, Unknown::kErased);
  EXPECT_EQ(said.session.unknown, Unknown::kErased);
  EXPECT_EQ(said.disk_unbroken, std::nullopt);
}

TEST_F(Loss, KnowsSinceWhenTheDiskWasEncryptedWithoutInterruption) {
  says(8h, "unprotected", Trigger::kStart);
  beats(9h);
  says(9h, "protected");
  beats(17h);
  says(17h, "protected", Trigger::kStop);
  const auto said = stated();
  EXPECT_EQ(said.disk.state, "protected");
  EXPECT_TRUE(said.off);
  EXPECT_FALSE(said.asleep);
  EXPECT_EQ(since(said.disk_unbroken), 9h);
  EXPECT_EQ(said.disk_unbroken->limit, Limit::kOtherState);
  EXPECT_EQ(said.disk_unbroken->before, "unprotected");
  EXPECT_EQ(said.not_heard, 0U);
}

TEST_F(Loss, ATimeSwitchedOffIsNoInterruption) {
  says(8h, "protected", Trigger::kStart);
  beats(16h);
  says(16h, "protected", Trigger::kStop);
  says(32h, "protected", Trigger::kStart);
  beats(40h);
  const auto said = stated();
  EXPECT_EQ(since(said.disk_unbroken), 8h);
  EXPECT_EQ(said.disk_unbroken->limit, Limit::kFirstReport);
  EXPECT_EQ(*said.last_heard - kMonday, 40h);
  EXPECT_FALSE(said.off);
}

TEST_F(Loss, AComputerThatSleepsIsNotSwitchedOff) {
  says(8h, "protected", Trigger::kStart);
  says(9h, "protected", Trigger::kSuspend);
  EXPECT_TRUE(stated().off);
  EXPECT_TRUE(stated().asleep) << "its memory still has the key";
}

TEST_F(Loss, ATimeOnAndNotHeardIsOne) {
  says(8h, "protected", Trigger::kStart);
  beats(9h);  // and then the battery goes
  says(20h, "protected", Trigger::kStart);
  const auto said = stated();
  EXPECT_EQ(since(said.disk_said), 8h) << "every report says the same";
  EXPECT_EQ(since(said.disk_unbroken), 20h) << "but not of every moment";
  EXPECT_EQ(said.disk_unbroken->limit, Limit::kNotHeard);
  EXPECT_EQ(said.not_heard, 1U);
}

TEST_F(Loss, SuspendedInBetweenBeginsAnew) {
  says(8h, "protected", Trigger::kStart);
  beats(10h);
  says(10h, "suspended");
  beats(11h);
  says(11h, "protected");
  beats(12h);
  const auto said = stated();
  EXPECT_EQ(since(said.disk_said), 11h);
  EXPECT_EQ(said.disk_said->before, "suspended");
  EXPECT_EQ(since(said.disk_unbroken), 11h);
}

TEST_F(Loss, WhatCouldNotBeSeenIsNeitherEncryptedNorNot) {
  says(8h, "protected", Trigger::kStart);
  beats(9h);
  says(9h, Observation::unknown("needs_privilege"));
  beats(10h);
  const auto unseen = stated();
  EXPECT_EQ(unseen.disk.state, "");
  EXPECT_EQ(unseen.disk.unknown, Unknown::kUnobservable);
  EXPECT_EQ(unseen.disk.reason, "needs_privilege");
  EXPECT_EQ(unseen.disk_said, std::nullopt);
  says(10h, "protected");
  const auto seen = stated();
  EXPECT_EQ(since(seen.disk_said), 10h);
  EXPECT_EQ(seen.disk_said->limit, Limit::kUnobservable);
  EXPECT_EQ(seen.disk_said->before, "needs_privilege");
}

TEST_F(Loss, ReportsThatNeverArrivedAreAnInterruption) {
  says(8h, "protected", Trigger::kStart);
  beats(9h);
  says(9h, "protected");
  history_.reports.back().reports_missing = true;
  const auto said = stated();
  EXPECT_EQ(since(said.disk_said), 8h);
  EXPECT_EQ(since(said.disk_unbroken), 9h);
  EXPECT_EQ(said.disk_unbroken->limit, Limit::kReportsLost);
}

TEST_F(Loss, TheFirstThatIsKeptSaysThatOlderOnesAreErased) {
  history_.before = Before::kErased;
  says(8h, "protected", Trigger::kStart);
  beats(9h);
  const auto said = stated();
  EXPECT_EQ(since(said.disk_unbroken), 8h);
  EXPECT_EQ(said.disk_unbroken->limit, Limit::kErased);
}

TEST_F(Loss, WhatAProbeDidNotSayIsUnknownToo) {
  says(8h, "protected", Trigger::kStart);
  const auto said = stated();
  EXPECT_EQ(said.screen_lock.unknown, Unknown::kNotReported);
  EXPECT_EQ(said.sign_in.unknown, Unknown::kNotReported);
  EXPECT_EQ(said.session.unknown, Unknown::kNotReported);
}

TEST_F(Loss, KeepsTheDetailsOfTheLastReport) {
  says(8h, "protected", Trigger::kStart);
  auto& observations = history_.reports.back().observations;
  observations.push_back(
      {"siths_login", Observation::value("card_session").with("card_present", true)});
  observations.push_back(
      {"screen_lock", Observation::value("enforced").with("timeout_seconds", std::int64_t{300})});
  const auto said = stated();
  ASSERT_NE(said.sign_in.find("card_present"), nullptr);
  EXPECT_EQ(*said.sign_in.find("card_present"), report::DetailValue(true));
  EXPECT_EQ(*said.screen_lock.find("timeout_seconds"), report::DetailValue(std::int64_t{300}));
  EXPECT_EQ(said.sign_in.find("issuer"), nullptr);
}

TEST_F(Loss, AHeartbeatThatSkippedNumbersVouchesForNoTime) {
  says(8h, "protected", Trigger::kStart);
  history_.heartbeats.push_back({2, kMonday + 40h, 1});  // one number for 32 hours
  EXPECT_EQ(*stated().last_heard - kMonday, 8h);
}

TEST_F(Loss, AComputerThatIsUnprotectedIsSaidToBeSo) {
  says(8h, "protected", Trigger::kStart);
  beats(9h);
  says(9h, "unprotected");
  beats(10h);
  const auto said = stated();
  EXPECT_EQ(said.disk.state, "unprotected");
  EXPECT_EQ(since(said.disk_unbroken), 9h);
  EXPECT_EQ(said.disk_unbroken->before, "protected");
}

}  // namespace
}  // namespace distanskoll::server::devices
