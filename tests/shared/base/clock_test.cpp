// SPDX-License-Identifier: EUPL-1.2
#include "shared/clock.h"

#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

#include <ctime>
#include <random>
#include <tuple>

namespace distanskoll {
namespace {

using namespace std::chrono_literals;
using ::testing::Eq;

WallTime at(std::int64_t seconds) { return WallTime{std::chrono::seconds(seconds)}; }

/// The system's own idea of the same time.
std::string by_libc(std::int64_t seconds) {
  const std::time_t time = seconds;
  const std::tm parts = *std::gmtime(&time);  // NOLINT(concurrency-mt-unsafe): one thread
  char text[32];
  std::ignore = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

TEST(Time, IsWrittenAsTheSystemWritesItAndReadBack) {
  std::mt19937_64 random(20261122);
  // 1970 to 2999: Windows knows no year after 3000.
  std::uniform_int_distribution<std::int64_t> any(0, 32503679999);
  for (int i = 0; i < 2'000; ++i) {
    const std::int64_t seconds = any(random);
    const std::string text = format_time(at(seconds));
    ASSERT_EQ(text, by_libc(seconds));
    ASSERT_THAT(parse_time(text), IsOkAnd(Eq(at(seconds))));
  }
}

TEST(Time, OutsideTheYears1970To9999IsClamped) {
  EXPECT_EQ(format_time(at(-1)), "1970-01-01T00:00:00Z");
  EXPECT_EQ(format_time(at(253402300800)), "9999-12-31T23:59:59Z");
}

TEST(Time, KnowsLeapDays) {
  EXPECT_THAT(parse_time("2024-02-29T00:00:00Z"), IsOkAnd(Eq(at(1709164800))));
  EXPECT_THAT(parse_time("2000-02-29T00:00:00Z"), IsOk());
  EXPECT_THAT(parse_time("2100-02-29T00:00:00Z"), IsError(ErrorCode::kMalformed));
}

TEST(Time, HasOneSpellingOnly) {
  for (const char* other : {"",
                            "2026-03-02",
                            "2026-03-02T07:00:00",
                            "2026-03-02T07:00:00z",
                            "2026-03-02t07:00:00Z",
                            "2026-03-02 07:00:00Z",
                            "2026-03-02T07:00:00+00:00",
                            "2026-03-02T07:00:00.0Z",
                            "2026-03-02T07:00Z",
                            "2026-3-2T07:00:00ZZZ",
                            "2026-03-02T24:00:00Z",
                            "2026-03-02T23:59:60Z",
                            "2026-03-02T07:60:00Z",
                            "2026-13-02T07:00:00Z",
                            "2026-00-02T07:00:00Z",
                            "2026-02-30T07:00:00Z",
                            "2026-03-00T07:00:00Z",
                            "1969-12-31T23:59:59Z",
                            "-026-03-02T07:00:00Z",
                            "2026-03-02T+7:00:00Z",
                            "2026-03-02T07:00:00ZZ",
                            " 2026-03-02T07:00:00Z",
                            "2026-03-02T 7:00:00Z"}) {
    EXPECT_THAT(parse_time(other), IsError(ErrorCode::kMalformed)) << other;
  }
}

TEST(SystemClock, GoesForwardInWholeSecondsSinceLongAgo) {
  const SystemClock clock;
  const WallTime first = clock.wall();
  const BootTime booted = clock.boot();
  EXPECT_GT(first, *parse_time("2026-01-01T00:00:00Z"));
  EXPECT_GT(booted, 0ns);
  EXPECT_GE(clock.boot(), booted);
  EXPECT_LT(clock.wall() - first, 60s);
}

}  // namespace
}  // namespace distanskoll
