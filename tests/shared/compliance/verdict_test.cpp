// SPDX-License-Identifier: EUPL-1.2
// Days of one employee with one laptop, from observations to verdict. The policy here has one
// measured requirement with a tolerance of 15 minutes and every agreement requirement.
#include "shared/compliance/verdict.h"

#include "shared/policy/loader.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

#include <map>

namespace distanskoll::compliance {

void PrintTo(DayResult result, std::ostream* out) { *out << to_string(result); }
void PrintTo(Verdict verdict, std::ostream* out) { *out << to_string(verdict); }

namespace {

using report::Observation;
using report::Observations;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::string_view kDaysPolicy = R"(policy: test
version: 1
title: {sv: Prov, en: Test}
min_agreement_seconds: 14400
guideline: {title: Rutin, version: "1", valid_from: 2026-01-01, url: null, grace_days: 30}
requirements:
  - id: secure_tunnel
    severity: high
    title: {sv: a, en: a}
    why: {sv: a, en: a}
    remedy: {sv: a, en: a}
    basis: ["OSL"]
    when: {network_location.state: remote}
    require: {vpn.state: connected}
    tolerance_seconds: 900
    applies_to: {except_roles: [molnarbetare]}
agreement:
  agreement_valid: {severity: high}
  risk_assessment: {severity: high, unit_assessment: true}
  follow_up: {severity: medium}
  training: {severity: medium, max_age_months: 24}
  days_per_week: {severity: medium, limit: 2}
  share: {severity: medium, limit_percent: 49, min_workdays: 5}
  guideline: {severity: low}
)";

class Days : public ::testing::Test {
 protected:
  Days() : policy_(*policy::load_policy(kDaysPolicy, "test.yaml")) {
    agreement_.id = "a1";
    agreement_.employee = "e1";
    agreement_.valid_from = day("2026-01-01");
    agreement_.signed_by_employee_on = day("2025-12-20");
    agreement_.signed_by_manager_on = day("2025-12-21");
    agreement_.risk_assessments_on = {day("2025-12-01")};
    agreement_.trainings_on = {day("2025-11-01")};
    agreement_.guidelines_read_on = {day("2026-01-10")};
  }

  static Observations at(std::string_view place, std::string_view vpn) {
    return {{"network_location", Observation::value(std::string(place))},
            {"vpn", vpn == "unknown" ? Observation::unknown("timeout")
                                     : Observation::value(std::string(vpn))},
            {"session", Observation::value("present")}};
  }

  /// The employee's laptop says the same from `from` for so long, every time with a new number.
  void says(std::string_view from, seconds length, const Observations& observations) {
    const WallTime begin = *parse_time(from);
    times_.push_back({Segment{begin, begin + length, 0, 0, next_, next_}, observations});
    ++next_;
  }
  /// A day at home as agreed: eight hours, tunnel up.
  void works_at_home(std::string_view date) {
    says(std::string(date) + "T07:00:00Z", hours{8}, at("remote", "connected"));
  }

  std::vector<JudgedDay> judged() {
    const Directory directory =
        *Directory::make({Employee{"e1", {"p1"}, "SN.1", role_, std::nullopt, percent_}},
                         {Unit{"SN", "Socialförvaltningen", std::nullopt, {}},
                          Unit{"SN.1", "Hemtjänsten", "SN", {day("2026-01-02")}}});
    DayBook book(policy_, directory, outages_);
    for (const auto& [segment, observations] : times_) {
      book.add(0, "d1", segment, facts_of(policy_, observations));
    }
    std::vector<Agreement> agreements;
    if (agreement_.id == "a1") agreements.push_back(agreement_);
    const Register agreed(agreements, waivers_, marks_);
    const policy::Holidays holidays{
        {policy::Date(day("2026-01-06")), policy::Date(day("2026-04-03"))}};
    return judge_days({policy_, directory, agreed, holidays}, directory.employees()[0],
                      book.days_of(0));
  }
  JudgedDay only_day() {
    const std::vector<JudgedDay> found = judged();
    EXPECT_EQ(found.size(), 1U);
    return found.empty() ? JudgedDay{} : found.front();
  }
  static DayResult result(const JudgedDay& day, std::string_view requirement) {
    for (const JudgedRequirement& each : day.requirements) {
      if (each.id == requirement) return each.result;
    }
    ADD_FAILURE() << "no " << requirement;
    return DayResult::kUnknown;
  }

