// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/enrolment.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/request.h"
#include "shared/crypto/seal.h"
#include "shared/files.h"
#include "tests/agent/reporting/test_collector.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <fstream>

namespace distanskoll::agent {
namespace {

class EnrolmentTest : public testing::Test {
 protected:
  void start() {
    collector.emplace(pki, now, [this](const TestRequest& asked) { return answer(asked); });
    route = {{*parse_collector(collector->url())}, {"none", {}, {}}};
    request.fingerprint = pki.root.certificate.spki_digest();
    request.basic = "abc:secret";
    request.tpm = false;
  }
  TestResponse answer(const TestRequest& asked) {
    requests.push_back(asked);
    if (asked.target == "/.well-known/est/cacerts") {
      const std::vector<crypto::Certificate> all{pki.root.certificate, pki.devices.certificate,
                                                 pki.servers.certificate};
      return {200, crypto::base64_encode(*crypto::encode_certs_only(all)), {}, false};
    }
    if (status != 200) return {status, {}, {{"Retry-After", "7"}}, false};
    const auto key = crypto::key_of_request(*crypto::base64_decode(asked.body, true));
    asked_keys.push_back(key->key_id());
    const std::vector<crypto::Certificate> one{
        *crypto::issue_device_certificate(pki.devices, kDevice, *key, now)};
    return {200,
            crypto::base64_encode(*crypto::encode_certs_only(one)),
            {{"Distanskoll-Pseudonym-Key", crypto::base64url_encode(Digest{9})}},
            false};
  }

