// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/fsck.h"

#include "server/ledger/rebuild.h"
#include "server/store/device_state.h"
#include "server/store/policies.h"
#include "shared/crypto/hash.h"
#include "shared/evidence/entry.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

namespace distanskoll::server::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A town whose collector does what it likes with its ledger.
class FsckTest : public ::testing::Test {
 protected:
  std::vector<std::string> problems() {
    auto reader = town_.readers->lend();
    const auto report = fsck(*reader.value());
    std::vector<std::string> kinds;
    for (const Problem& problem : report.value().problems) {
      kinds.emplace_back(to_string(problem.kind));
    }
    return kinds;
  }
  void sql(const std::string& text) {
    ASSERT_THAT(town_.sequencer->run([&](Transaction& t) -> Result<void> {
      return store::guarded("corrupt", [&]() -> Result<void> {
        t.writer.database().exec(text);
        return {};
      });
    }),
                IsOk());
  }
  /// Appends an entry that no laptop sent, with a good tree over it.
  void forge(evidence::EntryKind kind, const std::string& body,
             std::optional<std::uint64_t> seq = std::nullopt) {
    ASSERT_THAT(town_.sequencer->run([&](Transaction& t) -> Result<void> {
      const auto appended = t.ledger.append({kind, t.now, "d1", body}, seq);
      if (!appended) return appended.error();
      return {};
    }),
                IsOk());
  }
  void forge_report(const std::string& heartbeat, const std::string& report, std::uint64_t seq) {
    forge(evidence::EntryKind::kReport, evidence::encode(evidence::ReportBody{heartbeat, report}),
          seq);
    ASSERT_THAT(town_.sequencer->run([&](Transaction& t) -> Result<void> {
      auto state = store::find_device_state(t.writer, "d1").value().value();
      state.seq = seq;
      state.leaf = store::leaf_id(1, t.ledger.size() - 1);
      state.hash = crypto::sha256(report);
      state.received_at = t.now;
      state.trigger = "change";
      return store::put_device_state(t.writer, state);
    }),
                IsOk());
  }
  void post(const std::string& body, std::uint64_t seq) {
    ASSERT_EQ(fate_of(town_.post(laptop_, body), seq), "receipt");
  }
  /// A body is taken 128 lines at a time.
  void post_hundreds(int hundreds) {
    for (int batch = 0; batch < hundreds; ++batch) {
      std::string body;
      for (int i = 0; i < 100; ++i) body += report() + "\n";
      post(body, laptop_.seq);
    }
  }
  std::string report() { return laptop_.report(town_.now()); }
  std::string heartbeat() { return laptop_.heartbeat(town_.now()); }

  Town town_;
  Laptop laptop_ = town_.enrol("d1");
};

TEST_F(FsckTest, FindsNothingInAnHonestLedger) {
  for (std::uint64_t i = 0; i < 3; ++i) {
    std::string lines = report();
    lines.append("\n").append(heartbeat());
    lines.append("\n").append(report());
    post(lines, laptop_.seq);
  }
  post_hundreds(6);
  EXPECT_THAT(problems(), IsEmpty());
  auto reader = town_.readers->lend();
  const auto result = fsck(*reader.value());
  EXPECT_EQ(result->leaves, 606U);
  EXPECT_EQ(result->signatures, 606U);
  EXPECT_GE(result->checkpoints, 4U);
}

TEST_F(FsckTest, FindsAnEditedTimeOfReceipt) {
  post(report(), 1);
  sql("UPDATE entry SET line=replace(line,'07:00:00Z\",\"device\"','06:00:00Z\",\"device\"'),"
      " received_at=received_at-3600");
  EXPECT_THAT(problems(), ::testing::Contains("leaf"));
}

TEST_F(FsckTest, FindsAColumnThatSaysSomethingElseThanItsLine) {
  post(report(), 1);
  sql("UPDATE entry SET received_at=received_at-3600");
  EXPECT_THAT(problems(), ElementsAre("entry"));
}

TEST_F(FsckTest, FindsAWithheldClosingHeartbeat) {
  post(report(), 1);
  static_cast<void>(heartbeat());
  forge_report("", report(), 3);
  EXPECT_THAT(problems(), ElementsAre("heartbeat"));
}

TEST_F(FsckTest, FindsAReplacedClosingHeartbeat) {
  post(report(), 1);
  Laptop other = std::move(laptop_);
  const std::string earlier = other.heartbeat(town_.now() - std::chrono::seconds(60));
  static_cast<void>(other.heartbeat(town_.now()));
  forge_report(earlier, other.report(town_.now()), 4);
  EXPECT_THAT(problems(), ElementsAre("heartbeat"));
}

TEST_F(FsckTest, FindsAnInventedClosingHeartbeat) {
  post(report(), 1);
  const auto chain = laptop_.last_hash;
  const std::string invented = heartbeat();
  laptop_.last_hash = chain;
  forge_report(invented, report(), 3);
  EXPECT_THAT(problems(), ElementsAre("heartbeat"));
}

