// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/unit.h"
#include "tests/shared/compliance/days.h"

#include <gmock/gmock.h>

namespace distanskoll::server::agreements {
namespace {

using compliance::day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

RiskAssessment both(const char* on) { return {day(on), true, true, {}, {}}; }
RiskAssessment environment(const char* on) { return {day(on), true, false, {}, {}}; }
RiskAssessment security(const char* on) { return {day(on), false, true, {}, {}}; }

TEST(Assessment, OfBothPartsOnOneDayCountsThatDay) {
  EXPECT_THAT(assessed_on({both("2026-03-01")}), ElementsAre(day("2026-03-01")));
}
TEST(Assessment, OfOnePartProtectsHalfAndCountsAsNone) {
  EXPECT_THAT(assessed_on({environment("2026-03-01"), environment("2026-04-01")}), IsEmpty());
}
TEST(Assessment, InTwoPartsCountsWhenTheLaterIsDoneWhicheverWasFirst) {
  EXPECT_THAT(assessed_on({environment("2026-03-01"), security("2026-03-09")}),
              ElementsAre(day("2026-03-09")));
  EXPECT_THAT(assessed_on({environment("2026-03-09"), security("2026-03-01")}),
              ElementsAre(day("2026-03-09")));
}
TEST(Assessment, PartsMayBeNinetyDaysApartAndNoMore) {
  EXPECT_THAT(assessed_on({environment("2026-01-01"), security("2026-04-01")}),
              ElementsAre(day("2026-04-01")));
  EXPECT_THAT(assessed_on({environment("2026-01-01"), security("2026-04-02")}), IsEmpty());
}
TEST(Assessment, APartCountsOnceSoThatHalvesCannotRenewAnAssessmentForEver) {
  EXPECT_THAT(assessed_on({both("2026-01-01"), environment("2026-03-01")}),
              ElementsAre(day("2026-01-01")));
  EXPECT_THAT(assessed_on({both("2026-01-01"), environment("2026-03-01"), security("2026-03-02")}),
              ElementsAre(day("2026-01-01"), day("2026-03-02")));
}
TEST(Assessment, OrderInTheRecordDoesNotMatter) {
  EXPECT_THAT(assessed_on({both("2027-01-01"), security("2026-03-09"), environment("2026-03-01")}),
              ElementsAre(day("2026-03-09"), day("2027-01-01")));
}
TEST(Assessment, TwiceOnADayIsOneDay) {
  EXPECT_THAT(assessed_on({both("2026-01-01"), both("2026-01-01")}),
              ElementsAre(day("2026-01-01")));
}

}  // namespace
}  // namespace distanskoll::server::agreements
