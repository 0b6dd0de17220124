// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/reporter.h"

#include "tests/support/matchers.h"

#include <gtest/gtest.h>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;
using DecisionKind = Decision::Kind;
using report::Trigger;

constexpr BootTime kStart = 1h;

Sample vpn(std::string state) {
  return {{{"vpn", report::Observation::value(std::move(state))}}, std::nullopt};
}

Decision report_of(Trigger trigger, std::uint32_t flapping = 0) {
  return {DecisionKind::kReport, trigger, flapping};
}
constexpr Decision kNothing{};
constexpr Decision kHeartbeat{DecisionKind::kHeartbeat, Trigger::kChange, 0};

/// A reporter whose every decision is stored, told in seconds after the start.
class ReporterTest : public testing::Test {
 protected:
  Decision say(BootTime after, const Sample& sample, Cause cause = Cause::kObserved) {
    const Decision decision = reporter.decide(sample, cause, kStart + after);
    reporter.committed(decision, sample, kStart + after);
    return decision;
  }
  void begin() { ASSERT_EQ(say(0s, vpn("connected"), Cause::kStart), report_of(Trigger::kStart)); }

  Reporter reporter{300s};
};

TEST_F(ReporterTest, BeginsWithAStartReportWhateverWokeIt) {
  EXPECT_TRUE(reporter.probe_due(kStart));
  EXPECT_EQ(say(0s, vpn("connected"), Cause::kObserved), report_of(Trigger::kStart));
}

TEST_F(ReporterTest, SaysNothingWhenNothingChangedAndTheFloorIsFar) {
  begin();
  EXPECT_EQ(say(10s, vpn("connected")), kNothing);
  EXPECT_EQ(say(299s, vpn("connected")), kNothing);
}

TEST_F(ReporterTest, BeatsWhenOneIntervalPassedUnchanged) {
  begin();
  EXPECT_EQ(reporter.next_wake(kStart + 1s), kStart + 300s);
  EXPECT_EQ(say(300s, vpn("connected")), kHeartbeat);
  EXPECT_EQ(say(600s, vpn("connected")), kHeartbeat);
}

TEST_F(ReporterTest, ReportsAChangeAtOnce) {
  begin();
  EXPECT_EQ(say(10s, vpn("disconnected")), report_of(Trigger::kChange));
}

TEST_F(ReporterTest, TakesAnotherUserForAChange) {
  begin();
  Sample other = vpn("connected");
  other.user = "AAAAAAAAAAAAAAAAAAAAAA";
  EXPECT_EQ(say(10s, other), report_of(Trigger::kChange));
}

TEST_F(ReporterTest, GathersEventsForAQuarterOfASecondFromTheFirst) {
  begin();
  reporter.notice(kStart + 10s);
  reporter.notice(kStart + 10s + 200ms);
  EXPECT_FALSE(reporter.probe_due(kStart + 10s + 249ms));
  EXPECT_EQ(reporter.next_wake(kStart + 10s + 200ms), kStart + 10s + 250ms);
  EXPECT_TRUE(reporter.probe_due(kStart + 10s + 250ms));
  EXPECT_EQ(say(10s + 250ms, vpn("connected")), kNothing);
  EXPECT_FALSE(reporter.probe_due(kStart + 11s)) << "the round answered for all of them";
}

TEST_F(ReporterTest, HoldsASecondChangeWithinASecondBack) {
  begin();
  EXPECT_EQ(say(10s, vpn("disconnected")), report_of(Trigger::kChange));
  EXPECT_EQ(say(10s + 400ms, vpn("connected")), kNothing);
  EXPECT_EQ(reporter.next_wake(kStart + 10s + 500ms), kStart + 11s);
  EXPECT_EQ(say(11s, vpn("connected")), report_of(Trigger::kChange, 0))
      << "it was only late: no state went unreported";
}

TEST_F(ReporterTest, CountsTheStatesThatGotNoReportOfTheirOwn) {
  begin();
  EXPECT_EQ(say(10s, vpn("disconnected")), report_of(Trigger::kChange));
  EXPECT_EQ(say(10s + 300ms, vpn("connected")), kNothing);
  EXPECT_EQ(say(10s + 600ms, vpn("disconnected")), kNothing);
  EXPECT_EQ(say(11s, vpn("disconnected")), report_of(Trigger::kChange, 1))
      << "it is as it was said to be, but something happened in between";
}

TEST_F(ReporterTest, SendsAtMostSixtyChangesInAnyHour) {
  begin();
  std::vector<BootTime> reports;
  bool connected = true;
  std::uint64_t folded = 0;
  for (BootTime at = 10s; at < 3h; at += 2s) {
    connected = !connected;
    const Decision decision = say(at, vpn(connected ? "connected" : "disconnected"));
    EXPECT_NE(decision.kind, DecisionKind::kHeartbeat) << "a heartbeat would deny the change";
    if (decision.kind != DecisionKind::kReport) continue;
    reports.push_back(at);
    folded += decision.flapping;
  }
  for (std::size_t i = 0; i + 60 < reports.size(); ++i) {
    EXPECT_GE(reports[i + 60] - reports[i], 1h - 1s) << "from report " << i;
  }
  for (std::size_t i = 0; i + 1 < reports.size(); ++i) {
    EXPECT_LE(reports[i + 1] - reports[i], 125s) << "a longer silence would be time without data";
  }
  EXPECT_GT(folded, 4000U);
}