TEST_F(FsckTest, FindsARunClosedByAHeartbeatThatTheLaptopNeverSigned) {
  post(report(), 1);
  Laptop stranger = town_.enrol("d2");
  stranger.run = 1;
  stranger.seq = 1;
  stranger.run_hash = laptop_.run_hash;
  forge(evidence::EntryKind::kRunClosed,
        evidence::encode(evidence::RunClosedBody{stranger.heartbeat(town_.now()), true}));
  EXPECT_THAT(problems(), ElementsAre("heartbeat"));
}

TEST_F(FsckTest, FindsAReportThatNobodySigned) {
  post(report(), 1);
  std::string line = report();
  const std::size_t dot = line.rfind('.');
  line[dot + 5] = line[dot + 5] == 'A' ? 'B' : 'A';
  forge_report("", line, 2);
  EXPECT_THAT(problems(), ::testing::Contains("signature"));
}

TEST_F(FsckTest, KnowsABreakThatTheCollectorAdmitted) {
  post(report(), 1);
  static_cast<void>(report());
  const std::string after = report();
  ASSERT_EQ(fate_of(town_.post(laptop_, after), 3), "retry");
  post(after, 3);
  EXPECT_THAT(problems(), IsEmpty());
  auto reader = town_.readers->lend();
  EXPECT_EQ(fsck(*reader.value())->admitted_breaks, 1U);
}

struct Corruption {
  const char* name;
  const char* sql;
  const char* found;
};

class CorruptionTest : public FsckTest, public ::testing::WithParamInterface<Corruption> {};

TEST_P(CorruptionTest, IsFound) {
  post_hundreds(3);
  ASSERT_THAT(problems(), IsEmpty());
  sql(GetParam().sql);
  EXPECT_THAT(problems(), ::testing::Contains(GetParam().found));
}

INSTANTIATE_TEST_SUITE_P(
    Table, CorruptionTest,
    ::testing::Values(
        Corruption{"Salt", "UPDATE entry SET salt=zeroblob(32) WHERE seq=7", "leaf"},
        Corruption{"Line", "UPDATE entry SET line=replace(line,'d1','d2') WHERE seq=7", "leaf"},
        Corruption{"Leaf", "UPDATE leaf SET hash=zeroblob(32) WHERE id=(1<<40)+7", "leaf"},
        Corruption{"Node", "UPDATE node SET hash=zeroblob(32)", "node"},
        Corruption{"LostNode", "DELETE FROM node", "missing"},
        Corruption{"LostEntry", "DELETE FROM entry WHERE seq=7", "missing"},
        Corruption{"LostLeaf", "DELETE FROM leaf WHERE id=(1<<40)+7", "missing"},
        Corruption{"LostEnd", "DELETE FROM leaf WHERE id=(1<<40)+299", "head"},
        Corruption{"Swapped", "UPDATE entry SET seq=1000+seq WHERE seq=7", "entry"},
        Corruption{"Root", "UPDATE head SET root=zeroblob(32)", "head"},
        Corruption{"Checkpoint", "UPDATE checkpoint SET root=zeroblob(32) WHERE id=(1<<40)+300",
                   "checkpoint"},
        Corruption{"Signature",
                   "UPDATE checkpoint SET signature=CAST(CAST(substr(signature,1,"
                   "length(signature)-8) AS TEXT) || 'AAAAAAA=' AS BLOB)"
                   " WHERE id=(1<<40)+300",
                   "checkpoint"},
        Corruption{"State", "UPDATE device_state SET at=at-1", "state"},
        Corruption{"LostState", "DELETE FROM device_state", "state"}),
    [](const auto& each) { return each.param.name; });

TEST_F(FsckTest, RebuildMendsStateAndFindingsFromTheEntries) {
  ASSERT_THAT(town_.sequencer->run([&](Transaction& t) {
    return store::put_policy(
        t.writer, {town_.in_force->sha256_hex, "town", 1, WallTime{}, town_.in_force->yaml});
  }),
              IsOk());
  post(report(), 1);
  post(laptop_.report(town_.now(), {.encrypted = false}), 2);
  ASSERT_THAT(town_.open_findings("d1"), ElementsAre("disk_encryption"));
  sql("UPDATE device_state SET seq=1; DELETE FROM finding; DELETE FROM failing");
  ASSERT_THAT(problems(), ElementsAre("state"));
  const auto result = rebuild(*town_.writer);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->reports, 2U);
  EXPECT_EQ(result->without_policy, 0U);
  EXPECT_THAT(problems(), IsEmpty());
  EXPECT_THAT(town_.open_findings("d1"), ElementsAre("disk_encryption"));
}

}  // namespace
}  // namespace distanskoll::server::ledger
