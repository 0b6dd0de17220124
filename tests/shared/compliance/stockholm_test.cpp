// SPDX-License-Identifier: EUPL-1.2
// The rule against the system's time-zone data, hour by hour over every change from 2020 to 2040.
#include "shared/compliance/stockholm.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>

#include <gtest/gtest.h>

namespace distanskoll::compliance {
namespace {

using namespace std::chrono;

TEST(Stockholm, ChangesAtOneOClockUtc) {
  const auto ahead = [](std::string_view time) {
    return stockholm_ahead_of_utc(*parse_time(time)).count();
  };
  EXPECT_EQ(ahead("2026-03-29T00:59:59Z"), 1);
  EXPECT_EQ(ahead("2026-03-29T01:00:00Z"), 2);
  EXPECT_EQ(ahead("2026-10-25T00:59:59Z"), 2);
  EXPECT_EQ(ahead("2026-10-25T01:00:00Z"), 1);
  EXPECT_EQ(ahead("2026-01-01T00:00:00Z"), 1);
}

TEST(Stockholm, IsWrittenForPeople) {
  EXPECT_EQ(stockholm_text(*parse_time("2026-03-02T07:00:59Z")), "2026-03-02 08:00");
  EXPECT_EQ(stockholm_text(*parse_time("2026-06-30T22:30:00Z")), "2026-07-01 00:30");
  EXPECT_EQ(stockholm_text(*parse_time("2026-12-31T23:00:00Z")), "2027-01-01 00:00");
}

TEST(Stockholm, AgreesWithTheSystemsData) {
  if (!std::filesystem::exists("/usr/share/zoneinfo/Europe/Stockholm")) {
    GTEST_SKIP() << "no time-zone data on this machine";
  }
  ::setenv("TZ", "Europe/Stockholm", 1);
  ::tzset();
  for (WallTime time = sys_days(2020y / January / 1); time < sys_days(2041y / January / 1);
       time += hours{1}) {
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    ASSERT_EQ(local.tm_gmtoff,
              duration_cast<std::chrono::seconds>(stockholm_ahead_of_utc(time)).count())
        << format_time(time);
  }
}

}  // namespace
}  // namespace distanskoll::compliance
