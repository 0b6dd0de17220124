// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/employees.h"

#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kHeadings = "Anst.nr;Förnamn;Efternamn;Enhet;";

FileReading<EmployeeRow> read_employee_csv(const std::string& csv) {
  return read_import(csv, FileForm::kCsv, read_employees);
}

/// A file with one more column and one row for each of its cells, all of different people.
FileReading<EmployeeRow> read_column(const std::string& heading,
                                     std::initializer_list<std::string_view> cells) {
  std::string csv = std::string(kHeadings) + heading + "\r\n";
  int number = 1;
  for (const std::string_view cell : cells)
    csv.append(std::to_string(number++)).append(";A;B;SN;").append(cell).append("\r\n");
  return read_employee_csv(csv);
}

void expect_the_municipality(const FileReading<EmployeeRow>& reading) {
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  const std::vector<EmployeeRow>& rows = *reading.whole();
  ASSERT_THAT(rows, SizeIs(5));

  const EmployeeRow& first = rows[0];
  EXPECT_EQ(first.row, 2U);
  EXPECT_EQ(first.hr_number, "00123");
  EXPECT_THAT(first.logins, ElementsAre("asaobe"));
  EXPECT_EQ(first.given_name, "Åsa");
  EXPECT_EQ(first.family_name, "Öberg");
  EXPECT_EQ(first.unit, "SN-HT");
  EXPECT_EQ(first.role, "151012");
  EXPECT_EQ(first.employment_percent, 75);
  EXPECT_EQ(first.kind, PersonKind::kEmployee);
  EXPECT_EQ(first.from, day("2019-08-01"));
  EXPECT_EQ(first.to, std::nullopt);
  EXPECT_EQ(first.primary, true);
  EXPECT_EQ(first.manager, "00200");
  EXPECT_EQ(first.sex, Sex::kWoman);
  EXPECT_EQ(first.leave_from, day("2026-06-15"));
  EXPECT_EQ(first.leave_to, day("2026-08-31"));

  EXPECT_EQ(rows[1].hr_number, "00123") << "several employments are several rows";
  EXPECT_EQ(rows[1].kind, PersonKind::kSubstitute);
  EXPECT_THAT(rows[1].logins, ElementsAre("asa.oberg@vaggeryd.se"));
  EXPECT_EQ(rows[1].to, day("2026-12-31"));
  EXPECT_EQ(rows[2].to, std::nullopt) << "9999-12-31";
  EXPECT_EQ(rows[2].protected_identity, false);
  EXPECT_EQ(rows[3].kind, PersonKind::kElected);
  EXPECT_EQ(rows[4].protected_identity, true);
  EXPECT_EQ(rows[4].given_name, "") << "HR does not export the name";
  EXPECT_EQ(rows[4].employment_percent, 63);
}

TEST(Employees, AreReadFromExcelsUtf8) {
  const auto reading = read_employee_csv(golden("anstallda-utf8.csv"));
  expect_the_municipality(reading);
  EXPECT_THAT(reading.findings().notices, ElementsAre(IsNotice(1, NoticeKind::kIgnoredColumns),
                                                      IsNotice(6, NoticeKind::kRounded)));
}

TEST(Employees, AreReadFromWindows1252WithSwedishDatesAndThatIsTold) {
  const auto reading = read_employee_csv(golden("anstallda-windows1252.csv"));
  expect_the_municipality(reading);
  EXPECT_THAT(reading.findings().notices, ElementsAre(IsNotice(0, NoticeKind::kWindows1252),
                                                      IsNotice(1, NoticeKind::kIgnoredColumns),
                                                      IsNotice(6, NoticeKind::kRounded)));
}

TEST(Employees, AreReadFromUnicodeText) {
  expect_the_municipality(read_employee_csv(golden("anstallda-unicode-text.txt")));
}

TEST(Employees, AreNotReadFromMsDosText) {
  EXPECT_THAT(read_employee_csv(golden("anstallda-msdos.csv")).findings().problems,
              ElementsAre(IsProblem(0, "", Reason::kDosText)));
}

