// SPDX-License-Identifier: EUPL-1.2
#include "tests/shared/compliance/municipality.h"

namespace distanskoll::compliance {
namespace {

using std::chrono::year;

using Indicators = Municipality;

TEST_F(Indicators, SharesArePerMilleRoundedHalfUp) {
  EXPECT_EQ(per_mille(1, 3), 333);
  EXPECT_EQ(per_mille(2, 3), 667);
  EXPECT_EQ(per_mille(1, 2000), 1) << "half a per mille";
  EXPECT_EQ(per_mille(1, 2001), 0);
  EXPECT_EQ(per_mille(7, 7), 1000);
  EXPECT_EQ(per_mille(0, 9), 0);
  EXPECT_EQ(per_mille(0, 0), std::nullopt);
}

TEST_F(Indicators, NamesAreThoseOfTheRules) {
  EXPECT_EQ(to_string(Indicator::kAgreementsExpiring60d), "agreements_expiring_60d");
  EXPECT_EQ(to_string(Indicator::kSecurityPartPass), "security_part_pass");
  EXPECT_EQ(to_string(Indicator::kAgreementDayShare), "agreement_day_share");
  EXPECT_EQ(static_cast<std::size_t>(Indicator::kAgreementDayShare) + 1, kIndicators);
}

TEST_F(Indicators, ADaysPartsAreThoseOfItsRequirements) {
  StoredDay day;
  day.results = {{"secure_tunnel", DayResult::kPass},
                 {"disk_encryption", DayResult::kUnknown},
                 {"follow_up", DayResult::kFail},
                 {"share", DayResult::kUnknown}};
  EXPECT_EQ(day.security_part(), Verdict::kUndetermined);
  EXPECT_EQ(day.agreement_part(), Verdict::kDeviation);
  day.results = {{"secure_tunnel", DayResult::kWaived}};
  EXPECT_EQ(day.security_part(), Verdict::kCompliant);
  EXPECT_EQ(day.agreement_part(), Verdict::kCompliant);
}

TEST_F(Indicators, DaysAreCountedByWhatTheyAre) {
  days("SN", "2026-01-12", 10);
  days("SN", "2026-01-13", 7, [](StoredDay& day) {
    day.results[0].second = DayResult::kFail;
    day.verdict = Verdict::kDeviation;
  });
  days("SN", "2026-01-14", 6, [](StoredDay& day) {
    day.results[1].second = DayResult::kFail;
    day.verdict = Verdict::kDeviation;
  });
  days("BUN", "2026-01-14", 9, [](StoredDay& day) {
    day.kind = DayKind::kUndetermined;
    day.verdict = Verdict::kUndetermined;
    day.agreement_day = day.has_agreement = false;
    day.results.clear();
  });
  days("BUN", "2026-01-15", 8, [](StoredDay& day) {
    day.agreement_day = false;
    day.marked = true;
  });
  days("BUN", "2026-01-16", 5, [](StoredDay& day) {
    day.has_agreement = false;
    day.results[1] = {"agreement_valid", DayResult::kFail};
    day.verdict = Verdict::kDeviation;
  });
  days("BUN", "2025-12-31", 5);
  report(1);
  const IndicatorLine& whole = line(kJanuary);
  EXPECT_EQ(whole[Indicator::kRemoteDays], shown(36));
  EXPECT_EQ(whole[Indicator::kAgreementDays], shown(28));
  EXPECT_EQ(whole[Indicator::kCompliant], shown(18));
  EXPECT_EQ(whole[Indicator::kDeviation], shown(18));
  EXPECT_EQ(whole[Indicator::kUndetermined], shown(9));
  EXPECT_EQ(whole[Indicator::kSecurityPartPass], shown(29)) << "of remote days";
  EXPECT_EQ(whole[Indicator::kAgreementPartPass], shown(17)) << "of agreement days";
  EXPECT_EQ(whole[Indicator::kWithoutAgreement], shown(5));
  EXPECT_EQ(whole[Indicator::kMarkedDays], shown(8));
  EXPECT_EQ(line("SN", kJanuary)[Indicator::kRemoteDays], shown(23));
  EXPECT_EQ(line("SN", kJanuary)[Indicator::kMarkedDays], shown(0));
  EXPECT_EQ(whole[Indicator::kEmployees], kNone) << "the register was not told";
}

TEST_F(Indicators, TheRegisterIsAsItStandsOnTheLastDay) {
  agreement("SN", 0);
  EXPECT_TRUE(standing("2026-01-31").active);
  EXPECT_FALSE(standing("2025-12-31").active);
  EXPECT_FALSE(standing("2026-01-31").expires_soon) << "until further notice";
  agreements_[0].valid_to = day("2026-04-01");
  EXPECT_FALSE(standing("2026-01-30").expires_soon) << "in 61 days";
  EXPECT_TRUE(standing("2026-01-31").expires_soon) << "in 60 days";
  EXPECT_FALSE(standing("2026-04-30").expires_soon) << "no longer valid at all";
}

TEST_F(Indicators, WhatIsOverdueIsWhatTheDayWouldFail) {
  Agreement& mine = agreement("SN", 0);
  mine.valid_to = std::nullopt;
  const Standing good = standing("2026-12-20");
  EXPECT_FALSE(good.risk_assessment_overdue);
  EXPECT_FALSE(good.follow_up_overdue);
  EXPECT_FALSE(good.training_overdue);
  EXPECT_FALSE(good.guideline_read);
  EXPECT_TRUE(standing("2026-12-21").risk_assessment_overdue);
  EXPECT_FALSE(standing("2027-01-01").follow_up_overdue);
  EXPECT_TRUE(standing("2027-01-02").follow_up_overdue);
  EXPECT_TRUE(standing("2027-12-21").training_overdue);
  mine.guidelines_read_on = {day("2025-12-31")};
  EXPECT_FALSE(standing("2026-01-31").guideline_read) << "an older version, in grace";
  mine.guidelines_read_on.push_back(day("2026-01-31"));
  EXPECT_TRUE(standing("2026-01-31").guideline_read);
}

TEST_F(Indicators, CoverageIsOfThoseWithAnAgreementOnAnyDayOfTheMonth) {
  for (int i = 0; i < 20; ++i) {
    member("SN", i);
    if (i < 15) agreement("SN", i);
    if (i < 5) agreements_.back().ended_on = day("2026-01-20");
    if (i >= 5 && i < 10) heard_.insert(name("SN", i));
  }
  register_on(year{2026} / 1);
  report(1);
  const IndicatorLine& whole = line(kJanuary);
  EXPECT_EQ(whole[Indicator::kEmployees], shown(20));
  EXPECT_EQ(whole[Indicator::kAgreementsActive], shown(10));
  EXPECT_EQ(whole[Indicator::kCoverage], shown(333)) << "5 of 15";
}

TEST_F(Indicators, WhatThePolicyDoesNotRequireIsNull) {
  policy_.agreement.clear();
  policy_.guideline.reset();
  for (int i = 0; i < 6; ++i) {
    member("SN", i);
    agreement("SN", i);
  }
  register_on(year{2026} / 1);
  report(1);
  const IndicatorLine& whole = line(kJanuary);
  EXPECT_EQ(whole[Indicator::kAgreementsActive], shown(6));
  EXPECT_EQ(whole[Indicator::kRiskAssessmentOverdue], kNone);
  EXPECT_EQ(whole[Indicator::kFollowUpOverdue], kNone);
  EXPECT_EQ(whole[Indicator::kGuidelineRead], kNone);
  EXPECT_EQ(whole[Indicator::kCoverage], shown(0));
}

TEST_F(Indicators, NobodyWithAnAgreementIsNoShare) {
  for (int i = 0; i < 6; ++i) member("SN", i);
  register_on(year{2026} / 1);
  report(1);
  EXPECT_EQ(line(kJanuary)[Indicator::kAgreementsActive], shown(0));
  EXPECT_EQ(line(kJanuary)[Indicator::kCoverage], kNone);
}

TEST_F(Indicators, TheShareOfAgreementDaysIsOfWorkdaysUnderAnAgreement) {
  for (int i = 0; i < 6; ++i) {
    member("SN", i);
    agreement("SN", i).valid_from = day("2026-01-05");
  }
  register_on(year{2026} / 1);
  // From the 5th on, without the 6th: 19 workdays each.
  for (const char* date : {"2026-01-12", "2026-01-13", "2026-01-14"}) days("SN", date, 6);
  days("BUN", "2026-01-12", 5, [](StoredDay& day) { day.has_agreement = false; });
  report(1);
  EXPECT_EQ(line(kJanuary)[Indicator::kAgreementDays], shown(23));
  EXPECT_EQ(line(kJanuary)[Indicator::kAgreementDayShare], shown(158)) << "18 of 114";
}

TEST_F(Indicators, ThePopulationComesFirst) {
  for (int i = 0; i < 30; ++i) {
    laptops_.push_back({"d" + std::to_string(i), "SN", i < 25, i < 20, i < 10});
  }
  unmeasured_ = {{"SN", UnmeasuredKind::kPhone, 12}, {"BUN", UnmeasuredKind::kMacOs, 3}};
  register_on(year{2026} / 1);
  report(1);
  const IndicatorLine& whole = line(kJanuary);
  EXPECT_EQ(whole[Indicator::kLaptops], shown(30));
  EXPECT_EQ(whole[Indicator::kLaptopsWithAgent], shown(25));
  EXPECT_EQ(whole[Indicator::kLaptopsReporting], shown(20));
  EXPECT_EQ(whole[Indicator::kLaptopsUsedRemotely], shown(10));
  EXPECT_EQ(whole[Indicator::kPhones], shown(12));
  EXPECT_EQ(whole[Indicator::kMacOs], kFewerThanFive);
  EXPECT_EQ(whole[Indicator::kOwnEquipment], shown(0));
}

TEST_F(Indicators, AnApplicationCountsWhenItIsDecided) {
  for (int i = 0; i < 12; ++i) {
    year_.add(Application{name("SN", i), "SN", day("2026-01-15"), i < 5});
  }
  year_.add(Application{name("SN", 12), "SN", day("2026-02-15"), true});
  report(2);
  EXPECT_EQ(line(kJanuary)[Indicator::kApplications], shown(12));
  EXPECT_EQ(line(kJanuary)[Indicator::kRefused], shown(5));
  EXPECT_EQ(line({PeriodKind::kMonth, 1})[Indicator::kRefused], kFewerThanFive);
}

}  // namespace
}  // namespace distanskoll::compliance
