// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/spool_summary.h"

#include "tests/agent/reporting/spool_fixture.h"

namespace distanskoll::agent {
namespace {

using SpoolSummaryTest = SpoolTest;

TEST_F(SpoolSummaryTest, CountsWhatWaitsAndWhatWasRefused) {
  add();
  const WallTime second = clock.wall() + std::chrono::seconds(10);
  add();
  add();
  add();
  receive({1});
  refuse(3, "bad_signature");
  spool.reset();
  const auto summary = summarize_spool(options.file);
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->waiting, 2U);
  EXPECT_EQ(summary->acknowledged, 1U);
  EXPECT_EQ(summary->refused, 1U);
  EXPECT_EQ(summary->refused_by_code.at("bad_signature"), 1U);
  EXPECT_EQ(summary->gaps, 1U);
  EXPECT_GT(summary->report_bytes, 1000U);
  EXPECT_EQ(summary->oldest, second);
}

TEST_F(SpoolSummaryTest, ChangesNothingThatTheAgentGoesOnWith) {
  add();
  spool.reset();
  ASSERT_THAT(summarize_spool(options.file), IsOk());
  EXPECT_FALSE(std::filesystem::exists(folder / "spool.db-shm"));
  reopen();
  EXPECT_THAT(begun, IsOk());
  EXPECT_THAT(waiting_numbers(), ElementsAre(1U));
  EXPECT_EQ(add(), 2U);
}

TEST_F(SpoolSummaryTest, LeavesTheRunningAgentItsFile) {
  add();
  EXPECT_THAT(summarize_spool(options.file), IsError(ErrorCode::kUnavailable));
  EXPECT_EQ(add(), 2U);
}

TEST_F(SpoolSummaryTest, OfNoFileIsNotFoundAndMakesNone) {
  EXPECT_THAT(summarize_spool(folder / "other.db"), IsError(ErrorCode::kNotFound));
  EXPECT_FALSE(std::filesystem::exists(folder / "other.db"));
}

TEST_F(SpoolSummaryTest, SetsADamagedFileNotAside) {
  spool.reset();
  folder.write("spool.db", std::string(8192, 'x'));
  EXPECT_THAT(summarize_spool(options.file), IsError(ErrorCode::kCorrupt));
  EXPECT_TRUE(std::filesystem::exists(options.file));
}

}  // namespace
}  // namespace distanskoll::agent
