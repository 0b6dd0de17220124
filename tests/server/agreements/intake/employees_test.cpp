// SPDX-License-Identifier: EUPL-1.2
#include "tests/server/agreements/intake/support.h"

namespace distanskoll::server::agreements::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kHead =
    "Anställningsnummer;Förnamn;Efternamn;Enhetskod;Inloggning;Sysselsättningsgrad;"
    "Anställd från;Anställd till\n";

class EmployeesTest : public ::testing::Test {
 protected:
  EmployeesTest() {
    town_.take(FileKind::kUnits, "Enhetskod;Enhetsnamn\nSKOLA;Skolan\nVARD;Vården\n");
    take("1001;Anna;Berg;SKOLA;annber;100;2020-01-01;\n");
  }
  FilePlan take(const std::string& rows) { return town_.take(FileKind::kEmployees, kHead + rows); }
  FilePlan plan(const std::string& rows) { return town_.plan(FileKind::kEmployees, kHead + rows); }

  Town town_;
};

TEST_F(EmployeesTest, ANewPersonGetsAnIdOfOursAndTheSystemAsMaster) {
  const Employee& anna = town_.person("1001");
  EXPECT_TRUE(anna.id.starts_with("p-"));
  EXPECT_EQ(anna.master, "csv");
  EXPECT_EQ(anna.name_on(day("2021-05-01")), "Anna Berg");
  EXPECT_TRUE(anna.has_login_on("annber", day("2020-01-01")));
  EXPECT_FALSE(anna.has_login_on("annber", day("2019-12-31")));
  EXPECT_EQ(anna.employment_on(town_.today)->unit, "SKOLA");
}

TEST_F(EmployeesTest, TheSameFileAgainChangesNothing) {
  const FilePlan again = plan("1001;Anna;Berg;SKOLA;annber;100;2020-01-01;\n");
  EXPECT_THAT(again.plan.changes(), IsEmpty());
  EXPECT_EQ(again.plan.unchanged(), 1U);
}

TEST_F(EmployeesTest, ANewPerCentHoldsFromTodayAndTheOldOneUpToYesterday) {
  take("1001;Anna;Berg;SKOLA;annber;75;2020-01-01;\n");
  const Employee& anna = town_.person("1001");
  EXPECT_EQ(anna.percent_on(day("2026-11-25")), 100);
  EXPECT_EQ(anna.percent_on(day("2026-11-26")), 75);
  EXPECT_THAT(anna.employments, SizeIs(2));
  EXPECT_THAT(plan("1001;Anna;Berg;SKOLA;annber;75;2020-01-01;\n").plan.changes(), IsEmpty());
}

TEST_F(EmployeesTest, WhoMovesToAnotherUnitLeavesTheOldOneTheDayBefore) {
  take("1001;Anna;Berg;VARD;annber;100;2026-12-01;\n");
  const Employee& anna = town_.person("1001");
  EXPECT_EQ(anna.employment_on(day("2026-11-30"))->unit, "SKOLA");
  EXPECT_EQ(anna.employment_on(day("2026-12-01"))->unit, "VARD");
  EXPECT_EQ(anna.percent_on(day("2026-11-30")), 100);
}

TEST_F(EmployeesTest, ASecondPostInTheSameFileStandsBesideTheFirst) {
  take(
      "1001;Anna;Berg;SKOLA;annber;50;2020-01-01;\n"
      "1001;Anna;Berg;VARD;annber;50;2026-11-01;\n");
  const Employee& anna = town_.person("1001");
  EXPECT_EQ(anna.percent_on(day("2026-10-31")), 100);
  EXPECT_EQ(anna.percent_on(town_.today), 100);
}

TEST_F(EmployeesTest, ALastDayIsTakenAndMayBeTakenBack) {
  take("1001;Anna;Berg;SKOLA;annber;100;2020-01-01;2026-12-31\n");
  EXPECT_EQ(town_.person("1001").last_day(), day("2026-12-31"));
  take("1001;Anna;Berg;SKOLA;annber;100;2020-01-01;\n");
  EXPECT_EQ(town_.person("1001").last_day(), std::nullopt);
  EXPECT_THAT(town_.person("1001").employments, SizeIs(1));
}

