// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/report.h"
#include "tests/server/agreements/intake/support.h"

namespace distanskoll::server::agreements::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RegistersTest : public ::testing::Test {
 protected:
  RegistersTest() {
    town_.take(FileKind::kUnits, "Enhetskod;Enhetsnamn\nSKOLA;Skolan\n");
    town_.take(FileKind::kEmployees,
               "Anställningsnummer;Förnamn;Efternamn;Enhetskod\n1001;Anna;Berg;SKOLA\n"
               "1002;Bo;Ek;SKOLA\n");
  }
  Town town_;
};

TEST_F(RegistersTest, UnitsFormATreeAcrossFileAndRegister) {
  town_.take(FileKind::kUnits, "Enhetskod;Enhetsnamn;Överordnad enhetskod\nA;A;SKOLA\nB;B;A\n");
  EXPECT_EQ(town_.now.units.find("B")->parent, "A");
  EXPECT_THAT(troubles(town_.plan(FileKind::kUnits,
                                  "Enhetskod;Enhetsnamn;Överordnad enhetskod\nC;C;NIX\n")),
              ElementsAre(Trouble::kUnknownUnit));
}

TEST_F(RegistersTest, AUnitAboveItselfThroughTheRegisterIsAProblem) {
  const std::string head = "Enhetskod;Enhetsnamn;Överordnad enhetskod\n";
  town_.take(FileKind::kUnits, head + "A;A;SKOLA\n");
  const FilePlan made = town_.plan(FileKind::kUnits, head + "SKOLA;Skolan;A\n");
  ASSERT_THAT(troubles(made), ElementsAre(Trouble::kCircle));
  EXPECT_EQ(made.plan.problems()[0].detail, "SKOLA < A < SKOLA");
}

TEST_F(RegistersTest, AnotherManagerHoldsFromTodayAndTheOldOneUpToYesterday) {
  const std::string head = "Enhetskod;Enhetsnamn;Chefens anställningsnummer\n";
  town_.today = day("2026-11-01");
  town_.take(FileKind::kUnits, head + "SKOLA;Skolan;1001\n");
  town_.today = day("2026-11-26");
  town_.take(FileKind::kUnits, head + "SKOLA;Skolan;1002\n");
  const Unit& unit = *town_.now.units.find("SKOLA");
  EXPECT_EQ(unit.manager_on(day("2026-11-25")), town_.person("1001").id);
  EXPECT_EQ(unit.manager_on(day("2026-11-26")), town_.person("1002").id);
  EXPECT_THAT(troubles(town_.plan(FileKind::kUnits, head + "SKOLA;Skolan;9\n")),
              ElementsAre(Trouble::kUnknownManager));
}

TEST_F(RegistersTest, UnitsBeforePeopleLeaveTheirManagersOutAndSaySo) {
  Town empty;
  const FilePlan made =
      empty.take(FileKind::kUnits, "Enhetskod;Enhetsnamn;Chefens anställningsnummer\nA;A;1\n");
  ASSERT_THAT(made.plan.remarks(), SizeIs(1));
  EXPECT_EQ(made.plan.remarks()[0].remark, Remark::kManagersLater);
}

TEST_F(RegistersTest, ADeputyIsLentForAHalfYearAndGoneWhenTheFileNamesNobody) {
  const std::string head =
      "Enhetskod;Enhetsnamn;Chefens anställningsnummer;Ersättarens anställningsnummer\n";
  town_.take(FileKind::kUnits, head + "SKOLA;Skolan;1001;1002\n");
  ASSERT_THAT(town_.now.deputies.all(), SizeIs(1));
  EXPECT_EQ(town_.now.deputies.all().begin()->second->value.to, day("2027-05-26"));
  EXPECT_THAT(town_.plan(FileKind::kUnits, head + "SKOLA;Skolan;1001;1002\n").plan.changes(),
              IsEmpty());
  town_.today = day("2026-12-01");
  town_.take(FileKind::kUnits, head + "SKOLA;Skolan;1001;\n");
  EXPECT_EQ(town_.now.deputies.all().begin()->second->value.to, day("2026-11-30"));
}

constexpr const char* kAgreements =
    "Anställningsnummer;Gäller från;Gäller till;Undertecknad av medarbetaren;"
    "Undertecknad av chefen;Utbildningar;Riktlinje läst;Riskbedömningar;Utrustning\n";

TEST_F(RegistersTest, AnAgreementBecomesARecordWithItsTrainingsAndReadGuidelines) {
  town_.take(FileKind::kAgreements,
             std::string(kAgreements) +
                 "1001;2026-12-01;2027-11-30;2026-11-20;2026-11-21;2026-10-01;2026-10-02;"
                 "2026-11-01;Skärm\n");
  ASSERT_THAT(town_.now.agreements.all(), SizeIs(1));
  const Agreement& agreement = town_.now.agreements.all().begin()->second->value;
  EXPECT_EQ(agreement.employee, town_.person("1001").id);
  EXPECT_EQ(agreement.master, "csv");
  EXPECT_TRUE(agreement.covers(day("2026-12-01")));
  EXPECT_EQ(agreement.signed_by_manager->level, SignatureLevel::kRecorded);
  EXPECT_THAT(town_.now.trainings.all(), SizeIs(1));
  EXPECT_THAT(town_.now.guideline_reads.all(), SizeIs(1));
  const FilePlan again =
      town_.plan(FileKind::kAgreements,
                 std::string(kAgreements) +
                     "1001;2026-12-01;2027-11-30;2026-11-20;2026-11-21;2026-10-01;2026-10-02;"
                     "2026-11-01;Skärm\n");
  EXPECT_THAT(again.plan.changes(), IsEmpty());
  EXPECT_EQ(again.plan.unchanged(), 3U);
}