TEST(Employees, AreNotReadFromAFileOfPersonalNumbers) {
  const auto reading = read_employee_csv(golden("personnummer.csv"));
  EXPECT_EQ(reading.whole(), nullptr);
  EXPECT_THAT(reading.good_rows(), IsEmpty());
  ASSERT_THAT(reading.findings().problems,
              ElementsAre(IsProblem(1, "Nr", Reason::kPersonalNumberColumn)));
}

TEST(Employees, OfAFileWithOneBadRowAreNotImportedAtAll) {
  const auto reading = read_column("Från", {"2026-01-01", "31.2.2026", "2026-03-01"});
  EXPECT_EQ(reading.whole(), nullptr);
  EXPECT_THAT(reading.good_rows(), SizeIs(2)) << "but can be shown";
  ASSERT_THAT(reading.findings().problems, ElementsAre(IsProblem(3, "Från", Reason::kNoSuchDay)));
  EXPECT_EQ(reading.findings().problems[0].value, "31.2.2026");
}

TEST(Employees, HaveEveryProblemOfARowListed) {
  const auto reading = read_employee_csv(
      "Anst.nr;Förnamn;Efternamn;Enhet;Syss.grad;Kön\n;A;;KÖK;175;?\n1;A;B;SN;75;K\n");
  EXPECT_THAT(
      reading.findings().problems,
      ElementsAre(IsProblem(2, "Anst.nr", Reason::kMandatory),
                  IsProblem(2, "Efternamn", Reason::kMandatory),
                  IsProblem(2, "Enhet", Reason::kCode), IsProblem(2, "Syss.grad", Reason::kPercent),
                  IsProblem(2, "Kön", Reason::kWord)));
}

TEST(Employees, OfWhomNothingIsSaidAreNotGivenValues) {
  const auto reading = read_column("Syss.grad;Anst.form", {";"});
  ASSERT_TRUE(reading.is_whole());
  const EmployeeRow& row = reading.whole()->front();
  EXPECT_EQ(row.employment_percent, std::nullopt);
  EXPECT_EQ(row.kind, std::nullopt);
  EXPECT_TRUE(reading.columns().has(employee_fields::kKind));
  EXPECT_FALSE(reading.columns().has(employee_fields::kManager)) << "the file does not tell";
}

TEST(Employees, EndAfterTheyBegin) {
  const auto reading = read_column("Från;Till;Ledig från;Ledig till",
                                   {"2026-02-01;2026-01-31;;", ";;2026-02-02;2026-02-01"});
  EXPECT_THAT(reading.findings().problems,
              ElementsAre(IsProblem(2, "Till", Reason::kBefore),
                          IsProblem(3, "Ledig till", Reason::kBefore)));
}

TEST(Employees, WithSeveralLoginsHaveThemInOneCell) {
  const auto reading = read_column("Inloggning", {"\"anna@k.se, K\\annber\""});
  ASSERT_TRUE(reading.is_whole());
  EXPECT_THAT(reading.whole()->front().logins, ElementsAre("anna@k.se", "annber"));
}

TEST(Employees, MayHaveTheirAccountNameBesideTheirUpn) {
  const auto reading = read_column("AD-konto;UPN;Chef;Chefens anst.nr",
                                   {"K\\annber;anna@k.se;Bo Ek;2", "bo;bo ek@k.se;;"});
  ASSERT_THAT(reading.findings().problems, ElementsAre(IsProblem(3, "UPN", Reason::kLogin)));
  EXPECT_EQ(reading.findings().problems[0].value, "bo ek@k.se");
  ASSERT_THAT(reading.good_rows(), SizeIs(1));
  EXPECT_THAT(reading.good_rows()[0].logins, ElementsAre("annber", "anna@k.se"));
  EXPECT_EQ(reading.good_rows()[0].manager, "2")
      << "beside the number the manager's name is ignored";
}

