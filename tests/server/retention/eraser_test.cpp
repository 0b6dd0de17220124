// SPDX-License-Identifier: EUPL-1.2
#include "server/retention/eraser.h"

#include "server/days/check.h"
#include "server/ledger/fsck.h"
#include "server/store/ledger_rows.h"
#include "shared/files.h"
#include "tests/server/days/days_town.h"

namespace distanskoll::server::retention {
namespace {

using days::at;
using days::day;

class EraserTest : public days::DaysTown {
 protected:
  void SetUp() override {
    DaysTown::SetUp();
    tombstones_ = std::make_unique<ledger::Tombstones>(town_.directory);
  }
  ErasureReport erase(Rules rules = {}) {
    Eraser eraser({*town_.sequencer, *registry_, *town_.readers, *tombstones_, town_.clock,
                   std::move(rules)});
    auto report = eraser.run();
    EXPECT_THAT(report, IsOk());
    return report ? *report : ErasureReport{};
  }
  /// Ten reports on a Monday, one on a day in June, everything judged, and the days final.
  void a_monday_and_a_day_in_june(Laptop& laptop) {
    std::string lines;
    for (WallTime t = at("2026-03-02T07:00:00Z"); t < at("2026-03-02T13:00:00Z");
         t += std::chrono::seconds(600)) {
      lines += laptop.report(t) + "\n";
    }
    post(laptop, lines, "2026-03-02T14:00:00Z");
    pass();
    clock().set_wall(at("2026-05-20T07:00:00Z"));
    pass();
  }
  std::size_t reports_left() {
    auto reader = town_.readers->lend().value();
    std::size_t count = 0;
    for (const auto& row : store::entries_from(*reader, 0, 100'000).value()) {
      count += row.kind == "report" ? 1 : 0;
    }
    return count;
  }
  /// Every file of the database, byte for byte.
  std::string database() {
    std::string bytes;
    for (const char* name : {"collector.db", "collector.db-wal"}) {
      const auto text = read_file(town_.directory / name, 256UL * 1024 * 1024);
      if (text) bytes += *text;
    }
    return bytes;
  }
  ledger::FsckReport fsck() {
    auto reader = store::Reader::open(town_.directory).value();
    return ledger::fsck(*reader, {}).value();
  }
  std::unique_ptr<ledger::Tombstones> tombstones_;
};

TEST_F(EraserTest, OldReportsGoAndTheNewestOfADeviceStays) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_and_a_day_in_june(laptop);
  const auto before = reports_left();
  const auto report = erase();
  EXPECT_EQ(report.reports, before - 1);
  EXPECT_EQ(report.kept, 1U);
  EXPECT_EQ(reports_left(), 1U);
  EXPECT_TRUE(fsck().clean());
  // The next report follows the one that stayed; then that one goes too.
  post(laptop, laptop.report(at("2026-05-20T08:00:00Z")), "2026-05-20T08:00:01Z");
  EXPECT_EQ(erase().reports, 1U);
  EXPECT_EQ(reports_left(), 1U);
  EXPECT_TRUE(town_.open_findings("d1").empty());
}

TEST_F(EraserTest, YoungReportsAndReportsOfOpenDaysStay) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_and_a_day_in_june(laptop);
  clock().set_wall(at("2026-04-30T07:00:00Z"));  // 59 days later
  EXPECT_EQ(erase().reports, 0U);
}

TEST_F(EraserTest, NothingOfWhatWasErasedIsLeftInTheFile) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_and_a_day_in_june(laptop);
  std::string secret;
  {
    auto reader = town_.readers->lend().value();
    for (const auto& row : store::entries_from(*reader, 0, 100'000).value()) {
      if (row.kind == "report") {
        // Number and time of the first report: after the header, which all reports share.
        secret = row.line.substr(row.line.find('.', row.line.find("\"report\":\"")) + 1, 60);
        break;
      }
    }
  }
  ASSERT_EQ(secret.size(), 60U);
  ASSERT_NE(database().find(secret), std::string::npos);
  erase();
  EXPECT_EQ(database().find(secret), std::string::npos);
}

TEST_F(EraserTest, TheEntrySaysWhatWentAndByWhichDecision) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_and_a_day_in_june(laptop);
  Rules rules;
  rules.decisions[Kind::kReports] = {"Kommunstyrelsen", day("2026-01-12"), "KS 2026/001"};
  erase(rules);
  auto reader = town_.readers->lend().value();
  std::string body;
  for (const auto& row : store::entries_from(*reader, 0, 100'000).value()) {
    if (row.kind == "erasure") body = evidence::decode_entry(row.line)->body;
  }
  EXPECT_THAT(body, ::testing::HasSubstr(R"("what":"reports")"));
  EXPECT_THAT(
      body,
      ::testing::HasSubstr(
          R"("decision":{"body":"Kommunstyrelsen","date":"2026-01-12","dnr":"KS 2026/001"})"));
}

TEST_F(EraserTest, AHoldKeepsAPersonsReportsUntilItIsLifted) {
  Laptop laptop = enrol("d1", "anna");
  Laptop other = enrol("d2", "bo");
  write(person("bo", "SN"));
  post(other, other.report(at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:00Z");
  post(other, other.report(at("2026-03-02T07:10:00Z")), "2026-03-02T07:10:00Z");
  a_monday_and_a_day_in_june(laptop);
  agreements::Hold hold{"h", "p-anna", std::nullopt, {}, "tvist", "dso", day("2026-05-01"), {}};
  write(hold);
  EXPECT_EQ(erase().reports, 1U);  // of the other computer all but the newest
  hold.lifted_on = day("2026-05-19");
  write(hold);
  EXPECT_GT(erase().reports, 30U);
}

TEST_F(EraserTest, DaysAreErasedAfterTheirMonthsAndTheLedgerStillVerifies) {
  Laptop laptop = enrol("d1", "anna");
  write(agreement("a1", "p-anna"));
  a_monday_and_a_day_in_june(laptop);
  ASSERT_TRUE(judged("2026-03-02").has_value());
  clock().set_wall(at("2028-04-03T07:00:00Z"));
  const auto report = erase();
  EXPECT_EQ(report.days, 1U);
  EXPECT_FALSE(judged("2026-03-02").has_value());
  EXPECT_TRUE(fsck().clean());
  auto reader = town_.readers->lend().value();
  const auto check = days::check_days(*reader, key_, {}, {}).value();
  EXPECT_TRUE(check.problems.empty()) << check.problems[0].what;
}

TEST_F(EraserTest, WhatWasSaidAgainstADayGoesWithTheDayInEveryVersion) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_and_a_day_in_june(laptop);
  agreements::Objection objection;
  objection.id = "i1";
  objection.employee = "p-anna";
  objection.date = day("2026-03-02");
  objection.text = "Unikordet";
  objection.made_on = day("2026-03-04");
  write(objection);
  objection.answer = agreements::ObjectionAnswer{
      day("2026-03-05"), "chef", agreements::ObjectionOutcome::kRejected, "Unikansvaret"};
  write(objection);
  agreements::Objection younger = objection;
  younger.id = "i2";
  younger.date = day("2026-05-18");
  write(younger);
  ASSERT_NE(database().find("Unikordet"), std::string::npos);
  clock().set_wall(at("2028-04-03T07:00:00Z"));
  agreements::Hold hold{"h", "p-anna", std::nullopt, {}, "tvist", "dso", day("2026-05-01"), {}};
  write(hold);
  EXPECT_EQ(erase().objections, 0U) << "held";
  hold.lifted_on = day("2028-04-02");
  write(hold);
  EXPECT_EQ(erase().objections, 1U);
  EXPECT_EQ(registry_->now()->objections.find("i1"), nullptr);
  EXPECT_NE(registry_->now()->objections.find("i2"), nullptr);
  EXPECT_TRUE(fsck().clean());
  clock().set_wall(at("2028-07-03T07:00:00Z"));
  EXPECT_EQ(erase().objections, 1U);
  EXPECT_EQ(database().find("Unikordet"), std::string::npos);
  EXPECT_EQ(database().find("Unikansvaret"), std::string::npos);
}

TEST_F(EraserTest, ErasedReportsLeaveTheDayFixedThen) {
  Laptop laptop = enrol("d1", "anna");
  a_monday_and_a_day_in_june(laptop);
  erase();
  auto reader = town_.readers->lend().value();
  const auto check = days::check_days(*reader, key_, {}, {}).value();
  EXPECT_TRUE(check.problems.empty()) << check.problems[0].what;
  EXPECT_EQ(check.fixed_then, 1U);
  EXPECT_EQ(check.recomputed, 0U);
}

TEST_F(EraserTest, SomebodyWhoLeftIsErasedWithAllVersionsAndNothingIsLeftInTheFile) {
  agreements::Employee leaver = person("unik-namn", "SN");
  leaver.names = {{"Unikförnamn", "Unikefternamn", {}}};
  leaver.employments[0].period.to = day("2026-03-31");
  write(leaver);
  leaver.mail = "unik@kommun.se";
  write(leaver);
  write(agreement("a-unik", "p-unik-namn"));
  ASSERT_NE(database().find("Unikefternamn"), std::string::npos);
  clock().set_wall(at("2028-05-02T07:00:00Z"));
  pass();
  EXPECT_EQ(erase().people, 1U);
  EXPECT_EQ(registry_->now()->employees.find("p-unik-namn"), nullptr);
  EXPECT_EQ(registry_->now()->agreements.find("a-unik"), nullptr);
  EXPECT_EQ(database().find("Unikefternamn"), std::string::npos);
  EXPECT_TRUE(fsck().clean());
}

}  // namespace
}  // namespace distanskoll::server::retention
