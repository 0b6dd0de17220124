// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/timeline.h"

#include "tests/shared/compliance/timeline_times.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::compliance {

void PrintTo(const Segment& segment, std::ostream* out) {
  *out << segment.from.time_since_epoch().count() << ".." << segment.to.time_since_epoch().count()
       << " by " << segment.first << ".." << segment.last;
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TimelineReport report(std::uint64_t seq, int second) { return {seq, at(second), 0, 0, false}; }
TimelineReport stop(std::uint64_t seq, int second) { return {seq, at(second), 0, 0, true}; }
TimelineHeartbeat heartbeat(std::uint64_t seq, int second, std::uint64_t since) {
  return {seq, at(second), since};
}
std::vector<Segment> of(std::vector<TimelineReport> reports,
                        std::vector<TimelineHeartbeat> heartbeats = {}) {
  return timeline(std::move(reports), std::move(heartbeats), kHold);
}

MATCHER_P4(Is, from, to, first, last, "") {
  return arg.from == at(from) && arg.to == at(to) && arg.first == first && arg.last == last;
}

TEST(Timeline, OneReportHoldsForTwoHeartbeatIntervals) {
  EXPECT_THAT(of({report(1, 0)}), ElementsAre(Is(0, 600, 1U, 1U)));
}

TEST(Timeline, AReportHoldsUntilTheNextOne) {
  EXPECT_THAT(of({report(2, 100), report(1, 0)}),
              ElementsAre(Is(0, 100, 1U, 1U), Is(100, 700, 2U, 2U)));
}

TEST(Timeline, SilenceIsAGap) {
  EXPECT_THAT(of({report(1, 0), report(2, 5000)}),
              ElementsAre(Is(0, 600, 1U, 1U), Is(5000, 5600, 2U, 2U)));
}

TEST(Timeline, AHeartbeatVouchesForAllTheTimeSinceItsReport) {
  EXPECT_THAT(of({report(1, 0)}, {heartbeat(4, 1900, 1)}), ElementsAre(Is(0, 2500, 1U, 4U)));
}

TEST(Timeline, AHeartbeatThatSpentTooFewNumbersCountsAsNothing) {
  EXPECT_THAT(of({report(1, 0)}, {heartbeat(3, 1800, 1)}), ElementsAre(Is(0, 600, 1U, 1U)));
  EXPECT_THAT(of({report(1, 0)}, {heartbeat(4, 1800, 1)}), ElementsAre(Is(0, 2400, 1U, 4U)));
  EXPECT_THAT(of({report(5, 0)}, {heartbeat(4, 10, 5)}), ElementsAre(Is(0, 600, 5U, 5U)));
}

TEST(Timeline, AHeartbeatOutsideItsReportsTimeCountsAsNothing) {
  EXPECT_THAT(of({report(1, 1000), report(9, 1500)},
                 {heartbeat(2, 999, 1), heartbeat(3, 1500, 1), heartbeat(4, 1499, 1)}),
              ElementsAre(Is(1000, 1500, 1U, 4U), Is(1500, 2100, 9U, 9U)));
}

TEST(Timeline, AHeartbeatOfAReportThatIsNotThereCountsAsNothing) {
  EXPECT_THAT(of({report(3, 0)}, {heartbeat(2, 10, 1), heartbeat(5, 10, 4)}),
              ElementsAre(Is(0, 600, 3U, 3U)));
}

TEST(Timeline, AStoppedLaptopHoldsForNoTime) {
  EXPECT_THAT(of({report(1, 0), stop(2, 300)}, {heartbeat(3, 400, 2)}),
              ElementsAre(Is(0, 300, 1U, 1U)));
}

TEST(Timeline, AClockThatWentBackCountsAsTheReportBefore) {
  EXPECT_THAT(of({report(1, 1000), report(2, 400), report(3, 1200)}),
              ElementsAre(Is(1000, 1200, 2U, 2U), Is(1200, 1800, 3U, 3U)));
}

TEST(Timeline, WhatSaysNothingIsNothing) { EXPECT_THAT(of({}, {heartbeat(2, 0, 1)}), IsEmpty()); }

TEST(Timeline, ATimeAfterItsReceptionCountsAsTheReception) {
  EXPECT_EQ(clamped(at(10), at(5)), at(5));
  EXPECT_EQ(clamped(at(5), at(10)), at(5));
}

}  // namespace
}  // namespace distanskoll::compliance
