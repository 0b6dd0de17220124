// SPDX-License-Identifier: EUPL-1.2
// One line at a time against all lines at once.
#include "shared/compliance/ordered_timeline.h"

#include "tests/shared/compliance/timeline_times.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::compliance {
namespace {

using Step = OrderedTimeline::Step;

/// Everything one device said, each number either a report or a heartbeat.
struct Lines {
  std::vector<TimelineReport> reports;
  std::vector<TimelineHeartbeat> heartbeats;
};

/// Nothing when the lines were out of order.
std::optional<std::vector<Segment>> one_by_one(const Lines& lines) {
  OrderedTimeline timeline;
  std::vector<Segment> segments;
  Segment ended;
  auto heartbeat = lines.heartbeats.begin();
  const auto beats_before = [&](std::uint64_t seq) {
    for (; heartbeat != lines.heartbeats.end() && heartbeat->seq < seq; ++heartbeat) {
      if (timeline.add(*heartbeat, kHold) == Step::kOutOfOrder) return false;
    }
    return true;
  };
  for (const TimelineReport& report : lines.reports) {
    if (!beats_before(report.seq)) return std::nullopt;
    switch (timeline.add(report, kHold, ended)) {
      case Step::kTaken:
        break;
      case Step::kEnded:
        segments.push_back(ended);
        break;
      case Step::kOutOfOrder:
        return std::nullopt;
    }
  }
  if (!beats_before(UINT64_MAX)) return std::nullopt;
  if (timeline.finish(kHold, ended)) segments.push_back(ended);
  return segments;
}

Lines random_lines(std::mt19937& random) {
  const auto below = [&random](std::uint32_t end) {
    return static_cast<std::int64_t>(random() % end);
  };
  Lines lines;
  std::int64_t now = 1000;
  std::uint64_t newest = 0;
  for (std::uint64_t seq = 1; seq < 40; seq += 1 + static_cast<std::uint64_t>(below(2))) {
    now += below(10) == 0 ? -below(900) : below(700);
    if (below(4) == 0) {
      lines.reports.push_back({seq, at(now), 0, static_cast<std::uint32_t>(seq), below(8) == 0});
      newest = seq;
    } else {
      const std::int64_t about = static_cast<std::int64_t>(newest) - (below(12) == 0 ? 2 : 0);
      lines.heartbeats.push_back(
          {seq, at(now), static_cast<std::uint64_t>(std::max<std::int64_t>(about, 1))});
    }
  }
  return lines;
}

TEST(OrderedTimeline, SaysTheSameAsTheWholeOrThatItCannot) {
  int the_same = 0;
  int cannot = 0;
  int segments = 0;
  for (std::uint32_t seed = 0; seed < 20000; ++seed) {
    std::mt19937 random(seed);
    const Lines lines = random_lines(random);
    const std::optional<std::vector<Segment>> found = one_by_one(lines);
    if (!found) {
      ++cannot;
      continue;
    }
    const std::vector<Segment> expected = timeline(lines.reports, lines.heartbeats, kHold);
    ASSERT_EQ(found->size(), expected.size()) << "seed " << seed;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      ASSERT_EQ((*found)[i].from, expected[i].from) << "seed " << seed;
      ASSERT_EQ((*found)[i].to, expected[i].to) << "seed " << seed;
      ASSERT_EQ((*found)[i].facts, expected[i].facts) << "seed " << seed;
      ASSERT_EQ((*found)[i].first, expected[i].first) << "seed " << seed;
      ASSERT_EQ((*found)[i].last, expected[i].last) << "seed " << seed;
      ++segments;
    }
    ++the_same;
  }
  EXPECT_GT(the_same, 5000);
  EXPECT_GT(cannot, 500);
  EXPECT_GT(segments, 20000);
}

TEST(OrderedTimeline, ANumberThatIsNotHigherIsOutOfOrder) {
  OrderedTimeline timeline;
  Segment ended;
  EXPECT_EQ(timeline.add({2, at(0), 0, 0, false}, kHold, ended), Step::kTaken);
  EXPECT_EQ(timeline.add({2, at(1), 0, 0, false}, kHold, ended), Step::kOutOfOrder);
  EXPECT_EQ(timeline.add(TimelineHeartbeat{1, at(1), 1}, kHold), Step::kOutOfOrder);
}

TEST(OrderedTimeline, AClockThatGoesBackBehindForgottenHeartbeatsIsOutOfOrder) {
  OrderedTimeline timeline;
  Segment ended;
  EXPECT_EQ(timeline.add({1, at(0), 0, 0, false}, kHold, ended), Step::kTaken);
  for (std::uint64_t seq = 2; seq <= 7; ++seq) {
    EXPECT_EQ(
        timeline.add(TimelineHeartbeat{seq, at(static_cast<std::int64_t>(seq) * 100), 1}, kHold),
        Step::kTaken);
  }
  OrderedTimeline little = timeline;
  EXPECT_EQ(little.add({8, at(450), 0, 0, false}, kHold, ended), Step::kEnded);
  EXPECT_EQ(ended.to, at(450));
  EXPECT_EQ(ended.last, 4U);
  EXPECT_EQ(timeline.add({8, at(150), 0, 0, false}, kHold, ended), Step::kOutOfOrder);
}

}  // namespace
}  // namespace distanskoll::compliance
