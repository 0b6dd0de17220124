// SPDX-License-Identifier: EUPL-1.2
// What stored days would be under another policy: real signed reports of a town, judged twice.
#include "server/policies/simulation_figures.h"
#include "tests/server/days/days_town.h"

#include <functional>
#include <span>

namespace distanskoll::server::policies {
namespace {

using compliance::Verdict;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

class SimulationTest : public days::DaysTown {
 protected:
  static std::string with(const char* what, const char* instead) {
    std::string text = kPolicy;
    text.replace(text.find("version: 1"), 10, "version: 2");
    const auto place = text.find(what);
    if (place != std::string::npos) text.replace(place, std::string_view(what).size(), instead);
    return text;
  }
  /// The town's policy, and the disk must be encrypted.
  static std::string encrypted() {
    return with("agreement:\n", R"(  - id: disk_encryption
    severity: high
    title: {sv: Kryptering, en: Encryption}
    why: {sv: Därför, en: Because}
    remedy: {sv: Slå på, en: Turn it on}
    basis: ["OSL 8 kap. 1 §"]
    require: {disk_encryption.state: protected}
agreement:
)");
  }
  /// Three hours at home for all of them at once, which is no agreement day.
  void three_hours(std::span<Laptop> laptops, const std::string& date,
                   const std::function<Facts(const Laptop&)>& facts) {
    const WallTime begin = days::at((date + "T07:00:00Z").c_str());
    for (Laptop& laptop : laptops) {
      post(laptop, laptop.report(begin, facts(laptop)), format_time(begin).c_str());
    }
    for (WallTime t = begin; t < begin + std::chrono::hours(3);) {
      t += std::chrono::minutes(10);
      for (Laptop& laptop : laptops) post(laptop, laptop.heartbeat(t), format_time(t).c_str());
    }
  }
  void three_hours(std::span<Laptop> laptops, const std::string& date, const Facts& facts = {}) {
    three_hours(laptops, date, [&](const Laptop&) { return facts; });
  }
  void three_hours(Laptop& laptop, const std::string& date, const Facts& facts = {}) {
    three_hours(std::span(&laptop, 1), date, facts);
  }
  void hire(const std::string& name, const std::string& unit) {
    write(person(name, unit));
    laptops_.emplace_back(enrol("d-" + name, name));
  }
  Simulation simulated(const std::string& yaml, const char* from = "2026-03-02",
                       const char* to = "2026-03-08") {
    const auto file = policy::load_policy(yaml, "file.yaml").value();
    auto reader = town_.readers->lend().value();
    auto made =
        simulate(*reader, *registry_->now(), {}, key_, {file, days::day(from), days::day(to)}, {});
    EXPECT_THAT(made, IsOk());
    return made ? *made : Simulation{};
  }
  SimulationFigures counted(const Simulation& simulation) {
    return count(simulation, *registry_->now());
  }
  void sql(const std::string& text) {
    ASSERT_THAT(town_.sequencer->run([&](ledger::Transaction& t) -> Result<void> {
      t.writer.database().exec(text);
      return {};
    }),
                IsOk());
  }
  static std::optional<Verdict> verdict(const std::optional<DayOutcome>& day) {
    return day ? std::optional(day->verdict) : std::nullopt;
  }

