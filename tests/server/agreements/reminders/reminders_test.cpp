// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/reminders/reminders.h"

#include "server/agreements/reminders/texts.h"
#include "tests/shared/compliance/days.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace distanskoll::server::agreements::reminders {
namespace {

using compliance::day;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

/// A unit "skola" under "kommun", a manager, a head above, and two employees.
class RemindersTest : public ::testing::Test {
 protected:
  RemindersTest() {
    ground_.units["kommun"] = {std::nullopt, "direktor", {}};
    ground_.units["skola"] = {"kommun", "chef", {}};
    for (const char* id : {"direktor", "chef", "vikarie", "karin", "bo"}) {
      ground_.employees[id] = {"skola", std::nullopt, std::string(id) + "@kommunen.test", 0};
    }
    ground_.rules = {12, false, 12};
  }
  /// Signed, assessed at its beginning, until further notice.
  AgreementFacts& agreement(const char* id, const char* employee, const char* from = "2026-01-01") {
    return ground_.agreements.emplace_back(
        AgreementFacts{id, employee, day(from), std::nullopt, true, true, false, {day(from)}, {}});
  }
  ReminderPlan plan(const char* today) {
    ground_.today = day(today);
    return plan_reminders(ground_);
  }
  /// Plans and remembers what was told, as a round does.
  std::vector<Reminder> round(const char* today) {
    auto reminders = plan(today).reminders;
    for (const auto& each : reminders) ground_.told.insert(each.told.begin(), each.told.end());
    return reminders;
  }

