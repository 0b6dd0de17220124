// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/backup.h"

#include "server/ledger/epochs.h"
#include "server/ledger/export.h"
#include "server/ledger/fsck.h"
#include "server/ledger/restore.h"
#include "server/ledger/tombstones.h"
#include "server/store/devices.h"
#include "tests/server/admission/town.h"
#include "tests/server/ledger/clean.h"
#include "tests/support/matchers.h"

#include <atomic>
#include <thread>

#include <boost/json/parse.hpp>

namespace distanskoll::server::ledger {
namespace {

using ::testing::HasSubstr;

class BackupTest : public ::testing::Test {
 protected:
  void post(const std::string& body, std::uint64_t seq) {
    ASSERT_EQ(fate_of(town_.post(laptop_, body), seq), "receipt");
  }
  std::string report(std::optional<report::Seen> seen = std::nullopt) {
    return laptop_.report(town_.now(), {}, [&](report::Report& r) { r.seen = seen; });
  }
  Result<BackupReport> take(const std::string& name) {
    return backup(*town_.sequencer, town_.directory, elsewhere_ / name);
  }
  Result<RestoreReport> bring_back(const std::string& name) {
    std::filesystem::create_directory(elsewhere_ / "data");
    std::filesystem::copy_file(town_.directory / "log.pem", elsewhere_ / "data" / "log.pem");
    return restore({elsewhere_ / name, elsewhere_ / "data", town_.directory / "tombstones"},
                   town_.now());
  }

  TempDir elsewhere_;
  Town town_;
  Laptop laptop_ = town_.enrol("d1");
};

TEST_F(BackupTest, IsAWholeLedgerThatFsckFindsClean) {
  for (std::uint64_t i = 1; i <= 20; ++i) post(report(), i);
  const auto made = take("b1");
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->size, 20U);
  expect_clean(elsewhere_ / "b1");
  const auto key = crypto::PrivateKey::from_pem(town_.log_key_pem).value();
  EXPECT_THAT(evidence::verify_checkpoint(elsewhere_.read("b1/checkpoint"), key.public_key()),
              IsOk());
  EXPECT_THAT(take("b1"), IsError(ErrorCode::kConflict, "exists"));
}

TEST_F(BackupTest, IsOfOneMomentAlsoWhileReportsArrive) {
  for (std::uint64_t bodies = 1; bodies <= 5; ++bodies) {
    std::string body;
    for (int i = 0; i < 100; ++i) body += report() + "\n";
    post(body, bodies * 100);
  }
  Laptop busy = town_.enrol("d2");
  std::atomic<bool> stop{false};
  std::thread load([&] {
    while (!stop) static_cast<void>(town_.post(busy, busy.report(town_.now())));
  });
  const auto made = take("b1");
  stop = true;
  load.join();
  ASSERT_THAT(made, IsOk());
  EXPECT_GE(made->size, 500U);
  expect_clean(elsewhere_ / "b1");
}

TEST_F(BackupTest, BroughtBackKeepsRevokedRevokedAndErasedErased) {
  Laptop thief = town_.enrol("d2");
  ASSERT_EQ(fate_of(town_.post(thief, thief.report(town_.now())), 1), "receipt");
  post(report(), 1);
  ASSERT_THAT(take("b1"), IsOk());
  Tombstones list(town_.directory);
  ASSERT_THAT(list.append({TombstoneKind::kRevocation, "d2", town_.now()}), IsOk());
  ASSERT_THAT(
      list.append({TombstoneKind::kErasure, std::to_string(store::leaf_id(1, 0)), town_.now()}),
      IsOk());
  const auto back = bring_back("b1");
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->revoked, 1U);
  EXPECT_EQ(back->erased, 1U);
  const auto reader = store::Reader::open(elsewhere_ / "data");
  EXPECT_TRUE(store::find_device(**reader, "d2")->revoked_at.has_value());
  EXPECT_THAT(store::find_entry(**reader, store::leaf_id(1, 0)), IsError(ErrorCode::kNotFound));
  expect_clean(elsewhere_ / "data");
  EXPECT_THAT(restore({elsewhere_ / "b1", elsewhere_ / "data", {}}, town_.now()),
              IsError(ErrorCode::kConflict, "evidence"));
}

TEST_F(BackupTest, NobodyHasSeenMoreSoTheLogGoesOnAfterTheWait) {
  post(report(), 1);
  ASSERT_THAT(take("b1"), IsOk());
  const auto back = bring_back("b1");
  ASSERT_THAT(back, IsOk());
  const auto writer = store::Writer::open(elsewhere_ / "data");
  ASSERT_THAT(writer, IsOk());
  EXPECT_THAT(outlook(**writer, town_.now(), false), IsOkAnd(Outlook::kWaiting));
  EXPECT_THAT(continue_log(**writer, town_.now(), false), IsError(ErrorCode::kConflict));
  EXPECT_THAT(outlook(**writer, back->until, false), IsOkAnd(Outlook::kContinue));
  EXPECT_THAT(continue_log(**writer, back->until, false), IsOk());
  EXPECT_THAT(outlook(**writer, back->until, false), IsOkAnd(Outlook::kNotRecovering));
}

