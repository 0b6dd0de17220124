// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/units.h"

#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

FileReading<UnitRow> read_unit_csv(const std::string& csv) {
  return read_import(csv, FileForm::kCsv, read_units);
}

TEST(Units, AreATreeWithTheirNamnd) {
  const auto reading = read_unit_csv(golden("enheter.csv"));
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  ASSERT_THAT(*reading.whole(), SizeIs(3));
  const UnitRow& social = (*reading.whole())[1];
  EXPECT_EQ(social.code, "SN");
  EXPECT_EQ(social.name, "Socialförvaltningen");
  EXPECT_EQ(social.parent, std::nullopt);
  EXPECT_EQ(social.committee, "Socialnämnden");
  EXPECT_EQ(social.manager, "00200");
  EXPECT_THAT(social.assessments_on, ElementsAre(day("2025-01-10"), day("2026-01-12")));
  EXPECT_EQ((*reading.whole())[2].parent, "SN");
  EXPECT_EQ((*reading.whole())[2].row, 4U);
}

TEST(Units, AreReadFromTheOrganisationOfVaggeryd) {
  const auto reading = read_unit_csv(golden("vaggeryd-organisation.csv"));
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  ASSERT_THAT(*reading.whole(), SizeIs(6));
  EXPECT_EQ(reading.whole()->front().code, "KLK");
  EXPECT_EQ(reading.whole()->back().name, "Tekniska kontoret");
  ASSERT_THAT(reading.findings().notices, ElementsAre(IsNotice(1, NoticeKind::kIgnoredColumns)));
  EXPECT_EQ(reading.findings().notices[0].detail,
            "employees, may_work_remotely_ca, survey_invited, survey_answered, source");
}

TEST(Units, AreNotAboveThemselves) {
  const auto reading = read_unit_csv(golden("enheter-cirkel.csv"));
  ASSERT_THAT(reading.findings().problems, ElementsAre(IsProblem(2, "Överordnad", Reason::kCircle)))
      << "told once";
  EXPECT_EQ(reading.findings().problems[0].detail, "A → C → B → A");
  EXPECT_THAT(read_unit_csv("Enhetskod;Namn;Överordnad\nA;A;A\n").findings().problems,
              ElementsAre(IsProblem(2, "Överordnad", Reason::kCircle)));
}

TEST(Units, HaveOneRowEach) {
  const auto reading = read_unit_csv("Enhetskod;Namn\nA;A\nB;B\nA;C\n");
  ASSERT_THAT(reading.findings().problems, ElementsAre(IsProblem(4, "Enhetskod", Reason::kTwice)));
  EXPECT_EQ(reading.findings().problems[0].detail, "2");
}

TEST(Units, MayHaveAParentOutsideTheFile) {
  EXPECT_TRUE(read_unit_csv("Enhetskod;Namn;Överordnad\nA;A;Z\n").is_whole());
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
