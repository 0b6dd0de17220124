// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/key.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <thread>

#include <openssl/err.h>
#include <openssl/pem.h>

namespace distanskoll::crypto {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kP256SpkiPrefix =
    "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
constexpr std::string_view kEd25519SpkiPrefix = "302a300506032b6570032100";

Bytes hex(std::string_view text) { return *hex_decode(text); }

/// The key of RFC 7515 appendix A.3.
PublicKey rfc7515_key() {
  Bytes spki = hex(kP256SpkiPrefix);
  for (const std::string_view part : {"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                                      "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}) {
    const Bytes number = *base64url_decode(part);
    spki.insert(spki.end(), number.begin(), number.end());
  }
  return *PublicKey::from_spki(spki);
}
constexpr std::string_view kRfc7515Input =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
    "bS9pc19yb290Ijp0cnVlfQ";
constexpr std::string_view kRfc7515Signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

TEST(PublicKey, VerifiesTheEs256ExampleOfRfc7515) {
  const Bytes signature = *base64url_decode(kRfc7515Signature);
  EXPECT_TRUE(rfc7515_key().verify(as_bytes(kRfc7515Input), signature));
  Bytes wrong = signature;
  wrong[40] ^= 1U;
  EXPECT_FALSE(rfc7515_key().verify(as_bytes(kRfc7515Input), wrong));
  EXPECT_FALSE(rfc7515_key().verify(as_bytes(kRfc7515Input.substr(1)), signature));
}

TEST(PublicKey, TakesSignaturesOf64BytesOnly) {
  Bytes signature = *base64url_decode(kRfc7515Signature);
  signature.push_back(0);
  EXPECT_FALSE(rfc7515_key().verify(as_bytes(kRfc7515Input), signature));
  signature.resize(63);
  EXPECT_FALSE(rfc7515_key().verify(as_bytes(kRfc7515Input), signature));
  EXPECT_FALSE(rfc7515_key().verify(as_bytes(kRfc7515Input), {}));
  EXPECT_FALSE(rfc7515_key().verify(as_bytes(kRfc7515Input), Bytes(64)));
  EXPECT_FALSE(rfc7515_key().verify(as_bytes(kRfc7515Input), Bytes(64, 0xFF)));
}

TEST(PublicKey, RefusesASignatureInDer) {
  const PrivateKey key = *PrivateKey::generate(KeyKind::kP256);
  const DigestContextOwner context(EVP_MD_CTX_new());
  ASSERT_EQ(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()), 1);
  Bytes der(100);
  std::size_t size = der.size();
  ASSERT_EQ(EVP_DigestSign(context.get(), der.data(), &size, as_bytes("x").data(), 1), 1);
  der.resize(size);
  EXPECT_FALSE(key.public_key().verify(as_bytes("x"), der));
}

TEST(PublicKey, VerifiesTheVectorsOfRfc8032) {
  struct Case {
    std::string_view key, message, signature;
  };
  const Case cases[] = {
      {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9b4"
       "6bd25bf5f0595bbe24655141438e7a100b"},
      {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "11d"
       "8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984"
       "dc6"
       "594a7c15e9716ed28dc027beceea1ec40a"},
  };
  for (const Case& c : cases) {
    const auto key =
        PublicKey::from_spki(hex(std::string(kEd25519SpkiPrefix) + std::string(c.key)));
    ASSERT_THAT(key, IsOk());
    EXPECT_EQ(key->kind(), KeyKind::kEd25519);
    EXPECT_TRUE(key->verify(hex(c.message), hex(c.signature)));
    EXPECT_FALSE(key->verify(as_bytes("other"), hex(c.signature)));
  }
}

