// SPDX-License-Identifier: EUPL-1.2
// What is shown: widened, grouped, by sex and by role.
#include "tests/shared/compliance/municipality.h"

namespace distanskoll::compliance {
namespace {

using std::chrono::year;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Report = Municipality;

TEST_F(Report, AFigureIsWidenedUntilNothingNeedsHiding) {
  int guest = 0;
  for (const char* date : {"2026-01-12", "2026-02-12", "2026-03-12"}) {
    days("SN", date, 20);
    for (int i = 0; i < 4; ++i) {  // others each month
      year_.add(stored("guest" + std::to_string(guest++), "BUN", date, {}));
    }
  }
  report(3);
  EXPECT_EQ(line("SN", kJanuary)[Indicator::kRemoteDays], kFewerThanFive);
  EXPECT_EQ(line("BUN", kQuarter)[Indicator::kRemoteDays], shown(12));
  const auto asked = report_.widened(UnitPart{"BUN", false}, 1);
  const WidenedFigure& found = asked[static_cast<std::size_t>(Indicator::kRemoteDays)];
  EXPECT_EQ(found.figure, shown(12));
  EXPECT_EQ(found.period, kQuarter);
  const auto whole = report_.widened(std::nullopt, 1);
  EXPECT_EQ(whole[static_cast<std::size_t>(Indicator::kRemoteDays)].figure, shown(24));
}

TEST_F(Report, AUnitOnceInAGroupStaysThereForTheYear) {
  for (int i = 0; i < 20; ++i) member("SN", i);
  for (int i = 0; i < 20; ++i) member("KS", i);
  for (int i = 0; i < 4; ++i) member("BUN", i);
  register_on(year{2026} / 1);
  for (int i = 4; i < 30; ++i) member("BUN", i);
  register_on(year{2026} / 2);
  report(2);
  const std::vector<UnitPart> group{{"BUN", false}, {"KS", false}};
  EXPECT_EQ(line("SN", kJanuary)[Indicator::kEmployees], shown(20));
  EXPECT_EQ(line(group, kJanuary)[Indicator::kEmployees], shown(24));
  EXPECT_EQ(line(group, {PeriodKind::kMonth, 1})[Indicator::kEmployees], shown(50));
}

TEST_F(Report, FairnessIsBySexAndByRole) {
  for (int i = 0; i < 40; ++i) {
    member("SN", i, i < 20 ? Sex::kWoman : Sex::kMan, i % 2 == 0 ? "151012" : "204010");
    if (i < 10 || i >= 35) agreement("SN", i);
  }
  register_on(year{2026} / 12);
  days("SN", "2026-12-01", 40, [](StoredDay& day) { day.results[0].second = DayResult::kPass; });
  days("SN", "2026-12-02", 10, [](StoredDay& day) {
    day.results[0].second = DayResult::kFail;
    day.verdict = Verdict::kDeviation;
  });
  report(12);
  ASSERT_EQ(report_.by_sex.size(), 3U);
  EXPECT_THAT(report_.by_sex[0].labels, ElementsAre("man"));
  EXPECT_EQ(report_.by_sex[0].with_agreement, shown(250));
  EXPECT_EQ(report_.by_sex[0].security_part, shown(1000));
  EXPECT_EQ(report_.by_sex[2].with_agreement, shown(500));
  EXPECT_EQ(report_.by_sex[2].security_part, shown(667)) << "20 of 30";
  EXPECT_EQ(report_.by_sex[1].with_agreement, kNone) << "of nobody";
  ASSERT_EQ(report_.by_role.size(), 2U);
  EXPECT_THAT(report_.by_role[0].labels, ElementsAre("151012"));
}

TEST_F(Report, OneManAmongWomenIsShownNowhere) {
  for (int i = 0; i < 20; ++i) member("SN", i, i == 0 ? Sex::kMan : Sex::kWoman, "151012");
  register_on(year{2026} / 1);
  report(1);
  EXPECT_THAT(report_.by_sex, IsEmpty());
}

TEST_F(Report, ACircleOfUnitsIsBroken) {
  IndicatorYear circle(year{2026}, {{"A", "", "B", {}}, {"B", "", "A", {}}, {"C", "", "B", {}}});
  for (int i = 0; i < 6; ++i) {
    circle.add(stored(std::to_string(i), "C", "2026-01-12", {}));
  }
  EXPECT_EQ(circle.report(1).lines.size(), 4U) << "the whole and three units";
}

}  // namespace
}  // namespace distanskoll::compliance
