// SPDX-License-Identifier: EUPL-1.2
// Six ordinary days that must not be wrong, under the packs that municipalities start from.
#include "tests/policies/pack.h"
#include "tests/support/laptop_days.h"

namespace distanskoll::policies {
namespace {

using compliance::DayResult;
using compliance::JudgedDay;
using compliance::Verdict;
using report::Observation;
using report::Observations;
using ::testing::SizeIs;
using testing_support::LaptopDays;

Observations without_tunnel() {
  return with("vpn", Observation::value("disconnected").with("tunnel", "none"));
}
Observations in_the_office() {
  return with("network_location", Observation::value("office"), without_tunnel());
}

TEST(OrdinaryDays, FortyMinutesOfHomeVisitOverAPhoneWithTheTunnelUpNeedNoAgreement) {
  LaptopDays laptop(pack("socialtjanst"));
  laptop.agreements.clear();
  laptop.works("2026-03-02T07:00:00Z", "2026-03-02T09:00:00Z", in_the_office());
  laptop.works("2026-03-02T09:30:00Z", "2026-03-02T10:10:00Z", good());
  const JudgedDay day = laptop.on("2026-03-02");
  EXPECT_EQ(day.verdict, Verdict::kCompliant);
  EXPECT_FALSE(day.agreement_day);
  EXPECT_EQ(LaptopDays::result(day, "secure_tunnel"), DayResult::kPass) << "secrecy is the same";
  EXPECT_EQ(LaptopDays::result(day, "agreement_valid"), DayResult::kNotApplicable);
}

TEST(OrdinaryDays, EveningMailOnOfficeDaysTakesNothingFromTheAgreedDayAtHome) {
  LaptopDays laptop(pack("vaggeryd"));
  laptop.agreements[0].max_days_per_week = 1;
  for (const char* date : {"2026-03-02", "2026-03-03", "2026-03-04"}) {
    const std::string day(date);
    laptop.works(day + "T07:00:00Z", day + "T15:00:00Z", in_the_office());
    laptop.works(day + "T18:00:00Z", day + "T18:45:00Z", good());
  }
  laptop.works("2026-03-05T07:00:00Z", "2026-03-05T15:00:00Z", good());
  EXPECT_THAT(laptop.judged(), SizeIs(4));
  EXPECT_FALSE(laptop.on("2026-03-04").agreement_day);
  const JudgedDay home = laptop.on("2026-03-05");
  EXPECT_TRUE(home.agreement_day);
  EXPECT_EQ(LaptopDays::result(home, "days_per_week"), DayResult::kPass);
  EXPECT_EQ(home.verdict, Verdict::kCompliant);
}

TEST(OrdinaryDays, ADayInOffice365OnlyNeedsNoTunnel) {
  LaptopDays laptop(pack("molnarbetsplats"));
  laptop.works("2026-03-02T07:00:00Z", "2026-03-02T15:00:00Z", without_tunnel());
  const JudgedDay day = laptop.on("2026-03-02");
  EXPECT_TRUE(day.agreement_day);
  EXPECT_EQ(day.verdict, Verdict::kCompliant);
}

TEST(OrdinaryDays, ATunnelThatComesUpAfterSixMinutesIsInTime) {
  LaptopDays laptop(pack("vaggeryd"));
  laptop.says("2026-03-02T07:00:00Z", without_tunnel(), report::Trigger::kStart);
  laptop.works("2026-03-02T07:06:00Z", "2026-03-02T15:00:00Z", good());
  const JudgedDay day = laptop.on("2026-03-02");
  EXPECT_EQ(LaptopDays::result(day, "secure_tunnel"), DayResult::kPass);
  EXPECT_EQ(day.verdict, Verdict::kCompliant);
}

TEST(OrdinaryDays, EverythingRightButTheFollowUpThreeDaysLateIsTheAgreementPartAlone) {
  LaptopDays laptop(pack("vaggeryd"));
  laptop.agreements[0].valid_from = LaptopDays::date("2025-03-02");
  laptop.agreements[0].signed_by_employee_on = LaptopDays::date("2025-03-01");
  laptop.agreements[0].signed_by_manager_on = LaptopDays::date("2025-03-01");
  laptop.works("2026-03-02T07:00:00Z", "2026-03-02T15:00:00Z", good());
  laptop.works("2026-03-05T07:00:00Z", "2026-03-05T15:00:00Z", good());
  EXPECT_EQ(laptop.on("2026-03-02").verdict, Verdict::kCompliant) << "a year to the day";
  const JudgedDay late = laptop.on("2026-03-05");
  EXPECT_EQ(LaptopDays::result(late, "follow_up"), DayResult::kFail);
  EXPECT_EQ(late.security_part(), Verdict::kCompliant);
  EXPECT_EQ(late.agreement_part(), Verdict::kDeviation);
}

TEST(OrdinaryDays, ALaptopLeftOnAndLockedAtHomeOverAWeekendIsNobodysTime) {
  LaptopDays laptop(pack("vaggeryd"));
  laptop.says("2026-03-06T07:00:00Z", good(), report::Trigger::kStart);
  laptop.beats("2026-03-06T15:25:00Z");
  const Observations locked = with("session", Observation::value("none"), without_tunnel());
  laptop.says("2026-03-06T15:30:00Z", locked);
  laptop.beats("2026-03-09T06:55:00Z");
  laptop.works("2026-03-09T07:00:00Z", "2026-03-09T15:00:00Z", good());
  EXPECT_THAT(laptop.judged(), SizeIs(2)) << "Friday and Monday";
  EXPECT_EQ(laptop.on("2026-03-06").remote_seconds, 30600);
  EXPECT_EQ(laptop.on("2026-03-06").verdict, Verdict::kCompliant);
  EXPECT_EQ(laptop.on("2026-03-09").verdict, Verdict::kCompliant);
}

}  // namespace
}  // namespace distanskoll::policies