  std::vector<Laptop> laptops_;
};

TEST_F(SimulationTest, OneWhoWouldStandAloneIsNotShownByWhatTheOthersAre) {
  for (int i = 0; i < 6; ++i) hire("s" + std::to_string(i), "SN");
  three_hours(laptops_, "2026-03-02",
              [](const Laptop& laptop) { return Facts{.encrypted = laptop.id() == "d-s0"}; });
  pass();
  const auto simulation = simulated(encrypted());
  EXPECT_EQ(simulation.stored, 6U);
  EXPECT_EQ(simulation.erased, 0U);
  const auto figures = counted(simulation);
  EXPECT_THAT(figures.whole.days, Optional(6));
  EXPECT_EQ(figures.whole.after.deviation, std::nullopt)
      << "five of six: the one without it would stand alone";
}

TEST_F(SimulationTest, FiguresAreShownWhereFiveOrMoreAreAlike) {
  for (int i = 0; i < 6; ++i) hire("s" + std::to_string(i), "SN");
  three_hours(laptops_, "2026-03-02", {.encrypted = false});
  pass();
  const auto figures = counted(simulated(encrypted()));
  EXPECT_THAT(figures.whole.changed, Optional(6));
  EXPECT_THAT(figures.whole.before.compliant, Optional(6));
  EXPECT_THAT(figures.whole.before.deviation, Optional(0));
  EXPECT_THAT(figures.whole.after.compliant, Optional(0));
  EXPECT_THAT(figures.whole.after.deviation, Optional(6));
  ASSERT_EQ(figures.units.size(), 1U);
  EXPECT_THAT(figures.units.front().units, ElementsAre("SN"));
  EXPECT_THAT(figures.units.front().figures.after.deviation, Optional(6));
  const auto* disk = &figures.requirements.front();
  for (const auto& one : figures.requirements) {
    if (one.id == "disk_encryption") disk = &one;
  }
  EXPECT_EQ(disk->id, "disk_encryption");
  EXPECT_THAT(disk->before.fail, Optional(0));
  EXPECT_THAT(disk->after.fail, Optional(6));
}

TEST_F(SimulationTest, AUnitOfTwoIsShownWithAnother) {
  agreements::Unit small;
  small.code = "BN";
  small.name = "Barn";
  write(small);
  for (int i = 0; i < 6; ++i) hire("s" + std::to_string(i), "SN");
  for (int i = 0; i < 2; ++i) hire("b" + std::to_string(i), "BN");
  three_hours(laptops_, "2026-03-02", {.encrypted = false});
  pass();
  const auto figures = counted(simulated(encrypted()));
  EXPECT_THAT(figures.whole.after.deviation, Optional(8));
  for (const auto& part : figures.units) EXPECT_EQ(part.units.size(), 2U);
}

TEST_F(SimulationTest, FourPeopleAreFewerThanFive) {
  for (int i = 0; i < 4; ++i) hire("s" + std::to_string(i), "SN");
  three_hours(laptops_, "2026-03-02", {.encrypted = false});
  pass();
  const auto simulation = simulated(encrypted());
  EXPECT_EQ(simulation.stored, 4U) << "how many days are stored is no secret";
  const auto figures = counted(simulation);
  EXPECT_EQ(figures.whole.days, std::nullopt);
  EXPECT_EQ(figures.whole.after.deviation, std::nullopt);
  EXPECT_THAT(figures.units, IsEmpty());
}

TEST_F(SimulationTest, DaysWhoseReportsAreErasedAreCountedAndNotJudged) {
  Laptop laptop = enrol("d1", "anna");
  three_hours(laptop, "2026-03-02", {.encrypted = false});
  three_hours(laptop, "2026-03-03", {.encrypted = false});
  post(laptop, laptop.report(days::at("2026-03-04T07:00:00Z")), "2026-03-04T07:00:01Z");
  pass();
  sql("DELETE FROM entry WHERE device='d1' AND seq=1");
  const auto simulation = simulated(encrypted(), "2026-03-02", "2026-03-03");
  EXPECT_EQ(simulation.stored, 2U);
  EXPECT_EQ(simulation.erased, 1U);
  ASSERT_EQ(simulation.days.size(), 1U);
  EXPECT_EQ(simulation.days.front().date, days::day("2026-03-03"));
}

TEST_F(SimulationTest, DaysAppearAndVanishWithTheLeastTime) {
  Laptop laptop = enrol("d1", "anna");
  three_hours(laptop, "2026-03-02");
  day_at_home(laptop, "2026-03-03T07:00:00Z", "2026-03-03T07:08:00Z");
  pass();
  auto simulation = simulated(with("min_agreement_seconds: 14400",
                                   "min_remote_seconds: 300\nmin_agreement_seconds: 14400"));
  ASSERT_EQ(simulation.days.size(), 2U);
  EXPECT_EQ(verdict(simulation.days[1].before), std::nullopt);
  EXPECT_EQ(verdict(simulation.days[1].after), Verdict::kCompliant);
  EXPECT_FALSE(is_changed(simulation.days[0]));
  simulation = simulated(with("min_agreement_seconds: 14400",
                              "min_remote_seconds: 14400\nmin_agreement_seconds: 14400"));
  ASSERT_EQ(simulation.days.size(), 1U);
  EXPECT_EQ(verdict(simulation.days[0].before), Verdict::kCompliant);
  EXPECT_EQ(verdict(simulation.days[0].after), std::nullopt);
}

TEST_F(SimulationTest, LaterDaysLookBackOnEarlierOnesAsTheFileMakesThem) {
  write(agreement("a1", "p-anna"));
  Laptop laptop = enrol("d1", "anna");
  for (const char* date : {"2026-03-02", "2026-03-03", "2026-03-04"}) three_hours(laptop, date);
  pass();
  const auto simulation =
      simulated(with("min_agreement_seconds: 14400", "min_agreement_seconds: 900"));
  ASSERT_EQ(simulation.days.size(), 3U);
  for (const auto& day : simulation.days) EXPECT_EQ(verdict(day.before), Verdict::kCompliant);
  EXPECT_EQ(verdict(simulation.days[1].after), Verdict::kCompliant);
  EXPECT_EQ(verdict(simulation.days[2].after), Verdict::kDeviation) << "a third day in the week";
}

TEST_F(SimulationTest, WhatWasWrittenLaterIsNotThePolicysDoing) {
  Laptop laptop = enrol("d1", "anna");
  post(laptop, laptop.report(days::at("2026-03-02T07:00:00Z")), "2026-03-02T07:00:01Z");
  beats(laptop, "2026-03-02T07:10:00Z", "2026-03-02T12:00:00Z");
  pass();
  ASSERT_EQ(result("2026-03-02", "agreement_valid"), "fail");
  write(agreement("a1", "p-anna"));  // no pass: what is stored is older
  const auto simulation = simulated(with("severity: medium", "severity: high"));
  ASSERT_EQ(simulation.days.size(), 1U);
  EXPECT_FALSE(is_changed(simulation.days.front()));
  EXPECT_TRUE(simulation.days.front().known_otherwise);
}

TEST_F(SimulationTest, NothingIsWritten) {
  Laptop laptop = enrol("d1", "anna");
  three_hours(laptop, "2026-03-02", {.encrypted = false});
  pass();
  const auto size = town_.ledger_size();
  const auto before = judged("2026-03-02");
  static_cast<void>(simulated(encrypted()));
  EXPECT_EQ(judged("2026-03-02"), before);
  EXPECT_EQ(town_.ledger_size(), size);
}

TEST_F(SimulationTest, ARangeThatIsEmptyOrEndlessIsRefused) {
  const auto file = policy::load_policy(encrypted(), "file.yaml").value();
  auto reader = town_.readers->lend().value();
  for (const auto& [from, to] :
       {std::pair{"2026-03-02", "2026-03-01"}, std::pair{"2020-01-01", "2026-03-01"}}) {
    EXPECT_THAT(
        simulate(*reader, *registry_->now(), {}, key_, {file, days::day(from), days::day(to)}, {}),
        IsError(ErrorCode::kInvalidArgument));
  }
}

}  // namespace
}  // namespace distanskoll::server::policies
