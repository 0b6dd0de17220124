// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/local_day.h"

#include "tests/shared/compliance/days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::compliance {
namespace {

using std::chrono::days;

std::string date_at(std::string_view time) { return format_date(local_day(*parse_time(time))); }

TEST(LocalDay, BeginsAtMidnightInStockholm) {
  EXPECT_EQ(date_at("2026-01-14T22:59:59Z"), "2026-01-14");
  EXPECT_EQ(date_at("2026-01-14T23:00:00Z"), "2026-01-15");
  EXPECT_EQ(date_at("2026-07-14T21:59:59Z"), "2026-07-14");
  EXPECT_EQ(date_at("2026-07-14T22:00:00Z"), "2026-07-15");
}

TEST(LocalDay, Is23HoursWhenSummerTimeBeginsAnd25WhenItEnds) {
  const auto hours = [](std::string_view date) {
    return (midnight(day(date) + days{1}) - midnight(day(date))).count() / 3600;
  };
  EXPECT_EQ(hours("2026-03-28"), 24);
  EXPECT_EQ(hours("2026-03-29"), 23);
  EXPECT_EQ(hours("2026-10-24"), 24);
  EXPECT_EQ(hours("2026-10-25"), 25);
}

TEST(LocalDay, MidnightIsTheFirstSecondOfItsDayThroughTwentyYears) {
  for (LocalDay each = day("2020-01-01"); each < day("2040-01-01"); each += days{1}) {
    EXPECT_EQ(local_day(midnight(each)), each);
    EXPECT_EQ(local_day(midnight(each) - std::chrono::seconds{1}), each - days{1});
  }
}

TEST(LocalDay, WeeksBeginOnMonday) {
  EXPECT_EQ(monday_of(day("2026-12-31")), day("2026-12-28"));  // ISO week 53 of 2026
  EXPECT_EQ(monday_of(day("2027-01-03")), day("2026-12-28"));
  EXPECT_EQ(monday_of(day("2027-01-04")), day("2027-01-04"));
  EXPECT_TRUE(is_weekday(day("2026-03-06")));
  EXPECT_FALSE(is_weekday(day("2026-03-07")));
  EXPECT_FALSE(is_weekday(day("2026-03-08")));
}

TEST(LocalDay, MonthsLaterIsTheSameNumberOrTheMonthsLastDay) {
  EXPECT_EQ(add_months(day("2026-01-15"), 1), day("2026-02-15"));
  EXPECT_EQ(add_months(day("2026-01-31"), 1), day("2026-02-28"));
  EXPECT_EQ(add_months(day("2028-01-31"), 1), day("2028-02-29"));
  EXPECT_EQ(add_months(day("2024-02-29"), 12), day("2025-02-28"));
  EXPECT_EQ(add_months(day("2026-08-31"), 14), day("2027-10-31"));
}

TEST(LocalDay, IsWrittenInOneWayOnly) {
  for (const char* text : {"2026-3-02", "2026-03-2", "26-03-02", "2026-02-29", "2026-13-01",
                           "2026-00-10", "2026-03-00", "1899-12-31", "2026/03/02", "20260302",
                           "2026-03-02 ", "2026--3-02", "+026-03-02", ""}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
  EXPECT_EQ(format_date(day("2028-02-29")), "2028-02-29");
}

}  // namespace
}  // namespace distanskoll::compliance