  TempDir folder;
  FakeClock clock{std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())};
  WallTime now = clock.wall();
  TestPki pki{now - std::chrono::days(1)};
  IdentityStore store{folder / "identity"};
  CollectorRoute route;
  EnrolmentRequest request;
  int status = 200;
  std::vector<TestRequest> requests;
  std::vector<std::string> asked_keys;
  std::optional<TestCollector> collector;
};

TEST_F(EnrolmentTest, ACodeBuysAnIdentityThatSurvivesARestart) {
  start();
  request.claims.host_name = "laptop-1";
  const auto outcome = enroll(route, store, request, clock);
  ASSERT_THAT(outcome, IsOk());
  const auto& identity = *std::get<SharedIdentity>(*outcome);
  EXPECT_EQ(identity.device_id, kDevice);
  EXPECT_EQ(identity.pseudonym_key, Digest{9});
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[1].headers.at("authorization"),
            "Basic " + crypto::base64_encode(as_bytes("abc:secret")));
  EXPECT_EQ(requests[1].headers.at("distanskoll-host-name"), "laptop-1");
  EXPECT_EQ(requests[1].headers.count("distanskoll-serial-number"), 0U);
  const auto loaded = IdentityStore(folder / "identity").load();
  ASSERT_THAT(loaded, IsOk());
  EXPECT_EQ((*loaded)->key.public_key().key_id(), identity.key.public_key().key_id());
  for (const char* secret : {"identity/1/key.pem", "identity/1/pseudonym.key"}) {
    const auto mode = std::filesystem::status(folder / secret).permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
}

TEST_F(EnrolmentTest, SendsNoSecretToACollectorWithoutTheCodesKey) {
  start();
  request.fingerprint[0] ^= 1;
  EXPECT_THAT(enroll(route, store, request, clock), IsError(ErrorCode::kUntrusted));
  for (const auto& asked : requests) {
    EXPECT_EQ(asked.headers.count("authorization"), 0U);
    EXPECT_EQ(asked.method, "GET");
  }
}

TEST_F(EnrolmentTest, SendsNoSecretToAnImpostorThatServesTheRightRoot) {
  start();
  // The root is public: whoever serves it must also hold a key below it.
  const TestPki impostor(now - std::chrono::days(1));
  std::vector<TestRequest> seen;
  TestCollector fake(impostor, now, [&](const TestRequest& asked) {
    seen.push_back(asked);
    return answer(asked);
  });
  route.collectors = {*parse_collector(fake.url())};
  EXPECT_THAT(enroll(route, store, request, clock), IsError(ErrorCode::kUntrusted));
  for (const auto& asked : seen) EXPECT_EQ(asked.headers.count("authorization"), 0U);
}

TEST_F(EnrolmentTest, WaitsForApprovalAndAsksAgainWithTheSameKey) {
  start();
  status = 202;
  auto outcome = enroll(route, store, request, clock);
  ASSERT_THAT(outcome, IsOk());
  EXPECT_EQ(std::get<EstPending>(*outcome).retry_after, std::chrono::seconds(7));
  EXPECT_THAT(store.load(), IsError(ErrorCode::kNotFound));
  const auto pending = store.pending_key(false);
  status = 200;
  outcome = enroll(route, store, request, clock);
  ASSERT_THAT(outcome, IsOk());
  EXPECT_EQ(asked_keys.back(), pending->public_key().key_id());
}

TEST_F(EnrolmentTest, SaysThatTheCodeWasNotAccepted) {
  start();
  status = 401;
  EXPECT_THAT(enroll(route, store, request, clock), IsError(ErrorCode::kPermissionDenied));
}

TEST_F(EnrolmentTest, ShowsAnEnterpriseCertificateInsteadOfACode) {
  start();
  auto key = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  auto chain = pki.chain_for("enterprise-host", key.public_key(), now);
  request.basic.clear();
  request.enterprise = std::make_shared<const EnterpriseCertificate>(
      EnterpriseCertificate{std::move(chain), std::move(key)});
  ASSERT_THAT(enroll(route, store, request, clock), IsOk());
  EXPECT_EQ(requests.back().headers.count("authorization"), 0U);
  EXPECT_EQ(requests.back().device, "enterprise-host");
}

TEST_F(EnrolmentTest, GoesOnToTheNextAddressOfTheCollector) {
  start();
  route.collectors.insert(route.collectors.begin(), *parse_collector("https://127.0.0.1:1"));
  EXPECT_THAT(enroll(route, store, request, clock), IsOk());
}

TEST_F(EnrolmentTest, ANewEnrolmentReplacesTheOldWhole) {
  start();
  ASSERT_THAT(enroll(route, store, request, clock), IsOk());
  const std::string first = (*store.load())->key.public_key().key_id();
  ASSERT_THAT(enroll(route, store, request, clock), IsOk());
  EXPECT_NE((*store.load())->key.public_key().key_id(), first);
  EXPECT_FALSE(std::filesystem::exists(folder / "identity/1"));
}

TEST_F(EnrolmentTest, APowerFailureBeforeTheLastStepLeavesTheOldIdentity) {
  start();
  ASSERT_THAT(enroll(route, store, request, clock), IsOk());
  const std::string first = (*store.load())->key.public_key().key_id();
  // The next generation is whole, but `current` was not replaced yet.
  std::filesystem::copy(folder / "identity/1", folder / "identity/2",
                        std::filesystem::copy_options::recursive);
  ASSERT_THAT(store.pending_key(false), IsOk());
  EXPECT_EQ((*store.load())->key.public_key().key_id(), first);
  ASSERT_THAT(enroll(route, store, request, clock), IsOk()) << "and what was left is no obstacle";
  EXPECT_NE((*store.load())->key.public_key().key_id(), first);
}

TEST_F(EnrolmentTest, AnIdentityOfAnotherComputerIsReplacedByANewEnrolment) {
  start();
  ASSERT_THAT(enroll(route, store, request, clock), IsOk());
  ASSERT_THAT(store.pending_key(false), IsOk());
  const std::string foreign = crypto::sealed_text(Bytes{1, 2, 3});
  for (const char* file : {"identity/1/key.pem", "identity/pending/key.pem"}) {
    ASSERT_THAT(write_file_atomically(folder / file, foreign, FileMode::kOwnerOnly), IsOk());
  }
  EXPECT_THAT(store.load(), IsError(ErrorCode::kCorrupt, "agent enroll"));
  ASSERT_THAT(enroll(route, store, request, clock), IsOk());
  EXPECT_THAT(store.load(), IsOk());
}

TEST_F(EnrolmentTest, TakesAFileWhereNoTpmWorks) {
  if (crypto::PrivateKey::generate_in_tpm()) GTEST_SKIP() << "this machine has a TPM";
  start();
  request.tpm = true;
  const auto outcome = enroll(route, store, request, clock);
  ASSERT_THAT(outcome, IsOk());
  EXPECT_FALSE(std::get<SharedIdentity>(*outcome)->key.in_tpm());
  store.retire();
  EXPECT_THAT(store.load(), IsOk()) << "a file's key is none of the TPM's";
}

TEST_F(EnrolmentTest, RefusesACertificateForAnotherKey) {
  start();
  ASSERT_THAT(store.pending_key(false), IsOk());
  const auto other = *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  EXPECT_THAT(
      store.adopt(
          {pki.chain_for(kDevice, other.public_key(), now), {pki.root.certificate}, Digest{}, {}},
          now),
      IsError(ErrorCode::kUntrusted));
  EXPECT_THAT(store.load(), IsError(ErrorCode::kNotFound));
}

TEST_F(EnrolmentTest, RefusesAKeyThatOthersCanRead) {
  start();
  ASSERT_THAT(enroll(route, store, request, clock), IsOk());
  std::filesystem::permissions(folder / "identity/1/key.pem", std::filesystem::perms::group_read,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(store.load(), IsError(ErrorCode::kPermissionDenied));
}

}  // namespace
}  // namespace distanskoll::agent
