// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/stockholm.h"

#include <gtest/gtest.h>

namespace distanskoll::compliance {
namespace {

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

}  // namespace
}  // namespace distanskoll::compliance
