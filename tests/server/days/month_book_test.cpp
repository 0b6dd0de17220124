// SPDX-License-Identifier: EUPL-1.2
#include "server/days/month_book.h"

#include "tests/server/days/days_town.h"

namespace distanskoll::server::days {
namespace {

using compliance::FigureState;
using compliance::Indicator;
using std::chrono::March;
using std::chrono::year;

class MonthBookTest : public DaysTown {
 protected:
  void SetUp() override {
    DaysTown::SetUp();
    book_ = std::make_unique<MonthBook>(*town_.sequencer, *town_.readers, policy::Holidays{});
  }
  /// Eight colleagues at home on one Monday, each on a laptop of their own.
  void a_monday_of_eight() {
    write(agreement("a-anna", "p-anna"));  // one without would be one who can be told
    std::vector<Laptop> laptops;
    for (int i = 0; i < 8; ++i) {
      const std::string name = "kollega" + std::to_string(i);
      write(person(name, "SN"));
      write(agreement("a-" + name, "p-" + name));
      laptops.push_back(enrol("d-" + name, name));
    }
    for (Laptop& laptop : laptops) {
      std::string lines;
      for (WallTime t = at("2026-03-02T07:00:00Z"); t < at("2026-03-02T13:00:00Z");
           t += std::chrono::seconds(600)) {
        lines += laptop.report(t) + "\n";
      }
      post(laptop, lines, "2026-03-02T14:00:00Z");
    }
  }
  std::unique_ptr<MonthBook> book_;
};

TEST_F(MonthBookTest, AMonthHasNoFiguresUntilItsLastDateIsFinal) {
  a_monday_of_eight();
  clock().set_wall(at("2026-04-15T10:00:00Z"));
  pass();
  ASSERT_THAT(book_->refresh(), IsOk());
  EXPECT_EQ(book_->report(year{2026}), nullptr);
  clock().set_wall(at("2026-04-16T10:00:00Z"));
  pass();
  ASSERT_THAT(book_->refresh(), IsOk());
  const auto report = book_->report(year{2026});
  ASSERT_NE(report, nullptr);
  EXPECT_EQ(report->closed, 3U);
  const auto figures = report->report.widened(std::nullopt, 2);
  const auto& remote = figures[static_cast<std::size_t>(Indicator::kRemoteDays)];
  EXPECT_EQ(remote.figure.state, FigureState::kShown);
  EXPECT_EQ(remote.figure.value, 8);
  const auto& active = figures[static_cast<std::size_t>(Indicator::kAgreementsActive)];
  EXPECT_EQ(active.figure.value, 9);
}

TEST_F(MonthBookTest, WhatIsWrittenAfterAMonthWasClosedDoesNotTurnItsFigures) {
  a_monday_of_eight();
  clock().set_wall(at("2026-04-16T10:00:00Z"));
  pass();
  ASSERT_THAT(book_->refresh(), IsOk());
  const auto before = book_->report(year{2026});
  for (int i = 0; i < 8; ++i) {
    auto ended = *registry_->now()->agreements.find("a-kollega" + std::to_string(i));
    ended.ended = agreements::AgreementEnd{day("2026-03-01"), "fel", "hr"};
    write(ended);
  }
  pass();
  MonthBook again(*town_.sequencer, *town_.readers, policy::Holidays{});
  ASSERT_THAT(again.refresh(), IsOk());
  const auto index = static_cast<std::size_t>(Indicator::kAgreementsActive);
  EXPECT_EQ(again.report(year{2026})->report.widened(std::nullopt, 2)[index].figure,
            before->report.widened(std::nullopt, 2)[index].figure);
}

TEST_F(MonthBookTest, TheInventoryOfTheMonthSaysWhichLaptopsAreMeasured) {
  a_monday_of_eight();
  for (int i = 0; i < 6; ++i) {
    write(agreements::Laptop{"S" + std::to_string(i),
                             "S" + std::to_string(i),
                             "LT-" + std::to_string(i),
                             {},
                             "SN",
                             agreements::Platform::kWindows,
                             {},
                             false,
                             {},
                             {},
                             "intune"});
  }
  clock().set_wall(at("2026-04-16T10:00:00Z"));
  pass();
  ASSERT_THAT(book_->refresh(), IsOk());
  auto reader = town_.readers->lend().value();
  const auto rows = store::laptops_in(*reader, year{2026} / March).value();
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_FALSE(rows[0].with_agent);  // the town's laptops have no host names
}

}  // namespace
}  // namespace distanskoll::server::days
