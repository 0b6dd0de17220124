// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/jws.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/limits.h"
#include "tests/support/matchers.h"

#include <openssl/ecdsa.h>

namespace distanskoll::crypto {
namespace {

const PrivateKey& device_key() {
  static const PrivateKey key = *PrivateKey::generate(KeyKind::kP256);
  return key;
}

constexpr std::string_view kPayload = R"({"v":1,"seq":1})";

std::string signed_report() { return *sign_jws(JwsType::kReport, kPayload, device_key()); }

/// A JWS with this header, correctly signed: only its form is at fault.
std::string with_header(std::string_view header, std::string_view payload = kPayload) {
  std::string text = base64url_encode(as_bytes(header)) + "." + base64url_encode(as_bytes(payload));
  return text + "." + base64url_encode(*device_key().sign(as_bytes(text)));
}

std::string right_header() {
  return R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")" +
         device_key().public_key().key_id() + R"("})";
}

TEST(Jws, CarriesItsPayloadAndVerifies) {
  const std::string compact = signed_report();
  const auto jws = split_jws(compact);
  ASSERT_THAT(jws, IsOk());
  EXPECT_EQ(jws->type, JwsType::kReport);
  EXPECT_EQ(jws->payload, kPayload);
  EXPECT_EQ(jws->key_id, device_key().public_key().key_id());
  EXPECT_EQ(jws->signing_input, compact.substr(0, compact.rfind('.')));
  EXPECT_TRUE(verify_jws(*jws, device_key().public_key()));
}

TEST(Jws, HeaderIsExactlyTheBytesThatAreDemanded) {
  const std::string compact = signed_report();
  EXPECT_EQ(as_text(*base64url_decode(compact.substr(0, compact.find('.')))), right_header());
  EXPECT_THAT(split_jws(with_header(right_header())), IsOk());
  const auto heartbeat = sign_jws(JwsType::kHeartbeat, "{}", device_key());
  EXPECT_EQ(as_text(*base64url_decode(heartbeat->substr(0, heartbeat->find('.')))),
            R"({"alg":"ES256","typ":"distanskoll-heartbeat+jws","kid":")" +
                device_key().public_key().key_id() + R"("})");
  EXPECT_EQ(split_jws(*heartbeat)->type, JwsType::kHeartbeat);
}

TEST(Jws, WithAnyOtherHeaderIsMalformed) {
  const std::string kid = device_key().public_key().key_id();
  const std::string headers[] = {
      R"({"alg":"none","typ":"distanskoll-report+jws","kid":")" + kid + R"("})",
      R"({"alg":"HS256","typ":"distanskoll-report+jws","kid":")" + kid + R"("})",
      R"({"alg":"es256","typ":"distanskoll-report+jws","kid":")" + kid + R"("})",
      R"({"typ":"distanskoll-report+jws","alg":"ES256","kid":")" + kid + R"("})",
      R"({"alg":"ES256","typ":"JWT","kid":")" + kid + R"("})",
      R"({"alg":"ES256","kid":")" + kid + R"("})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws"})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")" + kid + R"(","crit":["x"]})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")" + kid + R"(","jwk":{}})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")" + kid + R"(","kid":")" + kid +
          R"("})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws", "kid":")" + kid + R"("})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")" + kid.substr(1) + R"("})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")" + kid + R"(="})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":")" + std::string(43, '_') + R"("})",
      R"({"alg":"ES256","typ":"distanskoll-report+jws","kid":""})",
      right_header() + " ",
      right_header() + "\n",
      "{}",
      "",
  };
  for (const std::string& header : headers) {
    EXPECT_THAT(split_jws(with_header(header)), IsError(ErrorCode::kMalformed)) << header;
  }
}