  policy::Policy policy_;
  Agreement agreement_;
  std::optional<std::string> role_;
  std::int64_t percent_ = 100;
  std::vector<Waiver> waivers_;
  std::vector<Mark> marks_;
  std::vector<Outage> outages_;

 private:
  struct Said {
    Segment segment;
    Observations observations;
  };
  std::vector<Said> times_;
  std::uint64_t next_ = 1;
};

TEST_F(Days, AnOrderlyDayAtHomeIsCompliant) {
  works_at_home("2026-03-02");
  const JudgedDay found = only_day();
  EXPECT_EQ(found.verdict, Verdict::kCompliant);
  EXPECT_TRUE(found.agreement_day);
  EXPECT_EQ(found.remote_seconds, 8 * 3600);
  EXPECT_EQ(found.agreement, "a1");
}

TEST_F(Days, AHomeVisitOverAPhoneIsNoAgreementDay) {
  agreement_.id = "";  // there is none
  says("2026-03-02T09:00:00Z", minutes{40}, at("remote", "connected"));
  const JudgedDay found = only_day();
  EXPECT_FALSE(found.agreement_day);
  EXPECT_EQ(result(found, "secure_tunnel"), DayResult::kPass);
  EXPECT_EQ(result(found, "agreement_valid"), DayResult::kNotApplicable);
  EXPECT_EQ(found.verdict, Verdict::kCompliant);
}

TEST_F(Days, EveningMailOnOfficeDaysUsesUpNoDayOfTheWeek) {
  for (const char* date : {"2026-03-02", "2026-03-03", "2026-03-04"}) {
    says(std::string(date) + "T18:00:00Z", minutes{30}, at("remote", "connected"));
  }
  works_at_home("2026-03-05");
  const std::vector<JudgedDay> found = judged();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(result(found[3], "days_per_week"), DayResult::kPass);
  EXPECT_EQ(found[3].verdict, Verdict::kCompliant);
}

TEST_F(Days, ADayInCloudServicesOnlyNeedsNoTunnel) {
  role_ = "molnarbetare";
  says("2026-03-02T07:00:00Z", hours{8}, at("remote", "disconnected"));
  const JudgedDay found = only_day();
  EXPECT_EQ(result(found, "secure_tunnel"), DayResult::kNotApplicable);
  EXPECT_EQ(found.verdict, Verdict::kCompliant);
}

TEST_F(Days, ATunnelThatComesUpAfterSixMinutesIsInTime) {
  says("2026-03-02T07:00:00Z", minutes{6}, at("remote", "disconnected"));
  says("2026-03-02T07:06:00Z", hours{7}, at("remote", "connected"));
  EXPECT_EQ(only_day().verdict, Verdict::kCompliant);
}

TEST_F(Days, TheToleranceIsForTheWholeDay) {
  for (const char* hour : {"08", "09", "10"}) {
    says("2026-03-02T" + std::string(hour) + ":00:00Z", minutes{6}, at("remote", "disconnected"));
  }
  says("2026-03-02T11:00:00Z", hours{4}, at("remote", "connected"));
  const JudgedDay found = only_day();
  EXPECT_EQ(result(found, "secure_tunnel"), DayResult::kFail);
  EXPECT_EQ(found.security_part(), Verdict::kDeviation);
  EXPECT_EQ(found.agreement_part(), Verdict::kCompliant);
}

TEST_F(Days, AFollowUpThreeDaysLateIsTheAgreementsPartAlone) {
  agreement_.valid_from = day("2025-02-27");
  agreement_.signed_by_employee_on = day("2025-02-01");
  agreement_.signed_by_manager_on = day("2025-02-01");
  policy_.agreement[5].limit_percent = 100;
  works_at_home("2026-03-02");
  const JudgedDay found = only_day();
  EXPECT_EQ(result(found, "follow_up"), DayResult::kFail);
  EXPECT_EQ(found.security_part(), Verdict::kCompliant);
  EXPECT_EQ(found.agreement_part(), Verdict::kDeviation);
  EXPECT_EQ(found.verdict, Verdict::kDeviation);
}

TEST_F(Days, ALaptopLeftOnAndLockedAtHomeIsNobodysWeekend) {
  Observations locked = at("remote", "disconnected");
  locked[2].observation = Observation::value("none");
  says("2026-03-07T08:00:00Z", hours{30}, locked);
  EXPECT_TRUE(judged().empty());
}

TEST_F(Days, AreCutAtLocalMidnight) {
  says("2026-03-01T22:30:00Z", hours{1}, at("remote", "connected"));
  const std::vector<JudgedDay> found = judged();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(format_date(found[0].date), "2026-03-01");
  EXPECT_EQ(found[0].remote_seconds, 1800);
  EXPECT_EQ(found[1].remote_seconds, 1800);
  EXPECT_EQ(found[1].reports.at("d1").first, 1U);
}

TEST_F(Days, OfUnknownPlaceAreUndetermined) {
  Observations nowhere = at("remote", "connected");
  nowhere[0].observation = Observation::unknown("probe_silent");
  says("2026-03-02T07:00:00Z", minutes{15}, nowhere);
  const JudgedDay found = only_day();
  EXPECT_EQ(found.kind, DayKind::kUndetermined);
  EXPECT_EQ(found.verdict, Verdict::kUndetermined);
  EXPECT_TRUE(found.requirements.empty());
  EXPECT_EQ(found.agreement, std::nullopt);
}

TEST_F(Days, TooMuchUnknownIsNeverAPass) {
  says("2026-03-02T07:00:00Z", minutes{89}, at("remote", "connected"));
  says("2026-03-02T09:00:00Z", minutes{11}, at("remote", "unknown"));
  EXPECT_EQ(result(only_day(), "secure_tunnel"), DayResult::kUnknown);
}

TEST_F(Days, AnOutageExcusesFailuresInsideItAndNothingElse) {
  says("2026-03-02T07:00:00Z", hours{2}, at("remote", "disconnected"));
  outages_ = {{"o1",
               "secure_tunnel",
               *parse_time("2026-03-02T07:00:00Z"),
               *parse_time("2026-03-02T08:50:00Z"),
               {"SN"},
               "",
               "e5",
               day("2026-03-02")}};
  const JudgedDay found = only_day();
  EXPECT_EQ(found.requirements[0].seconds->fail, 600);
  EXPECT_EQ(found.requirements[0].seconds->notapplicable, 6600);
  EXPECT_EQ(result(found, "secure_tunnel"), DayResult::kPass);
}

TEST_F(Days, AnOutageOfTheInternalProbeMakesRemoteTimeUndetermined) {
  says("2026-03-02T07:00:00Z", hours{2}, at("remote", "disconnected"));
  outages_ = {{"o1",
               "network_location",
               *parse_time("2026-03-02T06:00:00Z"),
               *parse_time("2026-03-02T12:00:00Z"),
               {},
               "",
               "e5",
               day("2026-03-02")}};
  EXPECT_EQ(only_day().kind, DayKind::kUndetermined);
}

TEST_F(Days, AWaiverNeedsAnApproverWhoIsSomebodyElse) {
  says("2026-03-02T07:00:00Z", hours{8}, at("remote", "disconnected"));
  const auto waived = [this](std::string by) {
    waivers_ = {{"w1", "secure_tunnel", std::nullopt, "SN", day("2026-03-02"), day("2026-03-02"),
                 "", std::move(by)}};
    return result(only_day(), "secure_tunnel");
  };
  EXPECT_EQ(waived("e9"), DayResult::kWaived);
  EXPECT_EQ(waived("e1"), DayResult::kFail);
  EXPECT_EQ(waived(""), DayResult::kFail);
}

TEST_F(Days, TheThirdDayOfAWeekIsOneTooMany) {
  for (const char* date : {"2026-03-02", "2026-03-04", "2026-03-08", "2026-03-09"}) {
    works_at_home(date);
  }
  const std::vector<JudgedDay> found = judged();
  EXPECT_EQ(result(found[1], "days_per_week"), DayResult::kPass);
  EXPECT_EQ(result(found[2], "days_per_week"), DayResult::kFail);
  EXPECT_EQ(result(found[3], "days_per_week"), DayResult::kPass);
}

TEST_F(Days, AMarkedDayCountsAgainstNoLimit) {
  for (const char* date : {"2026-03-02", "2026-03-03", "2026-03-04"}) works_at_home(date);
  marks_ = {{"e1", day("2026-03-03"), MarkKind::kTravel, "e1", day("2026-03-03")}};
  const std::vector<JudgedDay> found = judged();
  EXPECT_FALSE(found[1].agreement_day);
  EXPECT_EQ(result(found[2], "days_per_week"), DayResult::kPass);
}

TEST_F(Days, ShareCountsAgainstEmploymentAndHolidays) {
  agreement_.max_days_per_week = 7;
  // 2026-01-01 to 2026-01-08: workdays are 1, 2, 5, 7 and 8; the 6th is a holiday.
  for (const char* date : {"2026-01-05", "2026-01-07"}) works_at_home(date);
  works_at_home("2026-01-08");
  EXPECT_EQ(result(judged()[1], "share"), DayResult::kNotApplicable);  // four workdays so far
  EXPECT_EQ(result(judged()[2], "share"), DayResult::kFail);           // 3 of 5
  agreement_.max_share_percent = 60;
  EXPECT_EQ(result(judged()[2], "share"), DayResult::kPass);
  percent_ = 99;
  EXPECT_EQ(result(judged()[2], "share"), DayResult::kFail);
}

TEST_F(Days, AnAgreementDoesNotCoverTheDayItEnds) {
  agreement_.ended_on = day("2026-03-04");
  for (const char* date : {"2026-03-03", "2026-03-04"}) works_at_home(date);
  const std::vector<JudgedDay> found = judged();
  EXPECT_EQ(result(found[0], "agreement_valid"), DayResult::kPass);
  EXPECT_EQ(result(found[1], "agreement_valid"), DayResult::kFail);
  EXPECT_EQ(result(found[1], "training"), DayResult::kNotApplicable);
  EXPECT_EQ(found[1].agreement, std::nullopt);
}

TEST_F(Days, TheUnitsOwnAssessmentIsWanted) {
  works_at_home("2027-01-04");
  agreement_.risk_assessments_on = {day("2027-01-01")};
  EXPECT_EQ(result(only_day(), "risk_assessment"), DayResult::kFail);  // the unit's is 367 days old
}

TEST_F(Days, TheGuidelineIsReadWithinTheGracePeriod) {
  agreement_.guidelines_read_on = {day("2025-12-31")};  // an older version
  for (const char* date : {"2026-01-30", "2026-02-02"}) works_at_home(date);
  const std::vector<JudgedDay> found = judged();
  EXPECT_EQ(result(found[0], "guideline"), DayResult::kPass);
  EXPECT_EQ(result(found[1], "guideline"), DayResult::kFail);
}

}  // namespace
}  // namespace distanskoll::compliance