TEST_F(BackupTest, SomebodyHasSeenMoreSoANewEpochBeginsAndNothingAcknowledgedIsLost) {
  post(report(), 1);
  ASSERT_THAT(take("b1"), IsOk());
  const std::string acknowledged = report();
  post(acknowledged, 2);
  const Digest root = root_of(ledger::read_edge(*town_.writer, 1, 2).value()).value();
  ASSERT_THAT(bring_back("b1"), IsOk());
  town_.stop();

  // Recovery: nothing is stored, what the laptops have seen is remembered.
  Town restored(elsewhere_ / "data");
  restored.adopt(town_);
  const std::string fresh = report(report::Seen{2, root});
  EXPECT_EQ(fate_of(restored.post(laptop_, fresh), 3), "retry");
  EXPECT_EQ(restored.ledger_size(), 1U);
  restored.stop();

  {
    const auto writer = store::Writer::open(elsewhere_ / "data");
    ASSERT_THAT(writer, IsOk());
    EXPECT_THAT(outlook(**writer, town_.now(), false), IsOkAnd(Outlook::kNewEpoch));
    EXPECT_THAT(continue_log(**writer, town_.now(), true), IsError(ErrorCode::kConflict));
    auto key = crypto::PrivateKey::generate(crypto::KeyKind::kEd25519).value();
    restored.log_key_pem = key.to_pem().value();
    restored.origin = "town.test/log2";
    const auto ledger = begin_epoch(
        **writer, {restored.origin, std::move(key), "operator", "disk failed"}, town_.now());
    ASSERT_THAT(ledger, IsOk());
    EXPECT_EQ(ledger->epoch(), 2U);
  }
  restored.restart();
  const auto asked = restored.post(laptop_, fresh);
  EXPECT_EQ(fate_of(asked, 3), "retry") << "number 2 is missing here";
  EXPECT_EQ(asked.at("settings").at("epoch"), 2);
  EXPECT_EQ(asked.at("settings").at("resend_from"), 2);
  const auto whole = restored.post(laptop_, acknowledged + "\n" + fresh);
  EXPECT_EQ(fate_of(whole, 2), "receipt");
  EXPECT_EQ(fate_of(whole, 3), "receipt");
  EXPECT_THAT(restored.open_findings("d1"), ::testing::IsEmpty()) << "no fork is cried";
  restored.stop();
  expect_clean(elsewhere_ / "data");

  const auto reader = store::Reader::open(elsewhere_ / "data");
  const auto first = store::find_entry(**reader, store::leaf_id(2, 0));
  ASSERT_THAT(first, IsOk());
  const auto body = decode_epoch_body(evidence::decode_entry(first->line)->body);
  ASSERT_THAT(body, IsOk());
  EXPECT_EQ(body->previous_size, 2U);
  EXPECT_EQ(body->previous_root, root);
  EXPECT_EQ(body->why, "disk failed");
}

TEST_F(BackupTest, ExportSaysEverythingInLinesOfJson) {
  post(report(), 1);
  std::vector<boost::json::value> lines;
  auto reader = town_.readers->lend();
  const auto written =
      export_all(*reader.value(), town_.now(), [&](std::string_view line) -> Result<void> {
        lines.push_back(boost::json::parse(boost::json::string_view(line.data(), line.size())));
        return {};
      });
  ASSERT_THAT(written, IsOk());
  EXPECT_EQ(*written, lines.size());
  std::vector<std::string> kinds;
  kinds.reserve(lines.size());
  for (const auto& line : lines) kinds.emplace_back(line.at("kind").as_string());
  EXPECT_THAT(kinds, ::testing::ElementsAre("export", "epoch", "leaf", "checkpoint", "checkpoint",
                                            "device", "device_key", "end"));
  EXPECT_THAT(std::string(lines[2].at("entry").as_string()), HasSubstr(R"("kind":"report")"));
}

TEST(TombstoneList, ReadsWhatItAppendedAndLeavesOutHalfALine) {
  const TempDir dir;
  Tombstones list(dir.path());
  const WallTime at(std::chrono::seconds(1'700'000'000));
  ASSERT_THAT(list.append({TombstoneKind::kRevocation, "d1", at}), IsOk());
  ASSERT_THAT(list.append({TombstoneKind::kCode, "c1", at}), IsOk());
  const std::string text = dir.read("tombstones");
  EXPECT_EQ(text.substr(0, text.find('\n')),
            R"({"v":1,"kind":"revocation","id":"d1","at":"2023-11-14T22:13:20Z"})");
  dir.write("tombstones", text + R"({"v":1,"kind":"revo)");
  const auto read = read_tombstones(dir / "tombstones");
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->size(), 2U);
  dir.write("tombstones", "rubbish\n");
  EXPECT_THAT(read_tombstones(dir / "tombstones"), IsError(ErrorCode::kMalformed, ":1"));
  EXPECT_THAT(read_tombstones(dir / "none"), IsOk());
}

}  // namespace
}  // namespace distanskoll::server::ledger
