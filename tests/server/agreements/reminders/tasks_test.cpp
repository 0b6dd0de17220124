// SPDX-License-Identifier: EUPL-1.2
// What there is to do beyond what the mails' tests show: training, guideline, days.
#include "server/agreements/reminders/tasks.h"

#include "tests/shared/compliance/days.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::server::agreements::reminders {
namespace {

using compliance::day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TasksTest : public ::testing::Test {
 protected:
  TasksTest() {
    ground_.units["skola"] = {std::nullopt, "chef", {}};
    for (const char* id : {"chef", "karin", "bo"}) {
      ground_.employees[id] = {"skola", std::nullopt, std::nullopt};
    }
    ground_.agreements.push_back(
        {"o1", "karin", day("2026-01-01"), std::nullopt, true, true, false, {}, {}});
  }
  std::vector<TaskKind> kinds(const char* today) {
    ground_.today = day(today);
    std::vector<TaskKind> all;
    for (const Task& task : tasks_of(ground_)) all.push_back(task.kind);
    return all;
  }
  EmployeeFacts& of(const char* id) { return ground_.employees[id]; }

  Ground ground_;
};

TEST_F(TasksTest, WhatThePolicyDoesNotAskForIsNothingToDo) {
  EXPECT_THAT(kinds("2026-03-04"), IsEmpty());
}

TEST_F(TasksTest, TrainingIsAskedOfThoseWhomAnAgreementCovers) {
  ground_.rules.training_months = 24;
  of("karin").trainings_on = {day("2024-03-04")};
  EXPECT_THAT(kinds("2026-03-04"), IsEmpty()) << "24 months are not over";
  EXPECT_THAT(kinds("2026-03-05"), ElementsAre(TaskKind::kTraining));
  EXPECT_EQ(tasks_of(ground_)[0].last, day("2024-03-04"));
  of("karin").trainings_on.clear();
  EXPECT_THAT(kinds("2026-03-04"), ElementsAre(TaskKind::kTraining)) << "never; and not of bo";
  EXPECT_EQ(tasks_of(ground_)[0].key, "training/karin/never");
}

TEST_F(TasksTest, ANewGuidelineIsAskedForWhenItsGraceIsOver) {
  ground_.rules.guideline = GuidelineRule{day("2026-03-01"), day("2026-03-31")};
  of("karin").guidelines_read_on = {day("2026-02-28")};
  EXPECT_THAT(kinds("2026-03-30"), IsEmpty());
  EXPECT_THAT(kinds("2026-03-31"), ElementsAre(TaskKind::kGuideline)) << "an older one was read";
  of("karin").guidelines_read_on.push_back(day("2026-03-01"));
  EXPECT_THAT(kinds("2026-03-31"), IsEmpty());
}

TEST_F(TasksTest, DaysMarksAndObjectionsAreTheirPersonsAndOfNobodyWhoHasLeft) {
  of("bo").without_agreement = day("2026-03-03");
  of("bo").shortfall = day("2026-03-02");
  of("bo").failing = {"secure_tunnel"};
  ground_.marks = {{"bo:2026-03-03", "bo", day("2026-03-03")}, {"x", "gone", day("2026-03-03")}};
  ground_.objections = {{"i1", "bo", day("2026-03-02")}, {"i2", "gone", day("2026-03-02")}};
  EXPECT_THAT(kinds("2026-03-04"), ElementsAre(TaskKind::kWithoutAgreement, TaskKind::kShortfall,
                                               TaskKind::kContestedDay, TaskKind::kMarkedDay));
  EXPECT_THAT(tasks_of(ground_)[1].failing, ElementsAre("secure_tunnel"));
}

TEST_F(TasksTest, EveryKindHasAWordOfItsOwn) {
  std::set<std::string_view> words;
  for (const TaskKind kind : kAllTaskKinds) words.insert(to_string(kind));
  EXPECT_EQ(words.size(), std::size(kAllTaskKinds));
  EXPECT_FALSE(words.contains(""));
}

}  // namespace
}  // namespace distanskoll::server::agreements::reminders
