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

TEST(Stockholm, AgreesWithTheSystemsData) {
  if (!std::filesystem::exists("/usr/share/zoneinfo/Europe/Stockholm")) {
    GTEST_SKIP() << "no time-zone data on this machine";
  }
  ::setenv("TZ", "Europe/Stockholm", 1);
  ::tzset();
  for (WallTime time = sys_days(2020y / January / 1); time < sys_days(2041y / January / 1);
       time += hours{1}) {
    const std::time_t since_1970 = time.time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&since_1970, &local);
    ASSERT_EQ(local.tm_gmtoff,
              duration_cast<std::chrono::seconds>(stockholm_ahead_of_utc(time)).count())
        << format_time(time);
  }
}

}  // namespace
}  // namespace distanskoll::compliance