TEST(PrivateKey, MakesTheEd25519SignatureOfRfc8032) {
  const auto key = PrivateKey::from_pem(
      "-----BEGIN PRIVATE KEY-----\n" +
      base64_encode(hex("302e020100300506032b657004220420"
                        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")) +
      "\n-----END PRIVATE KEY-----\n");
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(hex_encode(*key->sign(hex("72"))),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(PublicKey, KeyIdIsTheHashOfItsSpki) {
  const PublicKey key = rfc7515_key();
  EXPECT_EQ(key.key_id(), base64url_encode(sha256(ByteView(key.spki()))));
  // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): the copy is what is tested
  const PublicKey copy = key;
  EXPECT_EQ(copy.key_id(), key.key_id());
  EXPECT_EQ(copy.spki(), key.spki());
}

TEST(PublicKey, BecomesOpenSslsOfTheSameKey) {
  for (const KeyKind kind : {KeyKind::kP256, KeyKind::kEd25519}) {
    const PrivateKey key = *PrivateKey::generate(kind);
    const KeyOwner theirs = key.public_key().to_openssl();
    ASSERT_NE(theirs, nullptr);
    EXPECT_EQ(EVP_PKEY_eq(theirs.get(), key.get()), 1);
  }
}

TEST(PublicKey, KeysOfOneThreadDoNotMix) {
  const PrivateKey one = *PrivateKey::generate(KeyKind::kP256);
  const PrivateKey other = *PrivateKey::generate(KeyKind::kP256);
  const Bytes by_one = *one.sign(as_bytes("x"));
  const Bytes by_other = *other.sign(as_bytes("x"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(one.public_key().verify(as_bytes("x"), by_one));
    EXPECT_FALSE(one.public_key().verify(as_bytes("x"), by_other));
    EXPECT_TRUE(other.public_key().verify(as_bytes("x"), by_other));
    EXPECT_FALSE(other.public_key().verify(as_bytes("x"), by_one));
  }
}

TEST(PublicKey, HasOneEncoding) {
  const Bytes good = rfc7515_key().spki();
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_THAT(PublicKey::from_spki(longer), IsError(ErrorCode::kUnsupported));
  Bytes off_curve = good;
  off_curve.back() ^= 1U;
  EXPECT_THAT(PublicKey::from_spki(off_curve), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(PublicKey::from_spki({}), IsError(ErrorCode::kUnsupported));
  Bytes compressed = hex("3039301306072a8648ce3d020106082a8648ce3d03010703220003");
  compressed.insert(compressed.end(), good.begin() + 27, good.begin() + 59);
  EXPECT_THAT(PublicKey::from_spki(compressed), IsError(ErrorCode::kUnsupported));
}

TEST(PublicKey, OtherAlgorithmsAreUnsupported) {
  const auto spki_of = [](const KeyOwner& key) {
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(key.get(), &der);
    Bytes copy(der, der + size);
    OPENSSL_free(der);
    return copy;
  };
  const KeyOwner p384(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
  const KeyOwner x25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "X25519"));
  EXPECT_THAT(PublicKey::from_spki(spki_of(p384)), IsError(ErrorCode::kUnsupported));
  EXPECT_THAT(PublicKey::from_spki(spki_of(x25519)), IsError(ErrorCode::kUnsupported));
}

class EveryKind : public ::testing::TestWithParam<KeyKind> {};
INSTANTIATE_TEST_SUITE_P(Keys, EveryKind, ::testing::Values(KeyKind::kP256, KeyKind::kEd25519),
                         [](const auto& kind) {
                           return kind.param == KeyKind::kP256 ? "P256" : "Ed25519";
                         });

TEST_P(EveryKind, SignsWhatItsPublicKeyVerifies) {
  const auto key = PrivateKey::generate(GetParam());
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(key->public_key().kind(), GetParam());
  EXPECT_FALSE(key->in_tpm());
  for (int i = 0; i < 300; ++i) {  // enough for an R or S with leading zeros
    const std::string data = std::to_string(i);
    const auto signature = key->sign(as_bytes(data));
    ASSERT_THAT(signature, IsOk());
    ASSERT_EQ(signature->size(), 64U);
    ASSERT_TRUE(key->public_key().verify(as_bytes(data), *signature));
  }
  const auto other = PrivateKey::generate(GetParam());
  EXPECT_FALSE(other->public_key().verify(as_bytes("1"), *key->sign(as_bytes("1"))));
}

TEST_P(EveryKind, ComesBackFromItsFile) {
  const TempDir dir;
  const auto key = PrivateKey::generate(GetParam());
  ASSERT_THAT(key->save(dir / "key.pem"), IsOk());
  EXPECT_THAT(dir.read("key.pem"), StartsWith("-----BEGIN PRIVATE KEY-----\n"));
  using std::filesystem::perms;
  EXPECT_EQ(status(dir / "key.pem").permissions(), perms::owner_read | perms::owner_write);
  const auto again = PrivateKey::load(dir / "key.pem");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->public_key().key_id(), key->public_key().key_id());
}

TEST_P(EveryKind, SignsFromSeveralThreads) {
  const auto key = PrivateKey::generate(GetParam());
  std::array<bool, 4> right{};
  std::vector<std::jthread> threads;
  threads.reserve(right.size());
  for (bool& mine : right) {
    threads.emplace_back([&] {
      mine = true;
      for (int i = 0; i < 50; ++i) {
        const auto signature = key->sign(as_bytes("x"));
        mine = mine && signature && key->public_key().verify(as_bytes("x"), *signature);
      }
    });
  }
  threads.clear();
  EXPECT_THAT(right, ::testing::Each(true));
}

TEST(KeyFile, ThatOthersMayReadIsRefused) {
  const TempDir dir;
  const auto key = PrivateKey::generate(KeyKind::kP256);
  ASSERT_THAT(key->save(dir / "key.pem"), IsOk());
  using std::filesystem::perms;
  for (const perms extra : {perms::group_read, perms::others_read, perms::group_write,
                            perms::others_write, perms::others_exec}) {
    permissions(dir / "key.pem", perms::owner_read | perms::owner_write | extra);
    EXPECT_THAT(PrivateKey::load(dir / "key.pem"),
                IsError(ErrorCode::kPermissionDenied, "chmod 600"));
  }
  EXPECT_THAT(PrivateKey::load(dir / "none.pem"), IsError(ErrorCode::kNotFound));
}

TEST(KeyFile, OfAnotherFormIsRefusedWithoutRepeatingIt) {
  const std::string pem = *PrivateKey::generate(KeyKind::kP256)->to_pem();
  std::string broken = pem;
  broken[60] = '!';
  for (const std::string& text :
       {std::string(), std::string("secret"), pem.substr(0, 100), broken, "\n" + pem,
        std::string("-----BEGIN RSA PRIVATE KEY-----\nsecret\n-----END RSA PRIVATE KEY-----\n"),
        std::string("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE "
                    "KEY-----\n")}) {
    const auto key = PrivateKey::from_pem(text);
    EXPECT_THAT(key, IsError(ErrorCode::kMalformed)) << text;
    EXPECT_THAT(key.error().message, ::testing::Not(HasSubstr("secret")));
  }
}

TEST(KeyFile, OfAnotherAlgorithmIsUnsupported) {
  const KeyOwner rsa(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
  const BioOwner out(BIO_new(BIO_s_mem()));
  ASSERT_EQ(
      PEM_write_bio_PKCS8PrivateKey(out.get(), rsa.get(), nullptr, nullptr, 0, nullptr, nullptr),
      1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  EXPECT_THAT(PrivateKey::from_pem({text, static_cast<std::size_t>(size)}),
              IsError(ErrorCode::kUnsupported));
}

TEST(OpenSslErrors, AreNotLeftBehindForTheTlsStreams) {
  ERR_clear_error();
  EXPECT_FALSE(PrivateKey::from_pem("-----BEGIN PRIVATE KEY-----\n"));
  EXPECT_FALSE(PublicKey::from_spki(Bytes(91)));
  EXPECT_FALSE(rfc7515_key().verify(as_bytes("x"), Bytes(64)));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

}  // namespace
}  // namespace distanskoll::crypto
