// SPDX-License-Identifier: EUPL-1.2
// Days on which calendars and clocks misbehave, from lines to verdicts.
#include "shared/policy/loader.h"
#include "tests/support/laptop_days.h"
#include "tests/support/matchers.h"

namespace distanskoll::compliance {
namespace {

using report::Observation;
using report::Observations;
using report::Trigger;
using ::testing::SizeIs;
using testing_support::LaptopDays;

constexpr std::string_view kRules = R"(policy: test
version: 1
title: {sv: Prov, en: Test}
requirements:
  - id: secure_tunnel
    severity: high
    title: {sv: a, en: a}
    why: {sv: a, en: a}
    remedy: {sv: a, en: a}
    basis: ["OSL"]
    require: {vpn.state: connected}
agreement:
  agreement_valid: {severity: high}
  risk_assessment: {severity: high}
  follow_up: {severity: medium}
  days_per_week: {severity: medium, limit: 2}
  share: {severity: medium, limit_percent: 50, min_workdays: 1}
)";

class DayEdges : public ::testing::Test {
 protected:
  DayEdges() { laptop_.agreements[0].max_share_percent = 100; }

  static Observations at_home(std::string_view vpn = "connected") {
    return {{"network_location", Observation::value("remote")},
            {"vpn", Observation::value(std::string(vpn))},
            {"session", Observation::value("present")}};
  }
  void works_on(const std::string& date) {
    laptop_.works(date + "T08:00:00Z", date + "T14:00:00Z", at_home());
  }
  [[nodiscard]] DayResult result(std::string_view date, std::string_view requirement) const {
    return LaptopDays::result(laptop_.on(date), requirement);
  }

