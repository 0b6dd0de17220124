// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/cng_reference.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/key.h"
#include "shared/crypto/tpm.h"
#include "tests/support/matchers.h"

namespace distanskoll::crypto::cng {
namespace {

constexpr std::string_view kExample =
    "-----BEGIN DISTANSKOLL CNG KEY-----\n"
    "distanskoll-agent-0123456789abcdef0123456789abcdef\n"
    "-----END DISTANSKOLL CNG KEY-----\n";

TEST(KeyName, ComesBackFromItsFile) {
  const KeyName name = KeyName::random();
  EXPECT_NE(KeyName::random().text(), name.text());
  EXPECT_TRUE(tpm::is_reference(name.reference()));
  const auto again = KeyName::parse(name.reference());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->text(), name.text());
}

TEST(KeyName, HasOneForm) {
  const auto example = KeyName::parse(kExample);
  ASSERT_THAT(example, IsOk());
  EXPECT_EQ(example->text(), "distanskoll-agent-0123456789abcdef0123456789abcdef");
  EXPECT_EQ(example->reference(), kExample);
}

TEST(KeyName, IsNeverAnotherProgramsKey) {
  const std::string good(kExample);
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
  };
  for (const std::string& text :
       {std::string(), good.substr(0, 60), good + "\n", "\n" + good, with("\ndist", "dist"),
        with("def\n---", "def---"), with("distanskoll-agent-", "tpm-vsc-"),
        with("0123456789", "012345678"), with("0123456789", "0123456789a"),
        with("abcdef\n", "ABCDEF\n"), with("0123456789", "../../0123"), with("END", "ENT"),
        with("\n", "\r\n"), std::string(tpm::kCngLabel) + "\n-----END DISTANSKOLL CNG KEY-----\n",
        std::string(tpm::kCngLabel) + "-----END DISTANSKOLL CNG KEY-----\n"}) {
    EXPECT_THAT(KeyName::parse(text), IsError(ErrorCode::kMalformed)) << text;
  }
}

Bytes blob_of(std::string_view head, ByteView coordinates) {
  Bytes blob = *hex_decode(head);
  blob.insert(blob.end(), coordinates.begin(), coordinates.end());
  return blob;
}

TEST(PublicBlob, IsThePointOfTheKey) {
  const PrivateKey key = *PrivateKey::generate(KeyKind::kP256);
  const ByteView coordinates = ByteView(key.public_key().spki()).last(64);
  const auto point = point_of_blob(blob_of("4543533120000000", coordinates));
  ASSERT_THAT(point, IsOk());
  EXPECT_EQ(hex_encode(*point), "04" + hex_encode(coordinates));
}

TEST(PublicBlob, OfAnotherKindIsUnsupported) {
  for (const std::string_view head : {"4543533330000000",     // ECDSA P-384
                                      "45434b3120000000",     // ECDH P-256
                                      "4543533220000000",     // ECDSA P-256 with its private half
                                      "5253413100040000",     // RSA
                                      "4543533120000001"}) {  // a length that is none
    EXPECT_THAT(point_of_blob(blob_of(head, Bytes(64))), IsError(ErrorCode::kUnsupported)) << head;
  }
}

TEST(PublicBlob, OfAnotherLengthIsMalformed) {
  EXPECT_THAT(point_of_blob({}), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(point_of_blob(Bytes(7)), IsError(ErrorCode::kMalformed));
  for (const std::size_t size : {0U, 63U, 65U, 96U}) {
    EXPECT_THAT(point_of_blob(blob_of("4543533120000000", Bytes(size))),
                IsError(ErrorCode::kMalformed));
  }
}

TEST(SignatureInDer, HasNumbersWithoutLeadingZerosAndWithASign) {
  Bytes raw(64);
  raw[31] = 0x01;  // R = 1
  raw[32] = 0x80;  // S has its highest bit set
  const auto der = der_of_signature(raw);
  ASSERT_THAT(der, IsOk());
  EXPECT_EQ(hex_encode(*der),
            "30260201010221008000000000000000000000000000000000000000000000000000"
            "000000000000");
}

TEST(SignatureInDer, OfAnotherLengthIsMalformed) {
  for (const std::size_t size : {0U, 63U, 65U, 96U}) {
    EXPECT_THAT(der_of_signature(Bytes(size)), IsError(ErrorCode::kMalformed));
  }
}

}  // namespace
}  // namespace distanskoll::crypto::cng
