// SPDX-License-Identifier: EUPL-1.2
// Small calendars under each pack, from a laptop's words to the day's verdict.
#include "shared/compliance/verdict.h"
#include "tests/policies/pack.h"

#include <algorithm>

namespace distanskoll::policies {
namespace {

using namespace compliance;
using report::Observation;
using report::Observations;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

LocalDay date(std::string_view text) { return parse_date(text).value(); }

/// One employee of SN with one laptop and, unless a test says otherwise, an orderly agreement.
class Calendar {
 public:
  explicit Calendar(const char* name) : policy_(pack(name)) {
    agreement.id = "a1";
    agreement.employee = "e1";
    agreement.valid_from = date("2026-01-01");
    agreement.valid_to = date("2027-12-31");
    agreement.signed_by_employee_on = date("2025-12-20");
    agreement.signed_by_manager_on = date("2025-12-21");
    agreement.risk_assessments_on = {date("2025-12-01")};
    agreement.trainings_on = {date("2025-11-01")};
    unit_assessed = {date("2025-12-05")};
  }

  void works(LocalDay day, const Observations& observations = good(),
             std::chrono::seconds length = hours{8}) {
    const WallTime begin = WallTime(day.time_since_epoch()) + hours{8};
    const Segment segment{begin, begin + length, 0, 0, next_, next_};
    said_.emplace_back(segment, observations);
    ++next_;
  }
  void works(std::string_view day, const Observations& observations = good(),
             std::chrono::seconds length = hours{8}) {
    works(date(day), observations, length);
  }

  std::vector<JudgedDay> judged() const {
    const Directory directory =
        *Directory::make({Employee{"e1", {"p1"}, "SN", std::nullopt, std::nullopt, 100}},
                         {Unit{"SN", "Socialförvaltningen", std::nullopt, unit_assessed}});
    const std::vector<Outage> outages;
    DayBook book(policy_, directory, outages);
    for (const auto& [segment, observations] : said_) {
      book.add(0, "d1", segment, facts_of(policy_, observations));
    }
    const Register agreed({agreement}, {}, {});
    return judge_days({policy_, directory, agreed, policy::Holidays{}}, directory.employees()[0],
                      book.days_of(0));
  }
  JudgedDay last() const {
    const auto found = judged();
    EXPECT_FALSE(found.empty());
    return found.empty() ? JudgedDay{} : found.back();
  }

  Agreement agreement;
  std::vector<LocalDay> unit_assessed;