  LaptopDays laptop_{*policy::load_policy(kRules, "test.yaml")};
};

TEST_F(DayEdges, TheDayOnWhichSummerTimeBeginsHas23Hours) {
  laptop_.works("2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", at_home());
  EXPECT_EQ(laptop_.on("2026-03-28").remote_seconds, 11 * 3600);
  EXPECT_EQ(laptop_.on("2026-03-29").remote_seconds, 23 * 3600);
  EXPECT_EQ(laptop_.on("2026-03-30").remote_seconds, 14 * 3600);
}

TEST_F(DayEdges, TheDayOnWhichItEndsHas25) {
  laptop_.works("2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", at_home());
  EXPECT_EQ(laptop_.on("2026-10-24").remote_seconds, 10 * 3600);
  EXPECT_EQ(laptop_.on("2026-10-25").remote_seconds, 25 * 3600);
  EXPECT_EQ(laptop_.on("2026-10-26").remote_seconds, 13 * 3600);
}

TEST_F(DayEdges, TheHourThatIsTwiceInAutumnCountsTwice) {
  laptop_.works("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z", at_home());  // 02:00, 02:00, 03:00
  EXPECT_EQ(laptop_.on("2026-10-25").remote_seconds, 7200);
}

TEST_F(DayEdges, WorkOverMidnightIsTwoDaysAndTooLittleOfOneIsNone) {
  laptop_.works("2026-03-02T22:00:00Z", "2026-03-02T23:14:59Z", at_home());
  EXPECT_EQ(laptop_.on("2026-03-02").remote_seconds, 3600);
  EXPECT_THAT(laptop_.judged(), SizeIs(1)) << "899 seconds after midnight are nothing";
  laptop_.says("2026-03-02T23:20:00Z", at_home());
  laptop_.says("2026-03-02T23:20:01Z", at_home(), Trigger::kStop);
  EXPECT_EQ(laptop_.on("2026-03-03").remote_seconds, 900);
}

TEST_F(DayEdges, WhatBeginsOnALeapDayLastsUntilTheLastOfFebruary) {
  laptop_.agreements[0].risk_assessments_on = {LaptopDays::date("2028-02-29")};
  for (const char* date : {"2028-02-28", "2028-02-29", "2029-02-28", "2029-03-01"}) works_on(date);
  EXPECT_EQ(result("2028-02-28", "risk_assessment"), DayResult::kFail);
  EXPECT_EQ(result("2028-02-29", "risk_assessment"), DayResult::kPass);
  EXPECT_EQ(result("2029-02-28", "risk_assessment"), DayResult::kPass);
  EXPECT_EQ(result("2029-03-01", "risk_assessment"), DayResult::kFail);
}

TEST_F(DayEdges, Week53IsOneWeekInTwoYears) {
  for (const char* date : {"2026-12-29", "2026-12-31", "2027-01-01", "2027-01-04"}) works_on(date);
  EXPECT_EQ(result("2026-12-31", "days_per_week"), DayResult::kPass);
  EXPECT_EQ(result("2027-01-01", "days_per_week"), DayResult::kFail);
  EXPECT_EQ(result("2027-01-04", "days_per_week"), DayResult::kPass);
}

TEST_F(DayEdges, AClockThatWentBackTakesNoTimeTwice) {
  laptop_.says("2026-03-02T10:00:00Z", at_home(), Trigger::kStart);
  laptop_.says("2026-03-02T08:00:00Z", at_home());  // counts as 10:00
  laptop_.beats("2026-03-02T10:55:00Z");            // from 08:05 on: only those from 10:00 count
  laptop_.says("2026-03-02T11:00:00Z", at_home(), Trigger::kStop);
  EXPECT_EQ(laptop_.on("2026-03-02").remote_seconds, 3600);
}

TEST_F(DayEdges, AClockAheadCountsAsWhenItWasHeard) {
  EXPECT_EQ(clamped(*parse_time("2026-03-03T00:30:00Z"), *parse_time("2026-03-02T22:30:00Z")),
            *parse_time("2026-03-02T22:30:00Z"));
  EXPECT_EQ(
      local_day(clamped(*parse_time("2026-03-03T00:30:00Z"), *parse_time("2026-03-02T22:30:00Z"))),
      LaptopDays::date("2026-03-02"));
}

TEST_F(DayEdges, HeartbeatsThatOverlapGiveNoMoreTime) {
  laptop_.says("2026-03-02T08:00:00Z", at_home(), Trigger::kStart);
  laptop_.beats("2026-03-02T09:00:00Z");
  laptop_.beats("2026-03-02T08:30:00Z");  // the same minutes again, with other numbers
  EXPECT_EQ(laptop_.on("2026-03-02").remote_seconds, 3600 + 600) << "and two more heartbeats' time";
}

TEST_F(DayEdges, TwoLaptopsAtOnceCountTwice) {
  laptop_.works("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z", at_home(), "d1");
  laptop_.works("2026-03-02T09:00:00Z", "2026-03-02T11:00:00Z", at_home("disconnected"), "d2");
  const JudgedDay day = laptop_.on("2026-03-02");
  EXPECT_EQ(day.remote_seconds, 4 * 3600);
  EXPECT_EQ(day.requirements[0].seconds->pass, 7200);
  EXPECT_EQ(day.requirements[0].seconds->fail, 7200);
  EXPECT_EQ(day.verdict, Verdict::kDeviation) << "the other laptop's tunnel helps nobody";
  EXPECT_THAT(day.reports, SizeIs(2));
}

TEST_F(DayEdges, AnAgreementThatEndsInTheMiddleOfAWeekIsNotCoveredOnThatDay) {
  laptop_.agreements[0].ended_on = LaptopDays::date("2026-03-04");
  for (const char* date : {"2026-03-02", "2026-03-04", "2026-03-05"}) works_on(date);
  EXPECT_EQ(result("2026-03-02", "agreement_valid"), DayResult::kPass);
  EXPECT_EQ(result("2026-03-04", "agreement_valid"), DayResult::kFail);
  EXPECT_EQ(result("2026-03-04", "days_per_week"), DayResult::kNotApplicable);
  Agreement next = laptop_.agreements[0];
  next.id = "a2";
  next.valid_from = LaptopDays::date("2026-03-05");
  next.ended_on = std::nullopt;
  laptop_.agreements.push_back(next);
  EXPECT_EQ(laptop_.on("2026-03-05").agreement, "a2");
  EXPECT_EQ(result("2026-03-05", "days_per_week"), DayResult::kFail)
      << "the week is the employee's, not the agreement's";
}

TEST_F(DayEdges, TheLastDayOfAnAgreementIsCoveredAndTheNextIsNot) {
  laptop_.agreements[0].valid_to = LaptopDays::date("2026-03-04");
  for (const char* date : {"2026-03-04", "2026-03-05"}) works_on(date);
  EXPECT_EQ(result("2026-03-04", "agreement_valid"), DayResult::kPass);
  EXPECT_EQ(result("2026-03-05", "agreement_valid"), DayResult::kFail);
}

TEST_F(DayEdges, AHolidayIsNoWorkdayAndWorkOnItCountsAllTheSame) {
  // From Monday 30 March to Good Friday, 3 April 2026, two of the days at home.
  laptop_.agreements[0].valid_from = LaptopDays::date("2026-03-30");
  laptop_.agreements[0].max_share_percent = 50;
  for (const char* date : {"2026-04-02", "2026-04-03"}) works_on(date);
  EXPECT_EQ(result("2026-04-03", "share"), DayResult::kPass) << "2 of 5";
  laptop_.holidays.dates = {policy::Date(LaptopDays::date("2026-04-03"))};
  EXPECT_EQ(result("2026-04-03", "share"), DayResult::kPass) << "2 of 4";
  laptop_.agreements[0].max_share_percent = 49;
  EXPECT_EQ(result("2026-04-03", "share"), DayResult::kFail);
  laptop_.holidays.dates = {policy::Date(LaptopDays::date("2026-04-04"))};
  EXPECT_EQ(result("2026-04-03", "share"), DayResult::kPass) << "a Saturday is no workday anyway";
}

/// The number of workdays is reckoned; here it is counted, through two years and their holidays.
TEST_F(DayEdges, WorkdaysAreCountedRightFromAnyDayToAnyOther) {
  laptop_.holidays.dates = {
      policy::Date(LaptopDays::date("2026-12-25")), policy::Date(LaptopDays::date("2026-12-26")),
      policy::Date(LaptopDays::date("2027-01-01")), policy::Date(LaptopDays::date("2027-01-06"))};
  const LocalDay last = LaptopDays::date("2027-01-08");
  works_on("2027-01-08");
  for (LocalDay from = LaptopDays::date("2026-12-01"); from <= last; from += std::chrono::days{1}) {
    std::int64_t counted = 0;
    for (LocalDay day = from; day <= last; day += std::chrono::days{1}) {
      counted += is_weekday(day) && !laptop_.holidays.contains(policy::Date(day)) ? 1 : 0;
    }
    Agreement& agreement = laptop_.agreements[0];
    agreement.valid_from = from;
    // One day of `counted` is at most the limit exactly when 100 <= limit x counted.
    const std::int64_t enough = (100 + counted - 1) / counted;
    agreement.max_share_percent = enough;
    EXPECT_EQ(result("2027-01-08", "share"), DayResult::kPass) << format_date(from);
    agreement.max_share_percent = enough - 1;
    EXPECT_EQ(result("2027-01-08", "share"), DayResult::kFail) << format_date(from);
  }
}

}  // namespace
}  // namespace distanskoll::compliance
