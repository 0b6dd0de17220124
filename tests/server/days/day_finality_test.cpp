// SPDX-License-Identifier: EUPL-1.2
// Days become final, late reports are said and turn nothing, and rebuild gives the same bytes.
#include "server/days/check.h"
#include "server/days/day_changes.h"
#include "server/ledger/rebuild.h"
#include "server/store/ledger_rows.h"
#include "tests/server/days/days_town.h"

namespace distanskoll::server::days {
namespace {

class DayFinalityTest : public DaysTown {
 protected:
  void a_monday_at_home(Laptop& laptop) {
    post(laptop, laptop.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
    beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T13:00:00Z");
    post(laptop,
         laptop.report(at("2026-03-02T13:05:00Z"), {},
                       [](report::Report& r) { r.trigger = report::Trigger::kStop; }),
         "2026-03-02T13:05:01Z");
  }
  std::vector<std::string> bodies(const std::string& kind) {
    std::vector<std::string> found;
    auto reader = town_.readers->lend().value();
    for (const auto& row : store::entries_from(*reader, 0, 100'000).value()) {
      if (row.kind == kind) found.push_back(evidence::decode_entry(row.line)->body);
    }
    return found;
  }
  std::optional<store::StoredDay> stored(const char* date) {
    auto reader = town_.readers->lend().value();
    return store::find_day(*reader, "p-anna", day(date)).value();
  }
};

TEST_F(DayFinalityTest, ADayIsOpenForSixteenDaysAndThenAnEntryFixesIt) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_at_home(laptop);
  clock().set_wall(at("2026-03-17T12:00:00Z"));
  pass();
  EXPECT_FALSE(stored("2026-03-02")->final_leaf.has_value());
  clock().set_wall(at("2026-03-18T12:00:00Z"));
  EXPECT_EQ(pass().fixed_dates, 1U);
  ASSERT_TRUE(stored("2026-03-02")->final_leaf.has_value());
  const auto days = bodies("day");
  ASSERT_EQ(days.size(), 1U);
  EXPECT_EQ(days[0], evidence::encode(stored("2026-03-02")->day));
}

TEST_F(DayFinalityTest, EveryDateGetsAManifestAlsoOneWithoutDays) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_at_home(laptop);
  clock().set_wall(at("2026-03-20T12:00:00Z"));
  pass();
  const auto manifests = bodies("manifest");
  ASSERT_EQ(manifests.size(), 3U);  // the 2nd, 3rd and 4th of March
  const auto first = evidence::decode_manifest(manifests[0]).value();
  EXPECT_EQ(first.date, day("2026-03-02"));
  EXPECT_EQ(first.remote, 1U);
  EXPECT_EQ(evidence::decode_manifest(manifests[1])->remote, 0U);
  auto reader = town_.readers->lend().value();
  EXPECT_EQ(manifest_of_days(*reader, day("2026-03-02")).value(), first);
}

TEST_F(DayFinalityTest, WhatIsWrittenLaterNeverTurnsAFinalDay) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_at_home(laptop);
  clock().set_wall(at("2026-03-20T12:00:00Z"));
  pass();
  const auto before = stored("2026-03-02");
  write(agreement("a1", "p-anna"));
  pass();
  EXPECT_EQ(stored("2026-03-02")->day, before->day);
  EXPECT_TRUE(bodies("late_day").empty());
}

TEST_F(DayFinalityTest, AReportThatComesAfterwardsIsSaidOnceAsLate) {
  Laptop laptop = enrol("d1", "anna");
  Laptop second = enrol("d2", "anna");
  a_monday_at_home(laptop);
  clock().set_wall(at("2026-03-20T12:00:00Z"));
  pass();
  Facts down;
  down.tunnel = false;
  std::string lines;
  for (WallTime t = at("2026-03-02T07:00:00Z"); t < at("2026-03-02T09:00:00Z");
       t += std::chrono::seconds(600)) {
    lines += second.report(t, down) + "\n";
  }
  post(second, lines, "2026-03-20T13:00:00Z");
  EXPECT_EQ(pass().late, 1U);
  EXPECT_EQ(result("2026-03-02", "secure_tunnel"), "pass");
  const auto late = bodies("late_day");
  ASSERT_EQ(late.size(), 1U);
  EXPECT_THAT(late[0], ::testing::HasSubstr(R"("secure_tunnel":"fail")"));
  EXPECT_THAT(late[0], ::testing::HasSubstr(R"("cause":"reports:d2","partial":false)"));
  pass();
  EXPECT_EQ(bodies("late_day").size(), 1U);
}

TEST_F(DayFinalityTest, RebuildJudgesOpenDaysToTheSameBytesAndLeavesFinalOnes) {
  Laptop laptop = enrol("d1", "anna");
  write(agreement("a1", "p-anna"));
  a_monday_at_home(laptop);
  post(laptop, laptop.report(at("2026-03-12T07:00:00Z")), "2026-03-12T07:00:01Z");
  beats(laptop, "2026-03-12T07:10:00Z", "2026-03-13T01:00:00Z");
  post(laptop, laptop.report(at("2026-03-13T01:05:00Z")), "2026-03-13T01:05:01Z");
  clock().set_wall(at("2026-03-18T12:00:00Z"));
  pass();
  const auto fixed = stored("2026-03-02");
  const auto open = stored("2026-03-12");
  const auto night = stored("2026-03-13");
  ASSERT_TRUE(fixed && open && night);
  ASSERT_FALSE(open->final_leaf.has_value());
  const auto late_before = bodies("late_day").size();

  ASSERT_THAT(town_.sequencer->run_between_commits([](store::Writer& writer) -> Result<bool> {
    const auto report =
        ledger::rebuild(writer, {agreements::record_projection(), day_projection()});
    if (!report) return report.error();
    return true;
  }),
              IsOk());
  EXPECT_FALSE(stored("2026-03-12").has_value());
  pass();
  EXPECT_EQ(stored("2026-03-02")->day, fixed->day);
  EXPECT_EQ(stored("2026-03-02")->final_leaf, fixed->final_leaf);
  EXPECT_EQ(stored("2026-03-12")->day, open->day);
  EXPECT_EQ(stored("2026-03-13")->day, night->day);
  EXPECT_EQ(bodies("late_day").size(), late_before);
}

TEST_F(DayFinalityTest, TheCheckFindsNothingWrongAndThenADayThatSomebodyEdited) {
  Laptop laptop = enrol("d1", "anna");
  write(agreement("a1", "p-anna"));
  a_monday_at_home(laptop);
  post(laptop, laptop.report(at("2026-03-12T07:00:00Z")), "2026-03-12T07:00:01Z");
  beats(laptop, "2026-03-12T07:10:00Z", "2026-03-12T13:00:00Z");
  clock().set_wall(at("2026-03-18T12:00:00Z"));
  pass();
  const auto check = [&] {
    auto reader = town_.readers->lend().value();
    return check_days(*reader, key_, {}, {}).value();
  };
  const DayCheck clean = check();
  EXPECT_TRUE(clean.problems.empty()) << clean.problems[0].what;
  EXPECT_EQ(clean.recomputed, 2U);
  EXPECT_EQ(clean.manifests, 1U);

  for (const char* date : {"2026-03-02", "2026-03-12"}) {
    auto edited = *stored(date);
    edited.day.requirements[0].second = compliance::DayResult::kFail;
    ASSERT_THAT(town_.sequencer->run(
                    [&](ledger::Transaction& t) { return store::put_day(t.writer, edited); }),
                IsOk());
  }
  const DayCheck found = check();
  std::vector<std::string> what;
  for (const auto& problem : found.problems) what.push_back(problem.what);
  EXPECT_THAT(what,
              ::testing::UnorderedElementsAre("the stored day is not the one that was entered",
                                              "its reports give another day; run rebuild",
                                              "its reports give another day; run rebuild"));
}

TEST_F(DayFinalityTest, AFinalDayIsComparedWithWhatWasKnownWhenItBecameFinal) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_at_home(laptop);
  clock().set_wall(at("2026-03-18T12:00:00Z"));
  pass();
  write(agreement("a1", "p-anna"));  // too late for Monday
  pass();
  auto reader = town_.readers->lend().value();
  const auto check = check_days(*reader, key_, {}, {}).value();
  EXPECT_TRUE(check.problems.empty()) << check.problems[0].what;
  EXPECT_EQ(check.recomputed, 1U);
}

}  // namespace
}  // namespace distanskoll::server::days