  Ground ground_;
};

TEST_F(RemindersTest, NobodyWithNothingToDoGetsAMail) {
  agreement("o1", "karin");
  for (const char* today : {"2026-03-04", "2026-03-09"}) {  // a Monday, too
    EXPECT_THAT(round(today), IsEmpty()) << today;
  }
}

TEST_F(RemindersTest, AnEndIsToldSixtyThirtyAndSevenDaysAheadOnceEach) {
  agreement("o1", "karin").valid_to = day("2026-06-30");
  struct {
    const char* today;
    std::optional<TaskKind> kind;
  } const days[] = {{"2026-04-30", std::nullopt},
                    {"2026-05-01", TaskKind::kExpiresIn60},
                    {"2026-05-05", std::nullopt},
                    {"2026-05-29", std::nullopt},
                    {"2026-06-02", TaskKind::kExpiresIn30},
                    {"2026-06-23", TaskKind::kExpiresIn7},
                    {"2026-06-24", std::nullopt},
                    {"2026-06-30", std::nullopt},
                    {"2026-07-01", std::nullopt}};
  for (const auto& each : days) {
    const auto reminders = round(each.today);
    if (!each.kind) {
      EXPECT_THAT(reminders, IsEmpty()) << each.today;
      continue;
    }
    ASSERT_THAT(reminders, SizeIs(1)) << each.today;
    EXPECT_EQ(reminders[0].person, "chef");
    EXPECT_THAT(reminders[0].counts, ElementsAre(Pair(*each.kind, 1))) << each.today;
  }
}

TEST_F(RemindersTest, AfterASilenceOnlyTheNearestStageIsTold) {
  agreement("o1", "karin").valid_to = day("2026-03-10");
  const auto reminders = round("2026-03-04");
  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_THAT(reminders[0].counts, ElementsAre(Pair(TaskKind::kExpiresIn7, 1)));
}

TEST_F(RemindersTest, ARenewedAgreementMayEndInPeace) {
  auto& ending = agreement("o1", "karin");
  ending.valid_to = day("2026-03-10");
  ending.renewed = true;
  EXPECT_THAT(round("2026-03-04"), IsEmpty());
}

TEST_F(RemindersTest, MissingSignaturesAreToldToWhoeverCanSign) {
  auto& unsigned_one = agreement("o1", "karin", "2026-03-18");
  unsigned_one.signed_by_employee = unsigned_one.signed_by_manager = false;
  EXPECT_THAT(round("2026-03-03"), IsEmpty()) << "more than two weeks ahead";
  const auto reminders = round("2026-03-04");
  ASSERT_THAT(reminders, SizeIs(2));
  EXPECT_EQ(reminders[0].person, "chef");
  EXPECT_THAT(reminders[0].counts, ElementsAre(Pair(TaskKind::kManagerSignature, 1),
                                               Pair(TaskKind::kEmployeeSignature, 1)));
  EXPECT_EQ(reminders[1].person, "karin");
  EXPECT_EQ(reminders[1].audience, Audience::kEmployee);
  EXPECT_THAT(reminders[1].counts, ElementsAre(Pair(TaskKind::kEmployeeSignature, 1)));
  EXPECT_THAT(round("2026-03-05"), IsEmpty()) << "once";
}

TEST_F(RemindersTest, OverdueMeansWhatEvaluationMeans) {
  agreement("o1", "karin", "2025-03-04");  // assessed and, by its beginning, followed up that day
  EXPECT_THAT(round("2026-03-04"), IsEmpty()) << "twelve months are not over";
  const auto reminders = round("2026-03-05");
  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_THAT(reminders[0].counts,
              ElementsAre(Pair(TaskKind::kRiskAssessment, 1), Pair(TaskKind::kFollowUp, 1)));
  EXPECT_THAT(round("2026-03-06"), IsEmpty()) << "once";
}

TEST_F(RemindersTest, AnAssessmentThatWasNeverMadeIsOverdueFromTheFirstDay) {
  agreement("o1", "karin", "2026-03-05").risk_assessments_on.clear();
  EXPECT_THAT(round("2026-03-04"), IsEmpty());
  const auto reminders = round("2026-03-05");
  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_THAT(reminders[0].counts, ElementsAre(Pair(TaskKind::kRiskAssessment, 1)));
}

TEST_F(RemindersTest, TheUnitsAssessmentIsAskedOnceForAllItsAgreements) {
  ground_.rules.unit_assessment = true;
  agreement("o1", "karin");
  agreement("o2", "bo");
  const auto reminders = round("2026-03-04");
  ASSERT_THAT(reminders, SizeIs(1));
  EXPECT_THAT(reminders[0].counts, ElementsAre(Pair(TaskKind::kUnitRiskAssessment, 1)));
  ground_.units["skola"].assessments_on = {day("2026-02-01")};
  ground_.told.clear();
  EXPECT_THAT(round("2026-03-04"), IsEmpty());
}

TEST_F(RemindersTest, TheDeputyGetsItWhileAppointed) {
  agreement("o1", "karin").valid_to = day("2026-03-10");
  ground_.deputies.push_back({"chef", "vikarie", day("2026-03-04"), day("2026-03-05")});
  const std::pair<const char*, const char*> turns[] = {{"2026-03-03", "chef"},
                                                       {"2026-03-04", "vikarie"},
                                                       {"2026-03-05", "vikarie"},
                                                       {"2026-03-06", "chef"}};
  for (const auto& [today, person] : turns) {
    const auto reminders = plan(today).reminders;
    ASSERT_THAT(reminders, SizeIs(1)) << today;
    EXPECT_EQ(reminders[0].person, person) << today;
    EXPECT_EQ(reminders[0].audience == Audience::kDeputy, reminders[0].person == "vikarie");
  }
}

TEST_F(RemindersTest, NobodyIsRemindedAsOnesOwnManager) {
  agreement("o1", "chef").valid_to = day("2026-03-10");
  agreement("o2", "bo").valid_to = day("2026-03-10");
  ground_.employees["bo"].manager = "vikarie";  // where it is not the unit's
  const auto reminders = round("2026-03-04");
  ASSERT_THAT(reminders, SizeIs(2));
  EXPECT_EQ(reminders[0].person, "direktor");
  EXPECT_EQ(reminders[1].person, "vikarie");
}

TEST_F(RemindersTest, WhatNobodyAnswersForIsSaid) {
  agreement("o1", "karin").valid_to = day("2026-03-10");
  ground_.employees["chef"].mail.reset();
  EXPECT_THAT(plan("2026-03-04").unreachable, ElementsAre(Pair(TaskKind::kExpiresIn7, 1)));
  ground_.units["skola"].manager.reset();
  ground_.units["skola"].parent = "skola";  // a circle
  EXPECT_THAT(plan("2026-03-04").unreachable, ElementsAre(Pair(TaskKind::kExpiresIn7, 1)));
  EXPECT_THAT(plan("2026-03-04").reminders, IsEmpty());
}

TEST_F(RemindersTest, OnMondayAllThatIsLeftIsSummedUp) {
  agreement("o1", "karin").valid_to = day("2026-04-01");
  agreement("o2", "bo", "2024-01-01");  // both overdue
  ground_.employees["bo"].shortfall_days = 2;
  ASSERT_THAT(round("2026-03-06"), SizeIs(1));
  const auto monday = round("2026-03-09");
  ASSERT_THAT(monday, SizeIs(1)) << "one mail, not two";
  EXPECT_TRUE(monday[0].weekly);
  EXPECT_EQ(monday[0].key, "weekly/chef/2026-03-09");
  EXPECT_EQ(monday[0].shortfall_days, 2);
  EXPECT_THAT(monday[0].counts,
              ElementsAre(Pair(TaskKind::kExpiresIn30, 1), Pair(TaskKind::kRiskAssessment, 1),
                          Pair(TaskKind::kFollowUp, 1)));
  EXPECT_THAT(round("2026-03-10"), IsEmpty());
}

TEST_F(RemindersTest, SomebodyWhoHasLeftIsForgotten) {
  agreement("o1", "karin").valid_to = day("2026-03-10");
  ground_.employees.erase("karin");
  EXPECT_THAT(plan("2026-03-04").reminders, IsEmpty());
  EXPECT_THAT(plan("2026-03-04").unreachable, IsEmpty());
}

TEST_F(RemindersTest, AMailHasCountsAndALinkAndNoName) {
  agreement("o1", "karin").valid_to = day("2026-03-10");
  agreement("o2", "bo").valid_to = day("2026-03-10");
  agreement("o3", "karin").signed_by_employee = false;
  ground_.employees["bo"].shortfall_days = 1;
  for (const char* today : {"2026-03-04", "2026-03-09"}) {
    for (const auto& reminder : plan(today).reminders) {
      for (const auto language : {outgoing::Language::kSwedish, outgoing::Language::kEnglish}) {
        const auto mail = mail_of(reminder, language, "https://d.test");
        for (const auto& text : {mail.subject, mail.text, mail.html}) {
          for (const char* name : {"karin", "chef@", "o1", "o2", "o3", "skola", "2026"}) {
            EXPECT_THAT(text, Not(HasSubstr(name)));
          }
        }
        EXPECT_THAT(mail.text, HasSubstr("https://d.test/mi"));
        EXPECT_THAT(mail.html, HasSubstr("<a href=\"https://d.test/mi"));
        EXPECT_LE(mail.subject.size(), 80U);
      }
    }
  }
}

TEST(ReminderText, SaysTheSameInSwedishAndEnglish) {
  const Reminder reminder{"chef",
                          "chef@kommunen.test",
                          Audience::kDeputy,
                          true,
                          {{TaskKind::kExpiresIn30, 2}, {TaskKind::kRiskAssessment, 1}},
                          3,
                          "",
                          {}};
  const auto swedish = mail_of(reminder, outgoing::Language::kSwedish, "https://d.test/?a&b");
  EXPECT_EQ(swedish.subject, "Veckans sammanställning: arbete på annan plats");
  EXPECT_EQ(swedish.text,
            "Hej!\n\nDu får meddelandet som ersättare för en chef.\n\n"
            "Det här finns att göra för dina medarbetare:\n\n"
            "- 2 överenskommelser går ut inom 30 dagar\n"
            "- 1 riskbedömning är försenad\n"
            "- 3 dagar på annan plats förra veckan har brister att åtgärda\n\n"
            "Öppna Mina medarbetare för att se vilka det gäller:\n"
            "https://d.test/?a&b/mina-medarbetare\n\n"
            "Meddelandet skickas automatiskt av Distanskoll. Det innehåller inga namn; dem ser du "
            "när du har loggat in. Det går inte att svara på det.\n");
  EXPECT_THAT(swedish.html, HasSubstr("<html lang=\"sv\">"));
  EXPECT_THAT(swedish.html, HasSubstr("href=\"https://d.test/?a&amp;b/mina-medarbetare\""));
  const auto english = mail_of(reminder, outgoing::Language::kEnglish, "https://d.test");
  EXPECT_THAT(english.text, HasSubstr("- 2 agreements end within 30 days\n"
                                      "- 1 risk assessment is overdue\n"
                                      "- 3 remote days of last week have shortfalls to mend\n"));
  EXPECT_THAT(english.html, HasSubstr("<html lang=\"en\">"));
}

}  // namespace
}  // namespace distanskoll::server::agreements::reminders