TEST_F(EmployeesTest, ANewNameAndANewLoginHoldFromTodayAndTheOldOnesAreKept) {
  take("1001;Anna;Lund;SKOLA;annlun;100;2020-01-01;\n");
  const Employee& anna = town_.person("1001");
  EXPECT_EQ(anna.name_on(day("2026-11-25")), "Anna Berg");
  EXPECT_EQ(anna.name_on(day("2026-11-26")), "Anna Lund");
  EXPECT_TRUE(anna.has_login_on("annber", day("2026-11-25")));
  EXPECT_FALSE(anna.has_login_on("annber", day("2026-11-26")));
  EXPECT_TRUE(anna.has_login_on("annlun", day("2026-11-26")));
}

TEST_F(EmployeesTest, AnAbsentColumnSaysNothing) {
  town_.take(FileKind::kEmployees,
             "Anställningsnummer;Förnamn;Efternamn;Enhetskod\n1001;Anna;Berg;SKOLA\n");
  EXPECT_TRUE(town_.person("1001").has_login_on("annber", town_.today));
  EXPECT_EQ(town_.person("1001").percent_on(town_.today), 100);
}

TEST_F(EmployeesTest, AnUnknownUnitIsAProblemOfItsCell) {
  const FilePlan made = plan("1002;Bo;Ek;FINNSEJ;boek;100;2020-01-01;\n");
  ASSERT_THAT(troubles(made), ElementsAre(Trouble::kUnknownUnit));
  EXPECT_EQ(made.plan.problems()[0].row, 2U);
  EXPECT_EQ(made.plan.problems()[0].column, "Enhetskod");
  EXPECT_EQ(made.plan.problems()[0].value, "FINNSEJ");
  EXPECT_THAT(made.plan.writes(town_.now, "test", "import"), IsEmpty());
}

TEST_F(EmployeesTest, ALoginThatSomebodyElseHasIsAProblem) {
  EXPECT_THAT(troubles(plan("1002;Bo;Ek;SKOLA;annber;100;2020-01-01;\n")),
              ElementsAre(Trouble::kLoginTaken));
}

TEST_F(EmployeesTest, ALoginOfSomebodyWhoHasLeftBelongsToTheNextOneFromTheDayAfter) {
  take("1001;Anna;Berg;SKOLA;annber;100;2020-01-01;2026-06-30\n");
  take("1002;Ann;Berg;SKOLA;annber;100;2020-01-01;\n");
  EXPECT_TRUE(town_.person("1001").has_login_on("annber", day("2026-06-30")));
  EXPECT_FALSE(town_.person("1001").has_login_on("annber", day("2026-07-01")));
  EXPECT_FALSE(town_.person("1002").has_login_on("annber", day("2026-06-30")));
  EXPECT_TRUE(town_.person("1002").has_login_on("annber", day("2026-07-01")));
}

TEST_F(EmployeesTest, AnotherSystemsPersonIsReadOnly) {
  town_.system = "heroma";
  EXPECT_THAT(troubles(plan("1001;Anna;Berg;SKOLA;annber;50;2020-01-01;\n")),
              ElementsAre(Trouble::kOtherMaster));
}

TEST_F(EmployeesTest, APersonKeptByHandIsTakenOverAndTheOwnerIsTold) {
  Employee hand = town_.person("1001");
  hand.master = "here";
  town_.put(hand);
  const FilePlan made = plan("1001;Anna;Berg;SKOLA;annber;100;2020-01-01;\n");
  ASSERT_THAT(made.plan.changes(), SizeIs(1));
  EXPECT_THAT(made.plan.remarks(), SizeIs(1));
  EXPECT_EQ(made.plan.changes()[0].fields[0].name, "master");
}

