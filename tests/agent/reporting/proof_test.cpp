// SPDX-License-Identifier: EUPL-1.2
// What an answer's checkpoint proves, and what the uplink does with it: keys are made here, notes
// are really signed.
#include "agent/reporting/proof.h"

#include "shared/crypto/encoding.h"
#include "tests/agent/reporting/uplink_fixture.h"

namespace distanskoll::agent {
namespace {

/// A log of one epoch that signs.
struct TestLog {
  explicit TestLog(std::uint64_t number, std::string name)
      : epoch(number),
        origin(std::move(name)),
        key(*crypto::PrivateKey::generate(crypto::KeyKind::kEd25519)) {}
  [[nodiscard]] std::string header() const {
    return std::to_string(epoch) + " " + evidence::verifier_key(origin, key.public_key());
  }
  [[nodiscard]] LogKey known() const { return *parse_log_key(header()); }
  [[nodiscard]] std::string note(std::uint64_t size, const Digest& root = {}) const {
    return *evidence::sign_checkpoint({origin, size, root}, key);
  }
  std::uint64_t epoch;
  std::string origin;
  crypto::PrivateKey key;
};

CollectorAnswer answer_with(const std::string& note, std::uint64_t epoch,
                            std::vector<Settlement::Receipt> receipts = {{1, 4, Digest{}, {}}}) {
  CollectorAnswer answer;
  answer.settlement.checkpoint = note;
  answer.settlement.receipts = std::move(receipts);
  answer.settings.epoch = epoch;
  return answer;
}

class ProofOf : public testing::Test {
 protected:
  Proof judge(const CollectorAnswer& answer, std::optional<report::Seen> held = {},
              std::optional<std::uint64_t> held_epoch = 1) {
    return judge_proof(keys, answer, held, held_epoch).proof;
  }
  const TestLog log{1, "log.example/1"};
  const TestLog next{2, "log.example/1/epoch-2"};
  const TestLog stranger{1, "log.example/1"};
  LogKeys keys{log.known()};
};

TEST_F(ProofOf, AReceiptIsTheLogsOwnSignatureOverItsLeaf) {
  EXPECT_EQ(judge(answer_with(log.note(5), 1)), Proof::kProved);
  EXPECT_EQ(judge(answer_with(stranger.note(5), 1)), Proof::kFalse);
  EXPECT_EQ(judge(answer_with(next.note(5), 1)), Proof::kFalse);
  EXPECT_EQ(judge(answer_with(log.note(4), 1)), Proof::kFalse) << "leaf 4 is the fifth";
  EXPECT_EQ(judge(answer_with({}, 1)), Proof::kFalse) << "a leaf without a checkpoint";
  EXPECT_EQ(judge(answer_with({}, 1, {{1, {}, {}, {}}})), Proof::kProved) << "a heartbeat's";
}

TEST_F(ProofOf, AReceiptOfAnOlderEpochIsNotMeasuredByTheNewTree) {
  keys.push_back(next.known());
  EXPECT_EQ(judge(answer_with(next.note(1), 2, {{1, 4, Digest{}, 1}})), Proof::kProved);
  EXPECT_EQ(judge(answer_with(next.note(1), 2, {{1, 4, Digest{}, {}}})), Proof::kFalse);
  EXPECT_EQ(judge(answer_with(next.note(1), 2, {{1, 0, Digest{}, 3}})), Proof::kFalse);
}

TEST_F(ProofOf, AnEpochThatNobodyKnowsIsAskedForAndOneThatEndedIsNot) {
  EXPECT_EQ(judge(answer_with(next.note(5), 2)), Proof::kUnknownKey);
  keys = {next.known()};
  EXPECT_EQ(judge(answer_with(log.note(5), 1)), Proof::kFalse);
  keys.clear();
  EXPECT_EQ(judge(answer_with(log.note(5), 1)), Proof::kUnknownKey);
}

TEST_F(ProofOf, ALogThatWentBackwardsIsNoticedWithinItsEpoch) {
  const report::Seen held{9, Digest{7}};
  EXPECT_EQ(judge(answer_with(log.note(8), 1), held), Proof::kRolledBack);
  EXPECT_EQ(judge(answer_with(log.note(9, Digest{7}), 1), held), Proof::kProved);
  EXPECT_EQ(judge(answer_with(log.note(9, Digest{8}), 1), held), Proof::kRolledBack);
  EXPECT_EQ(judge(answer_with(log.note(10), 1), held), Proof::kProved);
  keys.push_back(next.known());
  EXPECT_EQ(judge(answer_with(next.note(5), 2), held), Proof::kProved);
}

TEST_F(ProofOf, TheKeyOfAnEpochNeverChanges) {
  EXPECT_THAT(with_log_key(keys, log.known()), IsOkAnd(testing::SizeIs(1)));
  EXPECT_THAT(with_log_key(keys, stranger.known()), IsError(ErrorCode::kUntrusted));
  EXPECT_THAT(with_log_key(keys, next.known()), IsOkAnd(testing::SizeIs(2)));
  EXPECT_THAT(with_log_key({next.known()}, log.known()), IsError(ErrorCode::kUntrusted));
  LogKey again = log.known();
  again.epoch = 2;
  EXPECT_THAT(with_log_key(keys, again), IsError(ErrorCode::kUntrusted)) << "an old key anew";
}

TEST_F(ProofOf, KeysComeBackFromTheirFile) {
  keys.push_back(next.known());
  const auto read = parse_log_keys(encode(keys));
  ASSERT_THAT(read, IsOkAnd(testing::SizeIs(2)));
  EXPECT_EQ(encode(*read), encode(keys));
  for (const std::string bad : {"1", "0 x", "x y", "1 log+00000000+AAAA"}) {
    EXPECT_THAT(parse_log_key(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
  EXPECT_THAT(parse_log_keys(next.header() + "\n" + log.header()), IsError(ErrorCode::kCorrupt));
}

class ProvedUplink : public UplinkTest {
 protected:
  /// A collector whose log is `signer` and that names `named`.
  void serve(const TestLog& signer, const TestLog& named) {
    start([&](const TestRequest& request) {
      if (request.target != "/v1/reports") {
        const std::vector<crypto::Certificate> one{pki.root.certificate};
        return TestResponse{200,
                            crypto::base64_encode(*crypto::encode_certs_only(one)),
                            {{"Distanskoll-Log-Key", named.header()}},
                            false};
      }
      std::string note = signer.note(size);
      for (std::size_t at = 0; (at = note.find('\n', at)) != std::string::npos; at += 2) {
        note.replace(at, 1, "\\n");
      }
      std::string body =
          receipts(numbers_in(request.body), "{\"epoch\":" + std::to_string(signer.epoch) + "}");
      body.insert(body.size() - 1, ",\"checkpoint\":\"" + note + "\"");
      return TestResponse{200, body, {}, false};
    });
  }
  std::uint64_t size = 8;
  const TestLog log{1, "log.example/1"};
  const TestLog next{2, "log.example/1/epoch-2"};
  const TestLog stranger{1, "log.example/1"};
};

TEST_F(ProvedUplink, LearnsTheKeyAndAcknowledges) {
  serve(log, log);
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(encode((*store.load())->log_keys), log.header() + "\n");
}

TEST_F(ProvedUplink, AcknowledgesNothingThatAnotherKeySigned) {
  state.set_identity(*store.learn({log.known()}));
  serve(stranger, stranger);
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  EXPECT_EQ(waiting(), 1U);
  EXPECT_EQ(state.snapshot().uplink, UplinkState::kUnproved);
  EXPECT_EQ(encode((*store.load())->log_keys), log.header() + "\n") << "and learns nothing";
}

TEST_F(ProvedUplink, FollowsANewEpochAndSendsWhatItKeptAgain) {
  state.set_identity(*store.learn({log.known()}));
  serve(log, log);
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  collector.reset();
  serve(next, next);
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ((*store.load())->log_keys.size(), 2U);
  EXPECT_EQ(waiting(), 2U) << "an epoch that was not known before: everything kept waits again";
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(ProvedUplink, KeepsTheCheckpointThatALedgerWentBackBehind) {
  state.set_identity(*store.learn({log.known()}));
  serve(log, log);
  size = 20;
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  size = 10;
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U) << "what it has it has";
  EXPECT_EQ(spool->state()->seen->size, 20U) << "the next report shows what was lost";
}

}  // namespace
}  // namespace distanskoll::agent
