// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/agreements.h"

#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

FileReading<AgreementRow> read_agreement_csv(const std::string& csv) {
  return read_import(csv, FileForm::kCsv, read_agreements);
}

void expect_the_two(const FileReading<AgreementRow>& reading) {
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  ASSERT_THAT(*reading.whole(), SizeIs(2));
  const AgreementRow& first = reading.whole()->front();
  EXPECT_EQ(first.id, "2026-17");
  EXPECT_EQ(first.hr_number, "00123");
  EXPECT_EQ(first.valid_from, day("2026-01-01"));
  EXPECT_EQ(first.valid_to, day("2027-12-31"));
  EXPECT_EQ(first.signed_by_employee_on, day("2025-12-20"));
  EXPECT_EQ(first.signed_by_manager_on, day("2025-12-21"));
  EXPECT_EQ(first.max_days_per_week, 2);
  EXPECT_EQ(first.max_share_percent, 49);
  EXPECT_THAT(first.risk_assessments_on, ElementsAre(day("2025-12-01"), day("2026-04-27")));
  EXPECT_THAT(first.follow_ups_on, ElementsAre(day("2026-04-27")));
  EXPECT_THAT(first.trainings_on, ElementsAre(day("2025-11-01")));
  EXPECT_THAT(first.guidelines_read_on, ElementsAre(day("2026-05-20")));
  EXPECT_THAT(first.equipment, ElementsAre("Skärm 24\"", "Dockningsstation", "mus"));
  EXPECT_EQ(first.archived_in_personnel_file, true);
  EXPECT_EQ(first.appear_within_minutes, 60);
  EXPECT_EQ(first.ended_on, std::nullopt);

  const AgreementRow& second = reading.whole()->back();
  EXPECT_EQ(second.valid_from, day("2026-02-01"));
  EXPECT_EQ(second.valid_to, std::nullopt) << "tills vidare";
  EXPECT_EQ(second.ended_on, day("2026-03-31"));
  EXPECT_EQ(second.ended_reason, "Byter tjänst");
  EXPECT_EQ(second.archived_in_personnel_file, std::nullopt);
  EXPECT_EQ(second.appear_within_minutes, 90);
  EXPECT_THAT(reading.findings().notices, IsEmpty());
}

TEST(Agreements, AreReadFromAnHrSystemsCsv) {
  expect_the_two(read_agreement_csv(golden("overenskommelser.csv")));
}

TEST(Agreements, AreReadFromJsonAsEvaluationHasThem) {
  expect_the_two(read_import(golden("overenskommelser.json"), FileForm::kJson, read_agreements));
}

TEST(Agreements, HaveAssessmentsInTheirTwoParts) {
  const auto reading = read_agreement_csv(
      "Anst.nr;Gäller från;Riskbedömning arbetsmiljö;Riskbedömning informationssäkerhet\n"
      "1;2026-01-01;\"2026-02-01;2025-12-01\";2025-12-02\n");
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  EXPECT_THAT(reading.whole()->front().work_environment_on,
              ElementsAre(day("2025-12-01"), day("2026-02-01")));
  EXPECT_THAT(reading.whole()->front().information_security_on, ElementsAre(day("2025-12-02")));
}

TEST(Agreements, AreToldApartByIdOrByPersonAndFirstDay) {
  EXPECT_THAT(read_agreement_csv("Id;Anst.nr;Gäller från\nA;1;2026-01-01\nA;2;2026-01-01\n")
                  .findings()
                  .problems,
              ElementsAre(IsProblem(3, "Id", Reason::kTwice)));
  EXPECT_THAT(
      read_agreement_csv("Anst.nr;Gäller från\n1;2026-01-01\n1;1.1.2026\n").findings().problems,
      ElementsAre(IsProblem(3, "Gäller från", Reason::kTwice)));
  EXPECT_TRUE(read_agreement_csv("Anst.nr;Gäller från\n1;2026-01-01\n1;2027-01-01\n").is_whole());
}

TEST(Agreements, DoNotContradictThemselves) {
  EXPECT_THAT(read_agreement_csv("Anst.nr;Gäller från;Gäller till\n1;2026-01-02;2026-01-01\n")
                  .findings()
                  .problems,
              ElementsAre(IsProblem(2, "Gäller till", Reason::kBefore)));
  EXPECT_THAT(
      read_agreement_csv("Anst.nr;Gäller från;Avslutad;Skäl till avslut\n1;2026-01-02;;Flyttar\n")
          .findings()
          .problems,
      ElementsAre(IsProblem(2, "Avslutad", Reason::kMandatory)));
}

TEST(Agreements, HaveLimitsThatAreNotRounded) {
  EXPECT_THAT(
      read_agreement_csv("Anst.nr;Gäller från;Max dagar per vecka;Andel %\n1;2026-01-02;2,5;49,5\n")
          .findings()
          .problems,
      ElementsAre(IsProblem(2, "Max dagar per vecka", Reason::kNumber),
                  IsProblem(2, "Andel %", Reason::kNumber)));
}

TEST(Agreements, NameTheItemOfAListThatIsWrong) {
  const auto reading =
      read_agreement_csv("Anst.nr;Gäller från;Uppföljning\n1;2026-01-02;\"2026-02-01, snart\"\n");
  EXPECT_THAT(reading.findings().problems, ElementsAre(IsProblem(2, "Uppföljning", Reason::kDate)));
}

TEST(Agreements, HaveListsThatAreBounded) {
  std::string dates;
  for (int i = 0; i < 101; ++i) dates += "2026-02-01,";
  EXPECT_THAT(read_agreement_csv("Anst.nr;Gäller från;Uppföljning\n1;2026-01-02;" + dates + "\n")
                  .findings()
                  .problems,
              ElementsAre(IsProblem(2, "Uppföljning", Reason::kList)));
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
