// SPDX-License-Identifier: EUPL-1.2
#include "server/store/device_state.h"
#include "server/store/devices.h"
#include "server/store/ledger_rows.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/evidence/checkpoint.h"
#include "shared/limits.h"
#include "shared/report/codec.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

#include <boost/json/serialize.hpp>

namespace distanskoll {
namespace {

class Reports : public ::testing::Test {
 protected:
  std::string read_everything() {
    std::string all;
    auto reader = town_.readers->lend();
    for (const auto& entry : server::store::entries_from(*reader.value(), 0, 10'000).value()) {
      all += entry.line + "\n";
    }
    return all;
  }

  Town town_;
  Laptop laptop_ = town_.enrol("d1");
};

TEST_F(Reports, OfAnotherVersionAreRefusedAloneAndTheAnswerNamesTheVersionsThatAreTaken) {
  const std::string mine = laptop_.report(town_.now());
  std::string payload = report::encode([&] {
    report::Report next;
    next.seq = 2;
    next.at = town_.now();
    next.trigger = report::Trigger::kChange;
    next.prev = laptop_.last_hash;
    next.observations = observations({});
    return next;
  }());
  for (const char* version : {"0", "2"}) {
    std::string other = payload;
    ASSERT_EQ(other.find("{\"v\":1,"), 0U);
    other.replace(5, 1, version);
    std::string both = mine + "\n";
    both += crypto::sign_jws(crypto::JwsType::kReport, other, laptop_.key()).value();
    const auto answer = town_.post(laptop_, both);
    EXPECT_EQ(fate_of(answer, 1), "receipt") << "a newer or older neighbour line harms nobody";
    ASSERT_EQ(answer.at("refused").as_array().size(), 1U) << version;
    EXPECT_EQ(answer.at("refused").at(0).at("code"), "malformed");
    EXPECT_EQ(boost::json::serialize(answer.at("settings").at("report_versions")), "[1]");
  }
  EXPECT_EQ(read_everything().find("\"v\":2,\"seq\""), std::string::npos);
  EXPECT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 2), "receipt")
      << "the number is still free";
}

TEST_F(Reports, OfOneBodyAreTakenAHundredOrSoAtOnceAndTheRestASecondLater) {
  std::string body;
  for (int i = 0; i < 300; ++i) body += laptop_.report(town_.now()) + "\n";
  auto answer = town_.post(laptop_, body);
  EXPECT_EQ(fate_of(answer, 128), "receipt");
  EXPECT_EQ(fate_of(answer, 129), "retry");
  EXPECT_EQ(fate_of(answer, 300), "retry");
  answer = town_.post(laptop_, body);  // what was stored before is answered again, and counts too
  EXPECT_EQ(fate_of(answer, 128), "receipt");
  EXPECT_EQ(fate_of(answer, 300), "retry");
}

TEST_F(Reports, AreAnsweredWithLeafSaltCheckpointPostureAndSettings) {
  const std::string line = laptop_.report(town_.now());
  const auto answer = town_.post(laptop_, line + "\n");
  EXPECT_EQ(fate_of(answer, 1), "receipt");
  EXPECT_EQ(result_of(answer, "secure_tunnel"), "pass");
  EXPECT_EQ(answer.at("posture").at("presence"), "current");
  EXPECT_EQ(answer.at("posture").at("overall"), "pass");
  const auto& settings = answer.at("settings");
  EXPECT_EQ(settings.at("heartbeat_seconds"), 300);
  EXPECT_EQ(settings.at("policy").as_string(), town_.in_force->sha256_hex);
  EXPECT_EQ(settings.at("epoch"), 1);
  EXPECT_EQ(settings.at("highest_seq"), 1);
  EXPECT_EQ(boost::json::serialize(settings.at("report_versions")), "[1]");

  // The receipt is proof: salt and line give the leaf of the tree that the checkpoint signs.
  auto reader = town_.readers->lend();
  const auto& receipt = answer.at("receipts").as_array().at(0);
  const auto number = receipt.at("leaf").to_number<std::uint64_t>();
  const auto entry =
      server::store::find_entry(*reader.value(), server::store::leaf_id(1, number)).value();
  EXPECT_EQ(crypto::base64url_encode(entry.salt), receipt.at("salt").as_string());
  EXPECT_NE(entry.line.find(line), std::string::npos);
  const auto key = crypto::PrivateKey::from_pem(town_.log_key_pem).value();
  const auto checkpoint = evidence::verify_checkpoint(
      std::string(answer.at("checkpoint").as_string()), key.public_key());
  ASSERT_THAT(checkpoint, IsOk());
  EXPECT_EQ(checkpoint->size, 1U);
  EXPECT_EQ(checkpoint->root, evidence::leaf_hash(evidence::commitment(entry.salt, entry.line)));
}

TEST_F(Reports, SentAgainGetTheSameReceiptAndAreNotStoredAgain) {
  const std::string line = laptop_.report(town_.now());
  const auto first = town_.post(laptop_, line);
  const auto second = town_.post(laptop_, line);
  EXPECT_EQ(receipt_of(first, 1), receipt_of(second, 1));
  EXPECT_EQ(result_of(second, "secure_tunnel"), "pass");
  town_.restart();
  EXPECT_EQ(receipt_of(town_.post(laptop_, line), 1), receipt_of(first, 1));
  EXPECT_EQ(town_.ledger_size(), 1U);
}

TEST_F(Reports, EachLineOfABodyGetsItsOwnAnswer) {
  std::string body = laptop_.report(town_.now()) + "\n";
  body += "garbage\n";
  body += laptop_.report(town_.now()) + "\n";
  const auto answer = town_.post(laptop_, body);
  EXPECT_EQ(fate_of(answer, 1), "receipt");
  EXPECT_EQ(fate_of(answer, 0), "malformed");
  EXPECT_EQ(answer.at("refused").at(0).at("line"), 1);
  EXPECT_EQ(fate_of(answer, 2), "receipt");
  EXPECT_EQ(answer.at("settings").at("highest_seq"), 2);
}

TEST_F(Reports, WithAWrongSignatureAreRefusedAndNothingIsStored) {
  std::string line = laptop_.report(town_.now());
  const std::size_t dot = line.rfind('.');
  line[dot + 5] = line[dot + 5] == 'A' ? 'B' : 'A';
  EXPECT_EQ(fate_of(town_.post(laptop_, line), 1), "bad_signature");
  EXPECT_EQ(read_everything(), "");
}

TEST_F(Reports, OfAnotherDeviceAreRefusedEvenWithItsGoodSignature) {
  Laptop other = town_.enrol("d2");
  const std::string line = other.report(town_.now());
  EXPECT_EQ(fate_of(town_.post(laptop_, line), 1), "unknown_key");
  EXPECT_EQ(read_everything(), "");
}

TEST_F(Reports, TooLargeAreRefusedByLineAndByBody) {
  EXPECT_EQ(fate_of(town_.post(laptop_, std::string(limits::kJwsBytes + 1, 'A')), 0), "too_large");
  EXPECT_EQ(town_.send(laptop_, std::string(limits::kReportsBodyBytes + 1, 'A')).status, 413U);
  std::string many;
  for (std::size_t i = 0; i <= limits::kLinesPerBody; ++i) many += "x\n";
  EXPECT_EQ(town_.send(laptop_, many).status, 413U);
  EXPECT_EQ(town_.send(laptop_, "").status, 400U);
}

TEST_F(Reports, WithOtherBytesUnderAUsedNumberAreRefusedAndFound) {
  ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 1), "receipt");
  Laptop clone = std::move(laptop_);
  clone.seq = 0;
  clone.last_hash.reset();
  const auto answer = town_.post(clone, clone.report(town_.now(), {.tunnel = false}));
  EXPECT_EQ(fate_of(answer, 1), "number_taken");
  EXPECT_THAT(town_.open_findings("d1"), ::testing::ElementsAre("cloned_key"));
  EXPECT_EQ(town_.ledger_size(), 1U);
}