TEST_F(RegistersTest, AnAgreementKeptHereIsNotOverwrittenByAFile) {
  Agreement ours;
  ours.id = "A-1";
  ours.employee = town_.person("1001").id;
  ours.valid_from = day("2026-01-01");
  town_.put(ours);
  EXPECT_THAT(troubles(town_.plan(FileKind::kAgreements,
                                  "Överenskommelse-ID;Anställningsnummer;Gäller från\n"
                                  "A-1;1001;2026-01-01\n")),
              ElementsAre(Trouble::kOtherMaster));
  EXPECT_THAT(troubles(town_.plan(FileKind::kAgreements,
                                  "Överenskommelse-ID;Anställningsnummer;Gäller från\n"
                                  "A-1;1002;2026-01-01\n")),
              ElementsAre(Trouble::kOtherPerson));
}

TEST_F(RegistersTest, TwoAgreementsOfOnePersonMustNotCoverTheSameDays) {
  EXPECT_THAT(troubles(town_.plan(FileKind::kAgreements,
                                  "Anställningsnummer;Gäller från;Gäller till\n"
                                  "1001;2026-01-01;2026-12-31\n1001;2026-12-31;\n")),
              ElementsAre(Trouble::kOverlap));
  EXPECT_THAT(troubles(town_.plan(FileKind::kAgreements,
                                  "Anställningsnummer;Gäller från;Gäller till\n"
                                  "1001;2026-01-01;2026-12-31\n1001;2027-01-01;\n")),
              IsEmpty());
}

TEST_F(RegistersTest, AnUnknownEmployeeNumberIsAProblem) {
  EXPECT_THAT(troubles(town_.plan(FileKind::kAgreements,
                                  "Anställningsnummer;Gäller från\n77;2026-01-01\n")),
              ElementsAre(Trouble::kUnknownEmployee));
  EXPECT_THAT(troubles(town_.plan(FileKind::kTrainings,
                                  "Anställningsnummer;Utbildning;Genomförd\n77;DISA;2026-01-01\n")),
              ElementsAre(Trouble::kUnknownEmployee));
}

TEST_F(RegistersTest, ATrainingIsAddedOnce) {
  const std::string file =
      "Anställningsnummer;Utbildning;Genomförd\n1001;DISA;2026-01-01\n1002;DISA;2026-01-01\n";
  town_.take(FileKind::kTrainings, file);
  EXPECT_THAT(town_.now.trainings.all(), SizeIs(2));
  EXPECT_THAT(town_.plan(FileKind::kTrainings, file).plan.changes(), IsEmpty());
}

TEST_F(RegistersTest, AFileOfUnitsAgreementsOrTrainingsIsNeverFull) {
  town_.full = true;
  EXPECT_THAT(troubles(town_.plan(FileKind::kUnits, "Enhetskod;Enhetsnamn\nA;A\n")),
              ElementsAre(Trouble::kNotFull));
}

TEST_F(RegistersTest, AComputerIsKnownByItsSerialNumber) {
  const std::string head = "Datornamn;Serienummer;Enhetskod;Status\n";
  town_.take(FileKind::kInventory, head + "PC1;SN-0001;SKOLA;\nPC2;SN-0002;;\n");
  ASSERT_NE(town_.now.laptops.find("SN-0001"), nullptr);
  EXPECT_EQ(town_.now.laptops.find("SN-0001")->unit, "SKOLA");
  const FilePlan renamed = town_.plan(FileKind::kInventory, head + "PC9;SN-0001;SKOLA;\n");
  ASSERT_THAT(renamed.plan.changes(), SizeIs(1));
  EXPECT_EQ(renamed.plan.changes()[0].fields[0].name, "host_name");
  EXPECT_THAT(troubles(town_.plan(FileKind::kInventory, head + "PC1;SN-0001;NIX;\n")),
              ElementsAre(Trouble::kUnknownUnit));
}

TEST_F(RegistersTest, AFullInventoryRemovesWhatIsMissing) {
  const std::string head = "Datornamn;Serienummer\n";
  town_.take(FileKind::kInventory, head + "PC1;SN-0001\nPC2;SN-0002\n");
  town_.full = true;
  EXPECT_THAT(troubles(town_.plan(FileKind::kInventory, head + "PC1;SN-0001\n")),
              ElementsAre(Trouble::kTooManyEnd));
  town_.many = true;
  town_.take(FileKind::kInventory, head + "PC1;SN-0001\n");
  EXPECT_THAT(town_.now.laptops.all(), SizeIs(1));
}

TEST_F(RegistersTest, AReportSaysEveryProblemInTwoLanguages) {
  const auto report =
      report_of(FileKind::kTrainings,
                town_.plan(FileKind::kTrainings,
                           "Anställningsnummer;Utbildning;Genomförd\n77;DISA;2026-01-01\n"),
                false);
  EXPECT_EQ(report.at("clean"), boost::json::value(false));
  const auto& problem = report.at("problems").as_array().at(0).as_object();
  EXPECT_EQ(problem.at("row").to_number<int>(), 2);
  EXPECT_EQ(problem.at("column"), boost::json::value("Anställningsnummer"));
  EXPECT_FALSE(problem.at("reason").as_object().at("sv").as_string().empty());
  EXPECT_FALSE(problem.at("remedy").as_object().at("en").as_string().empty());
}

}  // namespace
}  // namespace distanskoll::server::agreements::intake
