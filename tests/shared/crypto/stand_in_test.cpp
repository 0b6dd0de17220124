// SPDX-License-Identifier: EUPL-1.2
// A stand-in is used as keys are used: for a request, in TLS, by several threads. The key behind it
// is one of OpenSSL's own here.
#include "shared/crypto/stand_in.h"

#include "shared/clock.h"
#include "shared/crypto/request.h"
#include "shared/crypto/tls.h"
#include "tests/shared/crypto/pki.h"
#include "tests/shared/crypto/tls_pair.h"
#include "tests/support/matchers.h"

#include <atomic>
#include <thread>

namespace distanskoll::crypto {
namespace {

constexpr std::size_t kPointBytes = 65;

class Elsewhere final : public DistantKey {
 public:
  Elsewhere() : key_(*PrivateKey::generate(KeyKind::kP256)) {}

  [[nodiscard]] Bytes sign(ByteView digest) override {
    ++asked;
    if (refuses) return {};
    const KeyContextOwner context(EVP_PKEY_CTX_new(key_.get(), nullptr));
    Bytes signature(80);
    std::size_t size = signature.size();
    EXPECT_EQ(EVP_PKEY_sign_init(context.get()), 1);
    EXPECT_EQ(EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()),
              1);
    signature.resize(size);
    return signature;
  }
  [[nodiscard]] Result<std::string> reference() override { return std::string("there"); }
  [[nodiscard]] const PublicKey& public_key() const { return key_.public_key(); }
  [[nodiscard]] Bytes point() const {
    const ByteView end = ByteView(key_.public_key().spki()).last(kPointBytes);
    return {end.begin(), end.end()};
  }

  std::atomic<int> asked{0};
  std::atomic<bool> refuses{false};

 private:
  PrivateKey key_;
};

class StandIn : public testing::Test {
 protected:
  static Bytes sign(EVP_PKEY* key, ByteView data) {
    const DigestContextOwner context(EVP_MD_CTX_new());
    Bytes signature(80);
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()) != 1) {
      return {};
    }
    signature.resize(size);
    return signature;
  }
  [[nodiscard]] bool is_right(ByteView data, const Bytes& signature) const {
    const KeyOwner theirs = behind_it->public_key().to_openssl();
    const DigestContextOwner context(EVP_MD_CTX_new());
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, theirs.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), data.data(),
                            data.size()) == 1;
  }

  void TearDown() override { ERR_clear_error(); }

  std::shared_ptr<Elsewhere> behind_it = std::make_shared<Elsewhere>();
  Result<KeyOwner> key = stand_in_for(behind_it->point(), behind_it);
};

TEST_F(StandIn, SignsWithTheKeyBehindIt) {
  ASSERT_THAT(key, IsOk());
  EXPECT_TRUE(is_right(as_bytes("x"), sign(key->get(), as_bytes("x"))));
  EXPECT_EQ(behind_it->asked, 1);
}

TEST_F(StandIn, SignsFromSeveralThreads) {
  std::array<int, 4> right{};
  std::vector<std::jthread> threads;
  threads.reserve(right.size());
  for (int& mine : right) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        if (is_right(as_bytes("x"), sign(key->get(), as_bytes("x")))) ++mine;
      }
    });
  }
  threads.clear();
  EXPECT_THAT(right, testing::Each(20));
}

TEST_F(StandIn, SignsACertificateRequest) {
  const RequestOwner request(X509_REQ_new());
  ASSERT_EQ(X509_REQ_set_pubkey(request.get(), behind_it->public_key().to_openssl().get()), 1);
  ASSERT_GT(X509_REQ_sign(request.get(), key->get(), EVP_sha256()), 0);
  unsigned char* der = nullptr;
  const int size = i2d_X509_REQ(request.get(), &der);
  ASSERT_GT(size, 0);
  const auto requested = key_of_request({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  ASSERT_THAT(requested, IsOk());
  EXPECT_EQ(requested->key_id(), behind_it->public_key().key_id());
}

TEST_F(StandIn, ProvesInTlsThatItHasTheCertificatesKey) {
  const WallTime today = SystemClock().wall();
  const Pki live = Pki::make(today);
  const auto certificate =
      issue_device_certificate(live.devices, kDevice, behind_it->public_key(), today);
  const PrivateKey server_key = *PrivateKey::generate(KeyKind::kP256);
  const std::vector<std::string> names{"insamling.exempel.se"};
  const auto server_certificate =
      issue_server_certificate(live.server, names, server_key.public_key(), today);
  const auto server =
      make_server_tls({{*server_certificate, live.server.certificate}, &server_key, {}});
  const auto client = make_client_tls({{live.root.certificate}, {}, nullptr});
  ASSERT_EQ(SSL_CTX_use_certificate(client->get(), certificate->get()), 1);
  ASSERT_EQ(SSL_CTX_use_PrivateKey(client->get(), key->get()), 1);
  Pair pair(server->get(), client->get());
  ASSERT_THAT(expect_host(pair.client.get(), names.front()), IsOk());
  ASSERT_TRUE(pair.shake_hands()) << pair.client_error;
  const auto shown = Certificate::share(SSL_get0_peer_certificate(pair.server.get()));
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->device_id(), kDevice);
  EXPECT_EQ(behind_it->asked, 1);
}

TEST_F(StandIn, FailsWhenTheKeyBehindItDoes) {
  behind_it->refuses = true;
  EXPECT_THAT(sign(key->get(), as_bytes("x")), testing::IsEmpty());
}

TEST_F(StandIn, HoldsTheKeyUntilItsOwnEnd) {
  const std::weak_ptr<Elsewhere> watched = behind_it;
  behind_it.reset();
  EXPECT_FALSE(watched.expired());
  *key = nullptr;
  EXPECT_TRUE(watched.expired());
}

TEST_F(StandIn, IsToldFromOrdinaryKeys) {
  EXPECT_EQ(behind(key->get()), behind_it.get());
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kEd25519}) {
    EXPECT_EQ(behind(PrivateKey::generate(kind)->get()), nullptr);
  }
}

TEST_F(StandIn, IsOnTheCurve) {
  Bytes beside = behind_it->point();
  beside.back() ^= 1U;
  EXPECT_THAT(stand_in_for(beside, behind_it), IsError(ErrorCode::kUnsupported));
  EXPECT_THAT(stand_in_for({}, behind_it), IsError(ErrorCode::kUnsupported));
}

}  // namespace
}  // namespace distanskoll::crypto
