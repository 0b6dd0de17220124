// SPDX-License-Identifier: EUPL-1.2
#include "server/store/finding_care.h"

#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::store {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class Care : public ::testing::Test {
 protected:
  void SetUp() override { writer_ = std::move(Writer::open(dir_.path())).value(); }
  static WallTime at(int seconds) { return WallTime(std::chrono::seconds(seconds)); }
  Finding open(int second) {
    Finding finding{0,          "d1",         FindingKind::kRequirementFailed,
                    "a",        "high",       at(second),
                    at(second), std::nullopt, ""};
    EXPECT_THAT(open_finding(*writer_, finding), IsOkAnd(true));
    return open_findings_of(*writer_, "d1").value().back();
  }
  void close(int second) {
    EXPECT_THAT(close_finding(*writer_, "d1", FindingKind::kRequirementFailed, "a", at(second)),
                IsOkAnd(true));
  }
  void assign(const Finding& finding, int second, std::optional<std::string> account) {
    const CareAct act = account ? CareAct::kAssigned : CareAct::kReleased;
    ASSERT_THAT(append_care(*writer_, finding, {at(second), "ida", act, std::move(account), {}}),
                IsOk());
  }
  void note(const Finding& finding, int second) {
    ASSERT_THAT(append_care(*writer_, finding, {at(second), "ida", CareAct::kNoted, {}, "text"}),
                IsOk());
  }
  TempDir dir_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(Care, TheLastAssignmentHolds) {
  const Finding finding = open(10);
  assign(finding, 11, "ida");
  assign(finding, 12, "olle");
  note(finding, 13);
  auto summary = care_of_open(*writer_).value();
  EXPECT_EQ(summary[finding.id].account, "olle");
  EXPECT_EQ(summary[finding.id].notes, 1U);
  assign(finding, 14, std::nullopt);
  summary = care_of_open(*writer_).value();
  EXPECT_EQ(summary[finding.id].account, std::nullopt);
  EXPECT_THAT(care_of(*writer_, finding).value(), SizeIs(4));
}

TEST_F(Care, BelongsToTheFindingThatWasOpenThen) {
  const Finding first = open(10);
  assign(first, 11, "ida");
  close(20);
  const Finding second = open(30);
  EXPECT_THAT(care_of_open(*writer_).value(), IsEmpty());
  EXPECT_THAT(care_of(*writer_, second).value(), IsEmpty());
  EXPECT_THAT(care_of(*writer_, find_finding(*writer_, first.id).value()).value(), SizeIs(1));
}

TEST_F(Care, OfOpenFindingsIsNeverErased) {
  note(open(10), 11);
  close(20);
  const Finding open_one = open(30);
  note(open_one, 31);
  EXPECT_THAT(erase_care(*writer_, at(1000), 10), IsOkAnd(1U));
  EXPECT_THAT(erase_care(*writer_, at(1000), 10), IsOkAnd(0U));
  EXPECT_THAT(care_of(*writer_, open_one).value(), SizeIs(1));
}

TEST_F(Care, FindingsOfADeviceBeginWithTheNewest) {
  const Finding first = open(10);
  close(20);
  const Finding second = open(30);
  const auto all = findings_of(*writer_, "d1", 10).value();
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all.front().id, second.id);
  EXPECT_EQ(all.back().id, first.id);
  EXPECT_THAT(findings_of(*writer_, "d2", 10).value(), IsEmpty());
  EXPECT_THAT(find_finding(*writer_, 99), IsError(ErrorCode::kNotFound));
}

}  // namespace
}  // namespace distanskoll::server::store