TEST_F(EmployeesTest, WhoIsMissingStaysUnlessTheFileIsFull) {
  EXPECT_EQ(plan("1002;Bo;Ek;SKOLA;boek;100;2020-01-01;\n").plan.count(Effect::kEnd), 0U);
  town_.full = true;
  EXPECT_THAT(troubles(plan("1002;Bo;Ek;SKOLA;boek;100;2020-01-01;\n")),
              ElementsAre(Trouble::kTooManyEnd));
  town_.many = true;
  take("1002;Bo;Ek;SKOLA;boek;100;2020-01-01;\n");
  EXPECT_EQ(town_.person("1001").last_day(), day("2026-11-25"));
  EXPECT_FALSE(town_.person("1001").has_login_on("annber", town_.today));
  EXPECT_EQ(town_.person("1001").name_on(town_.today), "Anna Berg");
}

TEST_F(EmployeesTest, AFullFileMayEndATenthButNotMore) {
  std::string rows;
  for (int i = 2; i <= 10; ++i) {
    rows += std::to_string(1000 + i) + ";Bo;Ek;SKOLA;bo" + std::to_string(i) + ";100;2020-01-01;\n";
  }
  take(rows);
  town_.full = true;
  EXPECT_THAT(troubles(plan(rows)), IsEmpty());
  EXPECT_EQ(plan(rows).plan.count(Effect::kEnd), 1U);
}

TEST_F(EmployeesTest, AFullFileWithAProblemEndsNobody) {
  town_.full = true;
  town_.many = true;
  EXPECT_EQ(plan("1002;Bo;Ek;SKOLA;boek;2000;2020-01-01;\n"
                 "1003;Bo;Ek;SKOLA;boe;100;2020-01-01;\n")
                .plan.count(Effect::kEnd),
            0U);
}

TEST_F(EmployeesTest, TheSamePostTwiceOnTheSameDaysIsAProblem) {
  EXPECT_THAT(troubles(plan("1001;Anna;Berg;SKOLA;annber;50;2020-01-01;\n"
                            "1001;Anna;Berg;SKOLA;annber;50;2022-01-01;\n")),
              ElementsAre(Trouble::kOverlap));
}

TEST_F(EmployeesTest, AManagerIsFoundInTheFileOrTheRegister) {
  const std::string head =
      "Anställningsnummer;Förnamn;Efternamn;Enhetskod;Chefens anställningsnummer\n";
  town_.take(FileKind::kEmployees, head + "1002;Bo;Ek;SKOLA;1003\n1003;Eva;Al;SKOLA;1001\n");
  EXPECT_EQ(town_.person("1002").manager, town_.person("1003").id);
  EXPECT_EQ(town_.person("1003").manager, town_.person("1001").id);
  EXPECT_THAT(troubles(town_.plan(FileKind::kEmployees, head + "1002;Bo;Ek;SKOLA;9999\n")),
              ElementsAre(Trouble::kUnknownManager));
}

TEST_F(EmployeesTest, OfAProtectedIdentityAPlanShowsNoValues) {
  const std::string head =
      "Anställningsnummer;Förnamn;Efternamn;Enhetskod;Inloggning;Skyddade personuppgifter\n";
  const FilePlan made = town_.plan(FileKind::kEmployees, head + "1001;Anna;Al;SKOLA;annal;ja\n");
  ASSERT_THAT(made.plan.changes(), SizeIs(1));
  EXPECT_THAT(made.plan.changes()[0].fields, IsEmpty());
}

TEST_F(EmployeesTest, ThePlanIsTheSameForTheSameFile) {
  const std::string rows = "1002;Bo;Ek;SKOLA;boek;100;2020-01-01;\n1003;Al;Ek;VARD;alek;50;;\n";
  Town other = town_;
  const FilePlan one = plan(rows);
  const FilePlan two = other.plan(FileKind::kEmployees, kHead + rows);
  ASSERT_EQ(one.plan.changes().size(), two.plan.changes().size());
  for (std::size_t i = 0; i < one.plan.changes().size(); ++i) {
    EXPECT_EQ(one.plan.changes()[i].value, two.plan.changes()[i].value);
  }
}

}  // namespace
}  // namespace distanskoll::server::agreements::intake