TEST_F(Reports, BelowTheNewestNumberAreOutOfOrder) {
  ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 1), "receipt");
  const auto prev = laptop_.last_hash;
  const std::string heartbeat = laptop_.heartbeat(town_.now());
  const std::string second = laptop_.report(town_.now());
  ASSERT_EQ(fate_of(town_.post(laptop_, heartbeat + "\n" + second), 3), "receipt");
  laptop_.seq = 1;
  laptop_.last_hash = prev;
  EXPECT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 2), "out_of_order");
}

TEST_F(Reports, OfARevokedDeviceAreNotEvenIdentified) {
  ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 1), "receipt");
  ASSERT_THAT(town_.sequencer->run([&](server::ledger::Transaction& t) {
    return server::store::revoke_device(t.writer, "d1", t.now, "stolen");
  }),
              IsOk());
  town_.admission->forget("d1");
  EXPECT_THAT(town_.admission->identify(laptop_.certificate()), IsError(ErrorCode::kRevoked));
}

TEST_F(Reports, ThatFailSayWhichRequirement) {
  const auto answer = town_.post(laptop_, laptop_.report(town_.now(), {.tunnel = false}));
  EXPECT_EQ(result_of(answer, "secure_tunnel"), "fail");
  EXPECT_EQ(answer.at("posture").at("overall"), "fail");
  const auto unknown = town_.post(laptop_, laptop_.report(town_.now(), {.vpn_unobservable = true}));
  EXPECT_EQ(result_of(unknown, "secure_tunnel"), "unknown");
  EXPECT_EQ(unknown.at("posture").at("lines").at(0).at("reasons").at(0), "vpn: needs_privilege");
}

TEST_F(Reports, WaitWhileNothingCanBeStored) {
  town_.sequencer->stop();
  const std::string line = laptop_.report(town_.now());
  const auto answer = town_.send(laptop_, line);
  EXPECT_EQ(answer.status, 503U);
  EXPECT_TRUE(answer.retry_after_seconds.has_value());
  EXPECT_NE(answer.body.find(R"("retry":[{"seq":1,"seconds":)"), std::string::npos);
  town_.restart();
  EXPECT_EQ(fate_of(town_.post(laptop_, line), 1), "receipt");
}

TEST_F(Reports, NewestIsKnownByItsLeaf) {
  ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 1), "receipt");
  ASSERT_EQ(fate_of(town_.post(laptop_, laptop_.report(town_.now())), 2), "receipt");
  auto reader = town_.readers->lend();
  const auto state = server::store::find_device_state(*reader.value(), "d1").value();
  ASSERT_TRUE(state.has_value());
  EXPECT_EQ(state->seq, 2U);
  EXPECT_EQ(state->leaf, server::store::leaf_id(1, 1));
  EXPECT_EQ(state->expected_user, laptop_.user);
}

}  // namespace
}  // namespace distanskoll
