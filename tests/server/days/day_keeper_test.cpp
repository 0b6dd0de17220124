// SPDX-License-Identifier: EUPL-1.2
#include "server/days/day_keeper.h"

#include "tests/server/days/days_town.h"

namespace distanskoll::server::days {
namespace {

using compliance::DayKind;
using compliance::Verdict;

class DayKeeperTest : public DaysTown {};

TEST_F(DayKeeperTest, ADayAtHomeUnderAnAgreementMeetsTheRequirements) {
  Laptop laptop = enrol("d1", "anna");
  write(agreement("a1", "p-anna"));
  post(laptop, laptop.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T15:00:00Z");
  pass();
  const auto day = judged("2026-03-02");
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(day->kind, DayKind::kRemote);
  EXPECT_TRUE(day->agreement_day);
  EXPECT_EQ(day->verdict, Verdict::kCompliant);
  EXPECT_EQ(day->unit, "SN");
  EXPECT_EQ(day->agreement, "a1");
  EXPECT_EQ(day->agreement_version, 1U);
  ASSERT_TRUE(day->devices.contains("d1"));
  EXPECT_EQ(day->devices.at("d1").first, 1U);
  EXPECT_EQ(day->devices.at("d1").last, laptop.seq);
}

TEST_F(DayKeeperTest, WithoutAnAgreementItIsADeviationOfTheAgreementPartAlone) {
  Laptop laptop = enrol("d1", "anna");
  post(laptop, laptop.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T15:00:00Z");
  pass();
  const auto day = judged("2026-03-02");
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(day->verdict, Verdict::kDeviation);
  EXPECT_EQ(day->security_part(), Verdict::kCompliant);
  EXPECT_EQ(day->agreement_part(), Verdict::kDeviation);
}

TEST_F(DayKeeperTest, AnAgreementThatIsWrittenDownLaterTurnsOpenDaysAndSaysWhy) {
  Laptop laptop = enrol("d1", "anna");
  post(laptop, laptop.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T15:00:00Z");
  clock().set_wall(at("2026-03-03T06:00:00Z"));
  pass();
  EXPECT_EQ(result("2026-03-02", "agreement_valid"), "fail");
  write(agreement("a1", "p-anna"));
  pass();
  EXPECT_EQ(result("2026-03-02", "agreement_valid"), "pass");
  const auto told = changes();
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].cause, "agreement:a1");
  EXPECT_THAT(told[0].before, ::testing::HasSubstr(R"("agreement_valid":"fail")"));
  EXPECT_THAT(told[0].after, ::testing::HasSubstr(R"("agreement_valid":"pass")"));
}

TEST_F(DayKeeperTest, LateReportsMakeADayAndTurnTheLaterOnesOfTheWeek) {
  Laptop laptop = enrol("d1", "anna");
  Laptop second = enrol("d2", "anna");
  write(agreement("a1", "p-anna"));
  for (const char* date : {"2026-03-03", "2026-03-04"}) {
    const std::string from = std::string(date) + "T07:00:00Z";
    const std::string first = std::string(date) + "T07:10:00Z";
    const std::string to = std::string(date) + "T13:00:00Z";
    post(laptop, laptop.report(at(from.c_str())), from.c_str());
    beats(laptop, first.c_str(), to.c_str());
  }
  clock().set_wall(at("2026-03-05T06:00:00Z"));
  pass();
  EXPECT_EQ(result("2026-03-04", "days_per_week"), "pass");
  // Monday's reports of another computer arrive on Thursday.
  std::string lines = second.report(at("2026-03-02T07:00:00Z")) + "\n";
  for (WallTime t = at("2026-03-02T07:10:00Z"); t < at("2026-03-02T14:00:00Z");
       t += std::chrono::seconds(600)) {
    lines += second.report(t) + "\n";
  }
  post(second, lines, "2026-03-05T07:00:00Z");
  pass();
  ASSERT_TRUE(judged("2026-03-02").has_value());
  EXPECT_TRUE(judged("2026-03-02")->agreement_day);
  EXPECT_EQ(result("2026-03-04", "days_per_week"), "fail");
  bool told = false;
  for (const auto& change : changes()) {
    told = told || (change.date == day("2026-03-04") && change.cause == "earlier_day:2026-03-02");
  }
  EXPECT_TRUE(told);
}

TEST_F(DayKeeperTest, TwoPeopleOnOneComputerHaveADayEach) {
  Laptop laptop = enrol("d1", "anna");
  write(person("bo", "SN"));
  post(laptop, laptop.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T10:00:00Z");
  laptop.user = pseudonym("d1", "bo");
  post(laptop, laptop.report(at("2026-03-02T10:05:00Z")), "2026-03-02T10:05:01Z");
  beats(laptop, "2026-03-02T10:15:00Z", "2026-03-02T12:00:00Z");
  pass();
  ASSERT_TRUE(judged("2026-03-02", "p-anna").has_value());
  ASSERT_TRUE(judged("2026-03-02", "p-bo").has_value());
  EXPECT_FALSE(judged("2026-03-02", "p-anna")->agreement_day);  // three hours
}

TEST_F(DayKeeperTest, SomebodyWhoIsEnteredIntoTheDirectoryLaterGetsTheOpenDays) {
  Laptop laptop = enrol("d1", "cecilia");
  post(laptop, laptop.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T10:00:00Z");
  pass();
  EXPECT_FALSE(judged("2026-03-02", "p-cecilia").has_value());
  write(person("cecilia", "SN"));
  pass();
  EXPECT_TRUE(judged("2026-03-02", "p-cecilia").has_value());
}

TEST_F(DayKeeperTest, ARunOverMidnightBelongsToBothDays) {
  Laptop laptop = enrol("d1", "anna");
  post(laptop, laptop.report(at("2026-03-02T21:00:00Z")), "2026-03-02T21:00:01Z");  // 22:00 here
  beats(laptop, "2026-03-02T21:10:00Z", "2026-03-03T01:00:00Z");
  post(laptop,
       laptop.report(at("2026-03-03T01:05:00Z"), {},
                     [](report::Report& r) { r.trigger = report::Trigger::kStop; }),
       "2026-03-03T01:05:01Z");
  pass();
  ASSERT_TRUE(judged("2026-03-02").has_value());
  ASSERT_TRUE(judged("2026-03-03").has_value());
  EXPECT_EQ(judged("2026-03-03")->devices.at("d1").first, 1U);
}

TEST_F(DayKeeperTest, AMarkTakesTheAgreementRequirementsAwayAndItsRemovalBringsThemBack) {
  Laptop laptop = enrol("d1", "anna");
  post(laptop, laptop.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T15:00:00Z");
  pass();
  const agreements::Mark mark{"p-anna:2026-03-02",
                              "p-anna",
                              day("2026-03-02"),
                              agreements::MarkKind::kFieldWork,
                              "p-anna",
                              day("2026-03-02"),
                              std::nullopt};
  write(mark);
  pass();
  EXPECT_EQ(result("2026-03-02", "agreement_valid"), "notapplicable");
  EXPECT_EQ(judged("2026-03-02")->marks, std::vector<std::string>{"field_work"});
  remove(mark);
  pass();
  EXPECT_EQ(result("2026-03-02", "agreement_valid"), "fail");
}

TEST_F(DayKeeperTest, ARuleMarksEveryWednesdayOfARole) {
  Laptop laptop = enrol("d1", "anna");
  agreements::Employee anna = person("anna", "SN");
  anna.employments[0].role = "151012";
  write(anna);
  write(agreements::MarkRule{
      "r1", "151012", std::nullopt, 3, agreements::MarkKind::kOnCall, {}, "p-chef"});
  for (const char* from : {"2026-03-03T07:00:00Z", "2026-03-04T07:00:00Z"}) {
    post(laptop, laptop.report(at(from)), from);
    const std::string first = format_time(at(from) + std::chrono::seconds(600));
    const std::string last = format_time(at(from) + std::chrono::hours(7));
    beats(laptop, first.c_str(), last.c_str());
  }
  pass();
  EXPECT_TRUE(judged("2026-03-03")->agreement_day);   // Tuesday
  EXPECT_FALSE(judged("2026-03-04")->agreement_day);  // Wednesday
}

TEST_F(DayKeeperTest, AnOutageIsNotTwoHundredEmployees) {
  Laptop laptop = enrol("d1", "anna");
  Facts down;
  down.tunnel = false;
  post(laptop, laptop.report(at("2026-03-02T07:00:00Z"), down), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T10:00:00Z");
  pass();
  EXPECT_EQ(result("2026-03-02", "secure_tunnel"), "fail");
  write(agreements::Outage{"o1",
                           "secure_tunnel",
                           at("2026-03-02T06:00:00Z"),
                           at("2026-03-02T12:00:00Z"),
                           {"SN"},
                           "koncentratorn nere",
                           "p-it",
                           day("2026-03-02")});
  pass();
  EXPECT_EQ(result("2026-03-02", "secure_tunnel"), "notapplicable");
  EXPECT_EQ(judged("2026-03-02")->outages, std::vector<std::string>{"o1"});
}

TEST_F(DayKeeperTest, OldDaysKeepThePolicyThatWasInForce) {
  Laptop laptop = enrol("d1", "anna");
  post(laptop, laptop.report(at("2026-03-03T07:00:00Z")), "2026-03-03T07:00:01Z");
  beats(laptop, "2026-03-03T07:10:00Z", "2026-03-03T10:00:00Z");
  clock().set_wall(at("2026-03-03T20:00:00Z"));
  std::string second = kPolicy;
  second.replace(second.find("version: 1"), 10, "version: 2");
  put_policy(second);
  post(laptop, laptop.report(at("2026-03-04T07:00:00Z")), "2026-03-04T07:00:01Z");
  beats(laptop, "2026-03-04T07:10:00Z", "2026-03-04T10:00:00Z");
  pass();
  EXPECT_EQ(judged("2026-03-03")->policy_version, 1);
  EXPECT_EQ(judged("2026-03-04")->policy_version, 2);
}

TEST_F(DayKeeperTest, APassWithNothingNewReadsNothing) {
  Laptop laptop = enrol("d1", "anna");
  day_at_home(laptop, "2026-03-02T07:00:00Z", "2026-03-02T07:05:00Z");
  pass();
  const PassReport second = pass();
  EXPECT_EQ(second.device_days, 0U);
  EXPECT_EQ(second.judged, 0U);
}

}  // namespace
}  // namespace distanskoll::server::days