 private:
  policy::Policy policy_;
  std::vector<std::pair<Segment, Observations>> said_;
  std::uint64_t next_ = 1;
};

/// The ids that fail on the day.
std::vector<std::string> failing(const JudgedDay& day) {
  std::vector<std::string> ids;
  for (const auto& each : day.requirements) {
    if (each.result == DayResult::kFail) ids.push_back(each.id);
  }
  return ids;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PackDays, AnOrderlyDayIsCompliantUnderEveryPack) {
  for (const char* name : kPacks) {
    Calendar calendar(name);
    calendar.works("2026-03-02");
    EXPECT_EQ(calendar.last().verdict, Verdict::kCompliant) << name;
    EXPECT_TRUE(calendar.last().agreement_day) << name;
  }
}

TEST(PackDays, WithoutAnAgreementADayIsAFaultAndAnEveningIsNot) {
  for (const char* name : kPacks) {
    Calendar calendar(name);
    calendar.agreement.ended_on = date("2026-03-02");
    calendar.works("2026-03-02");
    EXPECT_THAT(failing(calendar.last()), ElementsAre("agreement_valid")) << name;
    calendar.works("2026-03-03", good(), hours{3});
    EXPECT_THAT(failing(calendar.last()), IsEmpty()) << name;
  }
}

TEST(PackDays, VaggerydAllowsTwoDaysAWeek) {
  Calendar calendar("vaggeryd");
  calendar.works("2026-03-02");
  calendar.works("2026-03-03");
  EXPECT_THAT(failing(calendar.last()), IsEmpty());
  calendar.works("2026-03-05");
  EXPECT_THAT(failing(calendar.last()), ElementsAre("days_per_week"));
  calendar.works("2026-03-09");
  EXPECT_THAT(failing(calendar.last()), IsEmpty()) << "a new week";
}

TEST(PackDays, VaggerydWantsTheRiskAssessedBeforeAndEveryYear) {
  Calendar calendar("vaggeryd");
  calendar.agreement.risk_assessments_on = {date("2026-03-03")};
  calendar.works("2026-03-02");
  EXPECT_THAT(failing(calendar.last()), ElementsAre("risk_assessment"));
  calendar.works("2026-03-03");
  EXPECT_THAT(failing(calendar.last()), IsEmpty());
  calendar.agreement.follow_ups_on = {date("2026-12-10")};
  calendar.works("2027-03-03");
  EXPECT_THAT(failing(calendar.last()), IsEmpty());
  calendar.works("2027-03-04");
  EXPECT_THAT(failing(calendar.last()), ElementsAre("risk_assessment"));
}

TEST(PackDays, VaggerydFollowsUpEveryYear) {
  Calendar calendar("vaggeryd");
  calendar.agreement.risk_assessments_on.push_back(date("2026-12-01"));
  calendar.works("2027-01-01");
  EXPECT_THAT(failing(calendar.last()), IsEmpty());
  calendar.works("2027-01-04");
  EXPECT_THAT(failing(calendar.last()), ElementsAre("follow_up"));
  EXPECT_EQ(calendar.last().security_part(), Verdict::kCompliant) << "a late form is no open disk";
}

TEST(PackDays, ATunnelThatComesUpLateIsInTimeForAQuarterOfAnHour) {
  for (const char* name : {"vaggeryd", "socialtjanst", "region-49-procent"}) {
    Calendar calendar(name);
    calendar.works("2026-03-02", with("vpn", Observation::value("disconnected")), minutes{15});
    calendar.works("2026-03-02", good(), hours{8});
    EXPECT_THAT(failing(calendar.last()), IsEmpty()) << name;
    calendar.works("2026-03-02", with("vpn", Observation::value("disconnected")), minutes{1});
    EXPECT_THAT(failing(calendar.last()), ElementsAre("secure_tunnel")) << name;
  }
}

TEST(PackDays, SocialServicesSeeAPasswordAtOnce) {
  Calendar calendar("socialtjanst");
  calendar.works("2026-03-02");
  calendar.works("2026-03-02",
                 with("siths_login", Observation::value("other_method").with("method", "password")),
                 minutes{1});
  EXPECT_THAT(failing(calendar.last()), ElementsAre("siths_login"));
  EXPECT_EQ(calendar.last().agreement_part(), Verdict::kCompliant);
}

TEST(PackDays, AHomeVisitInSocialServicesNeedsNoAgreement) {
  Calendar calendar("socialtjanst");
  calendar.agreement.ended_on = date("2026-01-02");
  calendar.works("2026-03-02", good(), minutes{40});
  EXPECT_EQ(calendar.last().verdict, Verdict::kCompliant);
  EXPECT_FALSE(calendar.last().agreement_day);
}

TEST(PackDays, ADayInCloudServicesNeedsNoTunnel) {
  Calendar calendar("molnarbetsplats");
  const Observations no_tunnel = with("vpn", Observation::value("disconnected"));
  calendar.works(
      "2026-03-02",
      with("siths_login", Observation::value("other_method").with("method", "windows_hello"),
           no_tunnel));
  EXPECT_EQ(calendar.last().verdict, Verdict::kCompliant);
  calendar.works("2026-03-03",
                 with("siths_login", Observation::value("other_method").with("method", "password"),
                      no_tunnel));
  EXPECT_THAT(failing(calendar.last()), ElementsAre("strong_login"));
  calendar.works("2026-03-04",
                 with("siths_login", Observation::unknown("login_method_unproven"), no_tunnel));
  EXPECT_EQ(calendar.last().verdict, Verdict::kUndetermined) << "could not tell is no fault";
}

/// Monday to Friday, so many of them at home, from 2026-01-01 for so many weeks.
void weeks_at_home(Calendar& calendar, int weeks, int days_of_week) {
  for (int week = 0; week < weeks; ++week) {
    for (int day = 0; day < days_of_week; ++day) {
      calendar.works(date("2026-01-05") + days{7 * week + day});
    }
  }
}

TEST(PackDays, TheRegionAllows49PerCentOverTime) {
  Calendar two_days("region-49-procent");
  weeks_at_home(two_days, 30, 2);
  EXPECT_THAT(failing(two_days.last()), IsEmpty()) << "40 per cent";
  Calendar three_days("region-49-procent");
  weeks_at_home(three_days, 30, 3);
  EXPECT_THAT(failing(three_days.last()), ElementsAre("share")) << "60 per cent";
}

TEST(PackDays, TheRegionJudgesTheShareOnlyAfterHalfAYear) {
  Calendar calendar("region-49-procent");
  weeks_at_home(calendar, 23, 5);
  EXPECT_THAT(failing(calendar.last()), IsEmpty()) << "117 workdays since the agreement began";
  weeks_at_home(calendar, 24, 5);
  EXPECT_THAT(failing(calendar.last()), ElementsAre("share"));
}

TEST(PackDays, TheRegionsAgreementEndsAfterTwoYears) {
  Calendar calendar("region-49-procent");
  calendar.agreement.follow_ups_on = {date("2026-11-20"), date("2027-11-10")};
  calendar.works("2027-12-31");
  EXPECT_THAT(failing(calendar.last()), IsEmpty())
      << "assessed and trained before it began: enough for its two years";
  calendar.works("2028-01-03");
  EXPECT_THAT(failing(calendar.last()), ElementsAre("agreement_valid"));
}

TEST(PackDays, TheRegionAssessesTheUnitAndTheIndividual) {
  Calendar calendar("region-49-procent");
  calendar.unit_assessed.clear();
  calendar.works("2026-03-02");
  EXPECT_THAT(failing(calendar.last()), ElementsAre("risk_assessment")) << "the unit is missing";
  Calendar other("region-49-procent");
  other.agreement.risk_assessments_on.clear();
  other.agreement.trainings_on.clear();
  other.works("2026-03-02");
  EXPECT_THAT(failing(other.last()), ElementsAre("risk_assessment", "training"));
}

}  // namespace
}  // namespace distanskoll::policies