TEST(Employees, DoNotShareALogin) {
  const auto reading = read_column("Inloggning", {"anna", "K\\ANNA"});
  ASSERT_THAT(reading.findings().problems,
              ElementsAre(IsProblem(3, "Inloggning", Reason::kSomebody)));
  EXPECT_EQ(reading.findings().problems[0].detail, "2");
}

TEST(Employees, AreTheSamePersonInEachOfTheirRows) {
  const std::string headings = std::string(kHeadings) + "Från;Huvudanställning;Skyddad\n";
  EXPECT_THAT(read_employee_csv(headings + "1;A;B;SN;;;\n1;A;C;KLK;;;\n").findings().problems,
              ElementsAre(IsProblem(3, "Efternamn", Reason::kDiffers)));
  EXPECT_THAT(read_employee_csv(headings + "1;A;B;SN;;;ja\n1;A;B;KLK;;;\n").findings().problems,
              ElementsAre(IsProblem(3, "Skyddad", Reason::kDiffers)))
      << "protected in one row and open in another";
  EXPECT_THAT(read_employee_csv(headings + "1;A;B;SN;2026-01-01;ja;\n1;A;B;KLK;2026-02-01;ja;\n")
                  .findings()
                  .problems,
              ElementsAre(IsProblem(3, "Huvudanställning", Reason::kDiffers)));
  EXPECT_THAT(read_employee_csv(headings + "1;A;B;SN;;;\n1;A;B;SN;;;\n").findings().problems,
              ElementsAre(IsProblem(3, "Anst.nr", Reason::kTwice)));
}

TEST(Employees, WithProtectedIdentityAreNotShownInProblems) {
  const auto reading = read_employee_csv(
      "Anst.nr;Förnamn;Efternamn;Enhet;Inloggning;Skyddad\n"
      "1;Hemlig;Person;SN;hemlig person;Sekretessmarkering\n");
  ASSERT_THAT(reading.findings().problems, ElementsAre(IsProblem(2, "Inloggning", Reason::kLogin)));
  EXPECT_EQ(reading.findings().problems[0].value, "");
}

TEST(Employees, WithAPersonalNumberInACellAreRefusedWithoutRepeatingIt) {
  std::string csv = std::string(kHeadings) + "Inloggning\n";
  for (int i = 1; i < 6; ++i) csv += std::to_string(i) + ";A;B;SN;a" + std::to_string(i) + "\n";
  const auto reading = read_employee_csv(csv + "7;A;B 19121212-1212;SN;a7\n");
  ASSERT_THAT(reading.findings().problems,
              ElementsAre(IsProblem(7, "Efternamn", Reason::kPersonalNumber)));
  EXPECT_EQ(reading.findings().problems[0].value, "");
}

TEST(Employees, WithMoreProblemsThanAnybodyReadsAreCounted) {
  std::string csv = std::string(kHeadings) + "Från\n";
  for (int i = 0; i < 1500; ++i) csv += std::to_string(i) + ";A;B;SN;igår\n";
  const auto reading = read_employee_csv(csv);
  EXPECT_THAT(reading.findings().problems, SizeIs(limits::kImportProblems));
  EXPECT_EQ(reading.findings().problems_beyond, 500U);
}

TEST(Employees, KeepZerosThatWereGuardedForExcel) {
  const auto reading =
      read_employee_csv("Anst.nr;Förnamn;Efternamn;Enhet\n\"=\"\"00123\"\"\";A;B;SN\n");
  ASSERT_TRUE(reading.is_whole());
  EXPECT_EQ(reading.whole()->front().hr_number, "00123");
}

TEST(Employees, AreNotReadFromNumbersThatExcelRounded) {
  EXPECT_THAT(read_employee_csv("Anst.nr;Förnamn;Efternamn;Enhet\n1,23457E+11;A;B;SN\n")
                  .findings()
                  .problems,
              ElementsAre(IsProblem(2, "Anst.nr", Reason::kScientific)));
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
