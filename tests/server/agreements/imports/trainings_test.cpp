// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/trainings.h"

#include "tests/server/agreements/imports/support.h"

#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

FileReading<TrainingRow> read_training_csv(const std::string& csv) {
  return read_import(csv, FileForm::kCsv, read_trainings);
}

TEST(Trainings, AreReadThoughExcelLeftOutSeparators) {
  const auto reading = read_training_csv(golden("utbildningar.csv"));
  ASSERT_TRUE(reading.is_whole()) << ::testing::PrintToString(reading.findings().problems);
  ASSERT_THAT(*reading.whole(), SizeIs(24));
  EXPECT_EQ(reading.whole()->back().hr_number, "00024");
  EXPECT_EQ(reading.whole()->back().course, "Informationssäkerhet 2026");
  EXPECT_EQ(reading.whole()->back().date, day("2026-03-24"));
  EXPECT_EQ(reading.whole()->back().row, 25U);
}

TEST(Trainings, ThatStandThereTwiceAreCountedOnceAndThatIsTold) {
  const auto reading =
      read_training_csv("Anst.nr;Kurs;Datum\n1;A;2026-03-01\n1;A;1.3.2026\n1;A;2026-03-02\n");
  ASSERT_TRUE(reading.is_whole());
  EXPECT_THAT(*reading.whole(), SizeIs(2));
  ASSERT_THAT(reading.findings().notices, ElementsAre(IsNotice(3, NoticeKind::kSameRow)));
  EXPECT_EQ(reading.findings().notices[0].detail, "2");
}

TEST(Trainings, HaveAPersonACourseAndADay) {
  EXPECT_THAT(
      read_training_csv("Anst.nr;Kurs;Datum\n;;\n1;;snart\n").findings().problems,
      ElementsAre(IsProblem(3, "Kurs", Reason::kMandatory), IsProblem(3, "Datum", Reason::kDate)));
}

}  // namespace
}  // namespace distanskoll::server::agreements::imports
