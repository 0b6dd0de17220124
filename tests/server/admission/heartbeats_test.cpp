// SPDX-License-Identifier: EUPL-1.2
#include "server/store/device_state.h"
#include "shared/evidence/entry.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

namespace distanskoll {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class Heartbeats : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 1), "receipt");
  }
  static std::string spoiled(std::string line) {
    const std::size_t dot = line.rfind('.');
    line[dot + 5] = line[dot + 5] == 'A' ? 'B' : 'A';
    return line;
  }
  /// Lets the run go silent and the collector notice.
  void fall_silent() {
    town_.clock.advance(601s);
    town_.admission->tick();
    town_.settle();
  }
  std::vector<evidence::RunClosedBody> closed_runs() {
    std::vector<evidence::RunClosedBody> bodies;
    auto reader = town_.readers->lend();
    for (const auto& row : server::store::entries_from(*reader.value(), 0, 1000).value()) {
      if (row.kind != "run_closed") continue;
      bodies.push_back(
          evidence::decode_run_closed_body(evidence::decode_entry(row.line)->body).value());
    }
    return bodies;
  }
  std::optional<server::store::RunningHeartbeat> row() {
    auto reader = town_.readers->lend();
    return server::store::find_heartbeat(*reader.value(), "d1").value();
  }

  Town town_;
  Laptop laptop_ = town_.enrol("d1");
};

TEST_F(Heartbeats, GetNoBodyWhenNothingIsNew) {
  const auto answer = town_.send(laptop_, laptop_.heartbeat(town_.now()));
  EXPECT_EQ(answer.status, 204U);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(town_.ledger_size(), 1U);
}