TEST_F(ReporterTest, KeepsAChangeThatCouldNotBeStored) {
  begin();
  const Sample changed = vpn("disconnected");
  EXPECT_EQ(reporter.decide(changed, Cause::kObserved, kStart + 10s), report_of(Trigger::kChange));
  EXPECT_FALSE(reporter.probe_due(kStart + 12s)) << "a full disk is not tried without pause";
  reporter.notice(kStart + 12s);
  EXPECT_FALSE(reporter.probe_due(kStart + 14s));
  EXPECT_TRUE(reporter.probe_due(kStart + 15s));
  EXPECT_EQ(say(15s, changed), report_of(Trigger::kChange));
}

// The change that met a full disk waited for the next event or for the heartbeat.
TEST_F(ReporterTest, TriesAgainByItselfWhatCouldNotBeStoredEverMoreSeldom) {
  begin();
  BootTime now = kStart + 10s;
  for (const BootTime wait : {5s, 10s, 20s, 30s, 30s}) {
    ASSERT_EQ(reporter.decide(vpn("disconnected"), Cause::kObserved, now),
              report_of(Trigger::kChange));
    EXPECT_EQ(reporter.next_wake(now), now + wait);
    now += wait;
  }
  const auto decision = reporter.decide(vpn("disconnected"), Cause::kObserved, now);
  reporter.committed(decision, vpn("disconnected"), now);
  EXPECT_EQ(reporter.next_wake(now), now + 300s);
}

TEST_F(ReporterTest, HasNothingToTryAgainWhenTheChangeWentBack) {
  begin();
  ASSERT_EQ(reporter.decide(vpn("disconnected"), Cause::kObserved, kStart + 10s),
            report_of(Trigger::kChange));
  EXPECT_EQ(reporter.decide(vpn("connected"), Cause::kObserved, kStart + 15s), kNothing);
  EXPECT_EQ(reporter.next_wake(kStart + 15s), kStart + 300s);
}

TEST_F(ReporterTest, TriesAgainSoonWhenTheFirstReportCouldNotBeStored) {
  EXPECT_EQ(reporter.decide(vpn("connected"), Cause::kStart, kStart), report_of(Trigger::kStart));
  EXPECT_FALSE(reporter.probe_due(kStart + 4s));
  EXPECT_TRUE(reporter.probe_due(kStart + 5s));
}

struct Jump {
  BootTime silence;
  Decision expected;
};
class BootClockJump : public testing::TestWithParam<Jump> {};

TEST_P(BootClockJump, MoreThanOneAndAHalfIntervalsIsAResumeAndNeverAHeartbeat) {
  Reporter reporter(300s);
  const Sample sample = vpn("connected");
  reporter.committed(reporter.decide(sample, Cause::kStart, kStart), sample, kStart);
  EXPECT_EQ(reporter.decide(sample, Cause::kObserved, kStart + GetParam().silence),
            GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(Boundaries, BootClockJump,
                         testing::Values(Jump{299s, kNothing}, Jump{300s, kHeartbeat},
                                         Jump{450s, kHeartbeat},
                                         Jump{450s + 1ms, report_of(Trigger::kResume)},
                                         Jump{8h, report_of(Trigger::kResume)}));

TEST_F(ReporterTest, SaysResumeAlsoWhenSomethingChangedWhileItSlept) {
  begin();
  EXPECT_EQ(say(8h, vpn("disconnected")), report_of(Trigger::kResume));
}

TEST_F(ReporterTest, SaysSuspendAndIsSilentUntilResume) {
  begin();
  EXPECT_EQ(say(10s, vpn("connected"), Cause::kSuspend), report_of(Trigger::kSuspend));
  EXPECT_EQ(say(11s, vpn("disconnected")), kNothing)
      << "what happens on the way to sleep is not news";
  EXPECT_EQ(say(12s, vpn("disconnected"), Cause::kResume), report_of(Trigger::kResume));
  EXPECT_EQ(say(312s, vpn("disconnected")), kHeartbeat);
}

TEST_F(ReporterTest, ResumesByItselfWhenTheSleepWasCalledOff) {
  begin();
  EXPECT_EQ(say(10s, vpn("connected"), Cause::kSuspend), report_of(Trigger::kSuspend));
  EXPECT_EQ(say(310s, vpn("connected")), report_of(Trigger::kResume));
}

TEST_F(ReporterTest, SaysStopEvenWithinTheSameSecond) {
  begin();
  EXPECT_EQ(say(10s, vpn("disconnected")), report_of(Trigger::kChange));
  EXPECT_EQ(say(10s + 100ms, vpn("disconnected"), Cause::kStop), report_of(Trigger::kStop));
}

TEST_F(ReporterTest, FollowsTheCollectorsHeartbeatWithinItsBounds) {
  begin();
  reporter.set_heartbeat(60s);
  EXPECT_EQ(reporter.next_wake(kStart + 1s), kStart + 60s);
  reporter.set_heartbeat(59s);
  reporter.set_heartbeat(3601s);
  reporter.set_heartbeat(0s);
  EXPECT_EQ(reporter.next_wake(kStart + 1s), kStart + 60s);
}

TEST_F(ReporterTest, StartsAnewWithANewNumberSeries) {
  begin();
  reporter.restart();
  EXPECT_TRUE(reporter.probe_due(kStart + 1s));
  EXPECT_EQ(say(1s, vpn("connected")), report_of(Trigger::kStart));
}

}  // namespace
}  // namespace distanskoll::agent
