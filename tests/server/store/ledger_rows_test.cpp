// SPDX-License-Identifier: EUPL-1.2
#include "server/store/ledger_rows.h"

#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::store {
namespace {

class LedgerRows : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = Writer::open(dir_.path());
    ASSERT_THAT(opened, IsOk());
    writer_ = std::move(*opened);
  }
  static Digest digest(std::uint8_t fill) {
    Digest value;
    value.fill(fill);
    return value;
  }
  void put_report(std::uint64_t leaf, const std::string& device, std::uint64_t seq) {
    ASSERT_THAT(insert_entry(*writer_, {leaf, "report", device, seq, {}, digest(1), "line"}),
                IsOk());
  }

  TempDir dir_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(LedgerRows, AdvancesTheHeadOnlyFromWhatItIs) {
  ASSERT_THAT(replace_head(*writer_, {1, "origin", 0, digest(0), 7}), IsOk());
  EXPECT_THAT(advance_head(*writer_, {1, "origin", 0, {}, 7}, 3, digest(3)), IsOk());
  EXPECT_THAT(advance_head(*writer_, {1, "origin", 0, {}, 7}, 3, digest(3)),
              IsError(ErrorCode::kConflict, "another process"));
  EXPECT_THAT(advance_head(*writer_, {1, "origin", 3, {}, 6}, 4, digest(4)),
              IsError(ErrorCode::kConflict));
  EXPECT_THAT(advance_head(*writer_, {2, "origin", 3, {}, 7}, 4, digest(4)),
              IsError(ErrorCode::kConflict));
  const auto head = find_head(*writer_);
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ((*head)->size, 3U);
  EXPECT_EQ((*head)->root, digest(3));
}

TEST_F(LedgerRows, EveryLeaderGetsAHigherFence) {
  ASSERT_THAT(replace_head(*writer_, {1, "origin", 0, digest(0), 7}), IsOk());
  EXPECT_THAT(take_fence(*writer_, "a"), IsOkAnd(8U));
  EXPECT_THAT(take_fence(*writer_, "b"), IsOkAnd(9U));
}

TEST_F(LedgerRows, ReadsHashesInOrderAndStopsAtAHole) {
  for (const std::uint64_t number : {0U, 1U, 2U, 4U}) {
    ASSERT_THAT(insert_leaf(*writer_, leaf_id(1, number), digest(std::uint8_t(number))), IsOk());
  }
  ASSERT_THAT(insert_leaf(*writer_, leaf_id(2, 0), digest(9)), IsOk());
  const auto hashes = leaf_hashes(*writer_, leaf_id(1, 0), 100);
  ASSERT_THAT(hashes, IsOk());
  EXPECT_EQ(hashes->size(), 3U);
  EXPECT_THAT(count_leaves(*writer_, 1), IsOkAnd(4U));
  EXPECT_THAT(leaf_end(*writer_, 1), IsOkAnd(5U));
  EXPECT_THAT(leaf_end(*writer_, 3), IsOkAnd(0U));
}

TEST_F(LedgerRows, TakesANumberOfASeriesOnce) {
  put_report(leaf_id(1, 0), "d1", 5);
  put_report(leaf_id(1, 1), "d2", 5);
  EXPECT_THAT(insert_entry(*writer_, {leaf_id(1, 2), "report", "d1", 5, {}, {}, "other"}),
              IsError(ErrorCode::kConflict));
}

TEST_F(LedgerRows, FindsAReportAndTheNextOne) {
  put_report(leaf_id(1, 0), "d1", 5);
  put_report(leaf_id(1, 1), "d1", 9);
  const auto next = next_report(*writer_, "d1", 5);
  ASSERT_THAT(next, IsOk());
  ASSERT_TRUE(next->has_value());
  EXPECT_EQ((*next)->seq, 9U);
  const auto none = find_report(*writer_, "d1", 6);
  ASSERT_THAT(none, IsOk());
  EXPECT_FALSE(none->has_value());
}

TEST_F(LedgerRows, AnErasedEntryIsGoneButNamed) {
  put_report(leaf_id(1, 0), "d1", 5);
  ASSERT_THAT(erase_entry(*writer_, leaf_id(1, 0), leaf_id(1, 1)), IsOk());
  EXPECT_THAT(find_entry(*writer_, leaf_id(1, 0)), IsError(ErrorCode::kNotFound));
  EXPECT_THAT(is_erased(*writer_, leaf_id(1, 0)), IsOkAnd(true));
  EXPECT_THAT(erase_entry(*writer_, leaf_id(1, 0), leaf_id(1, 1)), IsError(ErrorCode::kNotFound));
}

TEST_F(LedgerRows, TheNewestCheckpointIsTheLargestOfItsEpoch) {
  for (const std::uint64_t size : {3U, 300U, 20U}) {
    ASSERT_THAT(insert_checkpoint(*writer_, {1, size, digest(std::uint8_t(size)), "sig", {}}),
                IsOk());
  }
  ASSERT_THAT(insert_checkpoint(*writer_, {2, 1, digest(7), "sig", {}}), IsOk());
  const auto newest = newest_checkpoint(*writer_, 1);
  ASSERT_THAT(newest, IsOk());
  EXPECT_EQ((*newest)->size, 300U);
  EXPECT_EQ((*newest)->signature_line, "sig");
  const auto all = checkpoints_from(*writer_, 1, 20, 10);
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->size(), 3U);
}

}  // namespace
}  // namespace distanskoll::server::store