TEST(Jws, DamagedInItsFormIsMalformed) {
  const std::string good = signed_report();
  const std::size_t last_dot = good.rfind('.');
  const std::string input = good.substr(0, last_dot);
  const std::string signature = good.substr(last_dot + 1);
  const Bytes raw = *base64url_decode(signature);
  Bytes longer = raw;
  longer.push_back(0);
  const Bytes shorter(raw.begin(), raw.end() - 1);
  std::string stray = signature;  // 64 bytes leave four unused bits in the last character
  stray.back() = stray.back() == 'A' ? 'B' : static_cast<char>(stray.back() + 1);

  const std::string texts[] = {
      "",
      ".",
      "..",
      "a.b.c",
      input,
      input + ".",
      input + "." + base64url_encode(shorter),
      input + "." + base64url_encode(longer),
      input + "." + stray,
      input + "." + signature + "==",
      input + "." + signature + ".",
      input + "." + signature + "." + signature,
      input + "=." + signature,
      " " + good,
      good + "\n",
      good + " ",
      good.substr(0, good.size() - 1),
      good.substr(1),
  };
  for (const std::string& text : texts) {
    EXPECT_THAT(split_jws(text), IsError(ErrorCode::kMalformed)) << text;
  }
}

TEST(Jws, CutAnywhereIsMalformed) {
  const std::string good = signed_report();
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_THAT(split_jws(good.substr(0, length)), IsError(ErrorCode::kMalformed)) << length;
  }
}

TEST(Jws, SignedInDerIsMalformed) {
  const std::string good = signed_report();
  const auto raw = split_jws(good)->signature;
  const std::unique_ptr<ECDSA_SIG, Deleter<ECDSA_SIG_free>> pair(ECDSA_SIG_new());
  ECDSA_SIG_set0(pair.get(), BN_bin2bn(raw.data(), 32, nullptr),
                 BN_bin2bn(raw.data() + 32, 32, nullptr));
  Bytes der(static_cast<std::size_t>(i2d_ECDSA_SIG(pair.get(), nullptr)));
  unsigned char* out = der.data();
  i2d_ECDSA_SIG(pair.get(), &out);
  EXPECT_THAT(split_jws(good.substr(0, good.rfind('.') + 1) + base64url_encode(der)),
              IsError(ErrorCode::kMalformed, "64 bytes"));
}

TEST(Jws, WithOneByteChangedDoesNotVerify) {
  const std::string good = signed_report();
  int survivors = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto jws = split_jws(changed);
    if (jws && verify_jws(*jws, device_key().public_key())) ++survivors;
  }
  EXPECT_EQ(survivors, 0);
}

TEST(Jws, DoesNotVerifyWithAnotherKey) {
  const auto other = PrivateKey::generate(KeyKind::kP256);
  const auto ledger = PrivateKey::generate(KeyKind::kEd25519);
  const std::string compact = signed_report();
  auto jws = split_jws(compact);
  EXPECT_FALSE(verify_jws(*jws, other->public_key()));
  EXPECT_FALSE(verify_jws(*jws, ledger->public_key()));
  jws->key_id = other->public_key().key_id();
  EXPECT_FALSE(verify_jws(*jws, other->public_key()));
  EXPECT_FALSE(verify_jws(*jws, device_key().public_key()));
}

TEST(Jws, AHeartbeatIsNotAReport) {
  const std::string report = signed_report();
  const std::string heartbeat = *sign_jws(JwsType::kHeartbeat, kPayload, device_key());
  const std::string mixed =
      heartbeat.substr(0, heartbeat.rfind('.')) + report.substr(report.rfind('.'));
  const auto jws = split_jws(mixed);
  ASSERT_THAT(jws, IsOk());
  EXPECT_FALSE(verify_jws(*jws, device_key().public_key()));
}

TEST(Jws, IsBounded) {
  EXPECT_THAT(sign_jws(JwsType::kReport, std::string(limits::kPayloadBytes + 1, 'x'), device_key()),
              IsError(ErrorCode::kTooLarge));
  const auto largest =
      sign_jws(JwsType::kReport, std::string(limits::kPayloadBytes, 'x'), device_key());
  ASSERT_THAT(largest, IsOk());
  EXPECT_THAT(split_jws(*largest), IsOk());
  EXPECT_THAT(split_jws(with_header(right_header(), std::string(limits::kPayloadBytes + 1, 'x'))),
              IsError(ErrorCode::kTooLarge));
  EXPECT_THAT(split_jws(std::string(limits::kJwsBytes + 1, 'A')), IsError(ErrorCode::kTooLarge));
}

TEST(Jws, IsNeverSignedWithALedgerKey) {
  EXPECT_THAT(sign_jws(JwsType::kReport, "{}", *PrivateKey::generate(KeyKind::kEd25519)),
              IsError(ErrorCode::kInvalidArgument));
}

}  // namespace
}  // namespace distanskoll::crypto
