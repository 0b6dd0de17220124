// SPDX-License-Identifier: EUPL-1.2
// A computer is reported lost: nothing of it is taken any more, what it said before can be proved,
// and that it speaks again is a finding.
#include "server/devices/acts.h"

#include "server/devices/loss_reading.h"
#include "server/devices/proof.h"
#include "server/store/device_state.h"
#include "server/store/devices.h"
#include "shared/evidence/merkle.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::devices {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class Acts : public ::testing::Test {
 protected:
  void say(const Facts& facts = {}, const std::function<void(report::Report&)>& change = {}) {
    const std::string line = laptop_.report(town_.now(), facts, change);
    ASSERT_EQ(fate_of(town_.post(laptop_, line), laptop_.seq), "receipt");
  }
  Result<ledger::Commit> run(const std::function<Result<void>(ledger::Transaction&)>& act) {
    auto commit = town_.sequencer->run(act);
    town_.admission->forget("d1");
    return commit;
  }
  void lose() {
    ASSERT_THAT(run([&](auto& transaction) {
                  return report_lost(transaction, tombstones_, "d1", Loss::kStolen, "ida");
                }),
                IsOk());
  }
  store::Device device() {
    auto reader = town_.readers->lend();
    return store::find_device(**reader, "d1").value();
  }
  LossStatement stated() {
    auto reader = town_.readers->lend();
    return state_loss(read_loss_history(**reader, "d1").value(), 600s);
  }
  std::vector<std::string> open() {
    auto reader = town_.readers->lend();
    std::vector<std::string> kinds;
    for (const auto& finding : store::open_findings_of(**reader, "d1").value()) {
      kinds.emplace_back(store::to_string(finding.kind));
    }
    return kinds;
  }

  Town town_;
  Laptop laptop_ = town_.enrol("d1");
  ledger::Tombstones tombstones_{town_.directory};
};

TEST_F(Acts, ALostComputerIsRevokedAndMarkedInOneCommit) {
  say();
  lose();
  EXPECT_EQ(device().lifecycle, "lost");
  EXPECT_EQ(device().revoked_reason, "stolen");
  EXPECT_THAT(town_.admission->identify(laptop_.certificate()), IsError(ErrorCode::kRevoked));
  EXPECT_EQ(ledger::read_tombstones(town_.directory / "tombstones").value().size(), 1U);
}

TEST_F(Acts, ARevocationCannotBeTakenBack) {
  lose();
  ASSERT_THAT(run([](auto& transaction) {
                return put_lifecycle(transaction, "d1", Lifecycle::kAssigned, "ida");
              }),
              IsOk());
  EXPECT_THAT(town_.admission->identify(laptop_.certificate()), IsError(ErrorCode::kRevoked));
}

TEST_F(Acts, TheReasonOfTheFirstRevocationStays) {
  ASSERT_THAT(run([&](auto& transaction) {
                return revoke(transaction, tombstones_, "d1", "key leaked", "ida");
              }),
              IsOk());
  lose();
  EXPECT_EQ(device().revoked_reason, "key leaked");
  EXPECT_EQ(device().lifecycle, "lost");
}

TEST_F(Acts, AnUnknownComputerCannotBeLost) {
  EXPECT_THAT(run([&](auto& transaction) {
                return report_lost(transaction, tombstones_, "d9", Loss::kLost, "ida");
              }),
              IsError(ErrorCode::kNotFound));
}

TEST_F(Acts, ThatALostComputerSpeaksAgainIsAFindingUntilItIsGivenUp) {
  say();
  lose();
  EXPECT_THAT(open(), IsEmpty());
  EXPECT_THAT(town_.admission->identify(laptop_.certificate()), IsError(ErrorCode::kRevoked));
  EXPECT_THAT(town_.admission->identify(laptop_.certificate()), IsError(ErrorCode::kRevoked));
  town_.settle();
  EXPECT_THAT(open(), ElementsAre("unexpected_device"));
  ASSERT_THAT(run([](auto& transaction) {
                return put_lifecycle(transaction, "d1", Lifecycle::kRetired, "ida");
              }),
              IsOk());
  EXPECT_THAT(open(), IsEmpty());
}

TEST_F(Acts, WhatItSaidBeforeIsReadFromTheLedger) {
  say({.encrypted = false});
  town_.clock.advance(1h);
  const WallTime encrypted = town_.now();
  say();
  town_.clock.advance(300s);
  ASSERT_LE(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
  town_.admission->tick();
  town_.settle();
  lose();
  const auto said = stated();
  EXPECT_EQ(said.last_report, encrypted);
  EXPECT_EQ(said.last_heard, town_.now());
  EXPECT_EQ(said.disk.state, "protected");
  ASSERT_TRUE(said.disk_said);
  EXPECT_EQ(said.disk_said->since, encrypted);
  EXPECT_EQ(said.disk_said->before, "unprotected");
}

TEST_F(Acts, NothingIsSaidOfAComputerThatNeverReported) {
  lose();
  EXPECT_EQ(stated().disk.unknown, Unknown::kNeverReported);
}

TEST_F(Acts, ItsLastReportIsProvedByTheCheckpointAndByNoOtherLeaf) {
  for (int i = 0; i < 5; ++i) say({.encrypted = i % 2 == 0});
  auto reader = town_.readers->lend();
  const auto state = store::find_device_state(**reader, "d1").value().value();
  const auto proof = prove_entry(**reader, state.leaf);
  ASSERT_THAT(proof, IsOk());
  EXPECT_TRUE(evidence::verify_inclusion(proof->leaf, proof->number, proof->size, proof->path,
                                         proof->root));
  EXPECT_FALSE(evidence::verify_inclusion(evidence::leaf_hash(as_bytes("another")), proof->number,
                                          proof->size, proof->path, proof->root));
  EXPECT_NE(proof->checkpoint.find(town_.origin + "\n"), std::string::npos);
  EXPECT_THAT(prove_entry(**reader, store::leaf_id(1, proof->size)), IsError(ErrorCode::kNotFound));
}

}  // namespace
}  // namespace distanskoll::server::devices