TEST_F(Heartbeats, AreToldWhatIsNewOnce) {
  auto changed = town_policy();
  changed.policy.heartbeat_seconds = 600;
  changed.sha256_hex = std::string(64, 'a');
  town_.admission->put_in_force(
      std::make_shared<const server::admission::InForce>(std::move(changed)));
  const auto answer = town_.post(laptop_, laptop_.heartbeat(town_.now()));
  ASSERT_TRUE(answer.is_object());
  EXPECT_EQ(fate_of(answer, 2), "receipt");
  EXPECT_EQ(answer.at("settings").at("heartbeat_seconds"), 600);
  EXPECT_EQ(result_of(answer, "secure_tunnel"), "pass");
  EXPECT_EQ(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
}

TEST_F(Heartbeats, KeepThePostureCurrent) {
  town_.clock.advance(500s);
  ASSERT_EQ(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
  town_.restart();
  town_.clock.advance(500s);
  const auto answer = town_.post(laptop_, laptop_.heartbeat(town_.now()));
  EXPECT_EQ(answer.at("posture").at("presence"), "current");
}

TEST_F(Heartbeats, SentAgainAreTakenAgain) {
  const std::string line = laptop_.heartbeat(town_.now());
  ASSERT_EQ(town_.send(laptop_, line).status, 204U);
  EXPECT_EQ(town_.send(laptop_, line).status, 204U);
}

TEST_F(Heartbeats, WithOtherBytesUnderAUsedNumberAreACloneWhenTheyAreSigned) {
  ASSERT_EQ(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
  laptop_.seq = 1;
  const std::string other = laptop_.heartbeat(town_.now() + 1s);
  EXPECT_EQ(fate_of(town_.post(laptop_, spoiled(other)), 2), "out_of_order");
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
  EXPECT_EQ(fate_of(town_.post(laptop_, other), 2), "number_taken");
  EXPECT_THAT(town_.open_findings("d1"), ElementsAre("cloned_key"));
}

TEST_F(Heartbeats, OfAReportThatIsMissingAskForIt) {
  const std::string lost = laptop_.report(town_.now());
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  const auto answer = town_.post(laptop_, heartbeat);
  EXPECT_EQ(fate_of(answer, 3), "retry");
  EXPECT_EQ(answer.at("settings").at("resend_from"), 2);
  const auto whole = town_.post(laptop_, lost + "\n" + heartbeat);
  EXPECT_EQ(fate_of(whole, 2), "receipt");
  EXPECT_EQ(fate_of(whole, 3), "receipt");
}

TEST_F(Heartbeats, EveryTwelfthIsVerifiedOnArrival) {
  for (int i = 1; i <= 11; ++i) {
    ASSERT_EQ(town_.send(laptop_, spoiled(laptop_.heartbeat(town_.now()))).status, 204U) << i;
  }
  EXPECT_EQ(fate_of(town_.post(laptop_, spoiled(laptop_.heartbeat(town_.now()))), 13),
            "bad_signature");
  EXPECT_THAT(town_.open_findings("d1"), ElementsAre("bad_heartbeat"));
}

TEST_F(Heartbeats, AreWrittenToTheDatabaseWithoutAnybodyWaiting) {
  const std::string line = laptop_.heartbeat(town_.now());
  ASSERT_EQ(town_.send(laptop_, line).status, 204U);
  town_.admission->tick();
  town_.settle();
  ASSERT_TRUE(row().has_value());
  EXPECT_EQ(row()->jws, line);
  const std::string next = laptop_.heartbeat(town_.now());
  ASSERT_EQ(town_.send(laptop_, next).status, 204U);
  ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 4), "receipt");
  EXPECT_FALSE(row().has_value()) << "the run is over";
}

TEST_F(Heartbeats, WrittenInTheSameTransactionAsTheEndOfTheirRunLeaveNoRow) {
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  const std::string report = laptop_.report(town_.now());
  town_.in_one_transaction(2, [&] {
    EXPECT_EQ(town_.send(laptop_, heartbeat).status, 204U);
    town_.admission->tick();
    EXPECT_EQ(fate_of(town_.post(laptop_, report), 3), "receipt");
  });
  EXPECT_FALSE(row().has_value());
}

TEST_F(Heartbeats, ThatArriveWhileOthersAreBeingCommittedAreWrittenByTheNextFlush) {
  const std::string first = laptop_.heartbeat(town_.now());
  const std::string newest = laptop_.heartbeat(town_.now());
  town_.in_one_transaction(2, [&] {
    EXPECT_EQ(town_.send(laptop_, first).status, 204U);
    town_.admission->tick();
    const auto commit = town_.sequencer->run([&](server::ledger::Transaction&) -> Result<void> {
      EXPECT_EQ(town_.send(laptop_, newest).status, 204U);
      town_.admission->tick();
      return {};
    });
    EXPECT_THAT(commit, IsOk());
  });
  town_.settle();
  ASSERT_TRUE(row().has_value());
  EXPECT_EQ(row()->jws, newest);
}

TEST_F(Heartbeats, KeepTheirVerifiedPredecessorAsLongAsTheyAreNotWritten) {
  std::string verified;
  for (int i = 1; i <= 12; ++i) {
    verified = laptop_.heartbeat(town_.now());
    ASSERT_EQ(town_.send(laptop_, verified).status, 204U);
  }
  for (int i = 1; i <= 2; ++i) {
    ASSERT_EQ(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
  }
  town_.admission->tick();
  town_.settle();
  ASSERT_TRUE(row().has_value());
  EXPECT_EQ(row()->verified_seq, 13U);
  EXPECT_EQ(row()->verified, verified);
}

TEST_F(Heartbeats, SilenceClosesTheRunWithTheNewest) {
  ASSERT_EQ(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
  const std::string newest = laptop_.heartbeat(town_.now());
  ASSERT_EQ(town_.send(laptop_, newest).status, 204U);
  town_.admission->tick();
  EXPECT_THAT(closed_runs(), IsEmpty()) << "not silent yet";
  fall_silent();
  const auto runs = closed_runs();
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].heartbeat, newest);
  EXPECT_TRUE(runs[0].verified);
  town_.admission->tick();
  town_.settle();
  EXPECT_EQ(closed_runs().size(), 1U) << "once";
}

TEST_F(Heartbeats, ABadNewestOneGivesWayToTheNewestVerifiedAndIsFound) {
  std::string verified;
  for (int i = 1; i <= 12; ++i) {
    verified = laptop_.heartbeat(town_.now());
    ASSERT_EQ(town_.send(laptop_, verified).status, 204U);
  }
  town_.admission->tick();
  town_.settle();
  ASSERT_EQ(town_.send(laptop_, spoiled(laptop_.heartbeat(town_.now()))).status, 204U);
  fall_silent();
  const auto runs = closed_runs();
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].heartbeat, verified);
  EXPECT_THAT(town_.open_findings("d1"), ElementsAre("bad_heartbeat"));
}

TEST_F(Heartbeats, ARunThatGoesOnAfterSilenceIsClosedAgainLater) {
  ASSERT_EQ(town_.send(laptop_, laptop_.heartbeat(town_.now())).status, 204U);
  fall_silent();
  const std::string later = laptop_.heartbeat(town_.now());
  ASSERT_EQ(town_.send(laptop_, later).status, 204U);
  fall_silent();
  ASSERT_EQ(closed_runs().size(), 2U);
  EXPECT_EQ(closed_runs()[1].heartbeat, later);
  ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 4), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), IsEmpty());
}

}  // namespace
}  // namespace distanskoll
