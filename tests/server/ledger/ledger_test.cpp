// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/ledger.h"

#include "server/store/recovery.h"
#include "server/store/transaction.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

namespace distanskoll::server::ledger {
namespace {

constexpr const char* kOrigin = "collector.test/log";

class LedgerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::Writer::open(dir_.path());
    ASSERT_THAT(opened, IsOk());
    writer_ = std::move(*opened);
  }
  crypto::PrivateKey key() const {
    auto copy = crypto::PrivateKey::from_pem(pem_);
    return std::move(copy).value();
  }
  Result<Ledger> open() { return Ledger::open(*writer_, kOrigin, key(), now_); }
  static evidence::Entry entry(int number) {
    return {evidence::EntryKind::kNotice, WallTime(std::chrono::seconds(1'700'000'000)), "",
            R"({"notice":"test","number":)" + std::to_string(number) + "}"};
  }
  void append(Ledger& ledger, int count) {
    ASSERT_THAT(store::begin(*writer_), IsOk());
    for (int i = 0; i < count; ++i) ASSERT_THAT(ledger.append(entry(i)), IsOk());
    ASSERT_THAT(ledger.seal(now_), IsOk());
    ASSERT_THAT(store::commit(*writer_), IsOk());
    ledger.committed();
  }
  /// The root as the RFC defines it, over the stored leaves and nothing else.
  Digest root_from_leaves(std::uint64_t size) {
    evidence::RightEdge whole;
    const auto leaves = store::leaf_hashes(*writer_, store::leaf_id(1, 0), size);
    for (const Digest& leaf : leaves.value()) whole.append(leaf);
    return whole.root();
  }
  evidence::Checkpoint verified(const Ledger& ledger) {
    return evidence::verify_checkpoint(ledger.checkpoint(), key().public_key()).value();
  }

  TempDir dir_;
  std::unique_ptr<store::Writer> writer_;
  std::string pem_ =
      crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value().to_pem().value();
  WallTime now_{std::chrono::seconds(1'700'000'000)};
};

TEST_F(LedgerTest, BeginsEpochOneWithASignedEmptyTree) {
  const auto ledger = open();
  ASSERT_THAT(ledger, IsOk());
  EXPECT_EQ(ledger->epoch(), 1U);
  EXPECT_EQ(verified(*ledger), (evidence::Checkpoint{kOrigin, 0, evidence::empty_root()}));
}

TEST_F(LedgerTest, SignsTheRootOfWhatItStored) {
  auto ledger = open();
  ASSERT_THAT(ledger, IsOk());
  for (const int count : {1, 2, 252, 1, 1, 255, 400}) {
    append(*ledger, count);
    const std::uint64_t size = ledger->size();
    EXPECT_EQ(verified(*ledger), (evidence::Checkpoint{kOrigin, size, root_from_leaves(size)}));
  }
}

TEST_F(LedgerTest, StoresTheHashOfEveryCompleteTile) {
  auto ledger = open();
  ASSERT_THAT(ledger, IsOk());
  append(*ledger, 256 * 3 + 17);
  const auto nodes = store::node_hashes(*writer_, 1, 1, 0, 100);
  ASSERT_THAT(nodes, IsOk());
  ASSERT_EQ(nodes->size(), 3U);
  evidence::RightEdge third;
  const auto leaves = store::leaf_hashes(*writer_, store::leaf_id(1, 512), 256);
  for (const Digest& leaf : leaves.value()) third.append(leaf);
  EXPECT_EQ(nodes->back(), third.root());
}

TEST_F(LedgerTest, GoesOnAfterARestartWhereItWas) {
  std::string note;
  {
    auto ledger = open();
    ASSERT_THAT(ledger, IsOk());
    append(*ledger, 700);
    note = ledger->checkpoint();
  }
  auto ledger = open();
  ASSERT_THAT(ledger, IsOk());
  EXPECT_EQ(ledger->size(), 700U);
  EXPECT_EQ(ledger->checkpoint(), note);
  append(*ledger, 100);
  EXPECT_EQ(verified(*ledger).root, root_from_leaves(800));
}

TEST_F(LedgerTest, TheSaltAndLineGiveTheLeaf) {
  auto ledger = open();
  ASSERT_THAT(ledger, IsOk());
  append(*ledger, 3);
  const auto stored = store::find_entry(*writer_, store::leaf_id(1, 1));
  ASSERT_THAT(stored, IsOk());
  const auto leaf = store::leaf_hashes(*writer_, store::leaf_id(1, 1), 1);
  EXPECT_EQ(leaf.value().front(),
            evidence::leaf_hash(evidence::commitment(stored->salt, stored->line)));
  EXPECT_EQ(stored->line, evidence::encode(entry(1)));
  const auto other = store::find_entry(*writer_, store::leaf_id(1, 2));
  EXPECT_NE(stored->salt, other.value().salt);
}

TEST_F(LedgerTest, ForgetsWhatWasRolledBack) {
  auto ledger = open();
  ASSERT_THAT(ledger, IsOk());
  append(*ledger, 300);
  const std::string note = ledger->checkpoint();
  ASSERT_THAT(store::begin(*writer_), IsOk());
  for (int i = 0; i < 300; ++i) ASSERT_THAT(ledger->append(entry(i)), IsOk());
  ASSERT_THAT(ledger->seal(now_), IsOk());
  store::rollback(*writer_);
  ledger->rollback();
  EXPECT_EQ(ledger->size(), 300U);
  EXPECT_EQ(ledger->checkpoint(), note);
  append(*ledger, 250);
  EXPECT_EQ(verified(*ledger).root, root_from_leaves(550));
}

TEST_F(LedgerTest, ASecondLeaderTakesTheLedgerFromTheFirst) {
  auto first = open();
  ASSERT_THAT(first, IsOk());
  auto second = open();
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(store::begin(*writer_), IsOk());
  ASSERT_THAT(first->append(entry(1)), IsOk());
  EXPECT_THAT(first->seal(now_), IsError(ErrorCode::kConflict, "another process"));
  store::rollback(*writer_);
  append(*second, 1);
}

TEST_F(LedgerTest, IsSignedByOneKeyPerEpoch) {
  ASSERT_THAT(open(), IsOk());
  auto other = crypto::PrivateKey::generate(crypto::KeyKind::kEd25519);
  EXPECT_THAT(Ledger::open(*writer_, kOrigin, std::move(*other), now_),
              IsError(ErrorCode::kConflict, "log key"));
  EXPECT_THAT(Ledger::open(*writer_, "other/log", key(), now_), IsError(ErrorCode::kConflict));
}

TEST_F(LedgerTest, SeesALeafThatWasChanged) {
  {
    auto ledger = open();
    ASSERT_THAT(ledger, IsOk());
    append(*ledger, 10);
  }
  writer_->database().exec("UPDATE leaf SET hash=zeroblob(32) WHERE id=" +
                           std::to_string(store::leaf_id(1, 9)));
  EXPECT_THAT(open(), IsError(ErrorCode::kCorrupt, "fsck"));
}

TEST_F(LedgerTest, StoresNothingInRecovery) {
  { ASSERT_THAT(open(), IsOk()); }
  ASSERT_THAT(store::put_recovery(*writer_, {now_, now_, "backup", 0, {}, {}}), IsOk());
  auto ledger = open();
  ASSERT_THAT(ledger, IsOk());
  EXPECT_TRUE(ledger->recovering());
  EXPECT_THAT(ledger->append(entry(1)), IsError(ErrorCode::kUnavailable, "recovery"));
}

}  // namespace
}  // namespace distanskoll::server::ledger
