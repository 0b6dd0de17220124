// SPDX-License-Identifier: EUPL-1.2
#include "server/store/findings.h"

#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::store {
namespace {

class Findings : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Writer::open(dir_.path());
    ASSERT_THAT(opened, IsOk());
    writer_ = std::move(*opened);
  }
  static WallTime at(int seconds) { return WallTime(std::chrono::seconds(seconds)); }
  static Finding finding(FindingKind kind, std::optional<std::string> requirement = std::nullopt) {
    return {0, "d1", kind, std::move(requirement), "high", at(10), at(20), std::nullopt, "detail"};
  }

  TempDir dir_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(Findings, AreOpenOncePerDeviceKindAndRequirement) {
  EXPECT_THAT(open_finding(*writer_, finding(FindingKind::kClonedKey)), IsOkAnd(true));
  EXPECT_THAT(open_finding(*writer_, finding(FindingKind::kClonedKey)), IsOkAnd(false));
  EXPECT_THAT(open_finding(*writer_, finding(FindingKind::kRequirementFailed, "a")), IsOkAnd(true));
  EXPECT_THAT(open_finding(*writer_, finding(FindingKind::kRequirementFailed, "b")), IsOkAnd(true));
  EXPECT_THAT(count_open_findings(*writer_), IsOkAnd(3U));
}

TEST_F(Findings, StayListedWhenTheyAreClosedAndCanOpenAgain) {
  ASSERT_THAT(open_finding(*writer_, finding(FindingKind::kSilent)), IsOkAnd(true));
  EXPECT_THAT(close_finding(*writer_, "d1", FindingKind::kSilent, {}, at(30)), IsOkAnd(true));
  EXPECT_THAT(close_finding(*writer_, "d1", FindingKind::kSilent, {}, at(31)), IsOkAnd(false));
  ASSERT_THAT(open_finding(*writer_, finding(FindingKind::kSilent)), IsOkAnd(true));
  const auto all = list_findings(*writer_, false, 0, 10);
  ASSERT_THAT(all, IsOk());
  ASSERT_EQ(all->size(), 2U);
  EXPECT_FALSE(all->front().closed_at.has_value());
  EXPECT_EQ(all->back().closed_at, at(30));
  const auto open = open_findings_of(*writer_, "d1");
  ASSERT_THAT(open, IsOk());
  EXPECT_EQ(open->size(), 1U);
}

TEST_F(Findings, EveryKindIsReadBackByItsName) {
  for (int i = 0; i <= static_cast<int>(FindingKind::kUnexpectedDevice); ++i) {
    const auto kind = static_cast<FindingKind>(i);
    EXPECT_THAT(parse_finding_kind(to_string(kind)), IsOkAnd(kind));
  }
  EXPECT_THAT(parse_finding_kind("worn_out"), IsError(ErrorCode::kMalformed, "worn_out"));
}

TEST_F(Findings, FailingTimeIsListedUntilItsFindingIsOpen) {
  ASSERT_THAT(put_failing(*writer_, {"d1", "a", at(10), std::chrono::seconds(5), true}), IsOk());
  ASSERT_THAT(put_failing(*writer_, {"d1", "b", at(10), std::chrono::seconds(5), false}), IsOk());
  const auto waiting = failing_unreported(*writer_, "", "", 10);
  ASSERT_THAT(waiting, IsOk());
  ASSERT_EQ(waiting->size(), 1U) << "one is not failing now";
  EXPECT_EQ(waiting->front().requirement, "a");
  ASSERT_THAT(open_finding(*writer_, finding(FindingKind::kRequirementFailed, "a")), IsOkAnd(true));
  const auto after = failing_unreported(*writer_, "", "", 10);
  ASSERT_THAT(after, IsOk());
  EXPECT_TRUE(after->empty());
  ASSERT_THAT(delete_failing(*writer_, "d1", "a"), IsOk());
  const auto left = failing_of(*writer_, "d1");
  ASSERT_THAT(left, IsOk());
  EXPECT_EQ(left->size(), 1U);
}

}  // namespace
}  // namespace distanskoll::server::store
