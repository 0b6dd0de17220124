// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/request.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"
#include "tests/shared/crypto/pki.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <cstdlib>

namespace distanskoll::crypto {
namespace {

using ::testing::Eq;
using ::testing::HasSubstr;

/// Runs the openssl program in the folder; true when it exits with 0.
bool openssl(const TempDir& dir, const std::string& arguments) {
  const std::string line =
      "cd '" + dir.path().string() + "' && openssl " + arguments + " >out.txt 2>&1";
  return std::system(line.c_str()) == 0;  // NOLINT(cert-env33-c): fixed words of this test
}

TEST(Request, GivesTheKeyThatSignedIt) {
  const auto der = make_request(leaf_key(), kDevice);
  ASSERT_THAT(der, IsOk());
  const auto key = key_of_request(*der);
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(key->key_id(), leaf_key().public_key().key_id());
}

TEST(Request, IsUnderstoodByTheOpensslProgram) {
  const TempDir dir;
  dir.write("request.der", as_text(*make_request(leaf_key(), "Räv")));
  ASSERT_TRUE(openssl(dir, "req -inform DER -in request.der -verify -noout -subject -utf8"))
      << dir.read("out.txt");
  EXPECT_THAT(dir.read("out.txt"), HasSubstr("verify OK"));
}

TEST(Request, OfTheOpensslProgramIsAcceptedAndItsNamesIgnored) {
  const TempDir dir;
  ASSERT_TRUE(openssl(dir,
                      "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem "
                      "-subj /CN=chef/O=Annan -addext subjectAltName=DNS:evil.se "
                      "-outform DER -out request.der"))
      << dir.read("out.txt");
  const auto key = key_of_request(as_bytes(dir.read("request.der")));
  ASSERT_THAT(key, IsOk());
  const auto certificate = issue_device_certificate(pki().devices, kDevice, *key, kNow);
  EXPECT_EQ(certificate->device_id(), kDevice);
  EXPECT_TRUE(certificate->dns_names().empty());
}

TEST(Request, ForAnotherKindOfKeyIsUnsupported) {
  const TempDir dir;
  for (const std::string& kind :
       {std::string("rsa:2048"), std::string("ec -pkeyopt ec_paramgen_curve:P-384"),
        std::string("ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit"),
        std::string("ed25519")}) {
    ASSERT_TRUE(openssl(dir, "req -new -newkey " + kind +
                                 " -nodes -keyout key.pem -subj /CN=x -outform DER -out r.der"))
        << dir.read("out.txt");
    EXPECT_THAT(key_of_request(as_bytes(dir.read("r.der"))), IsError(ErrorCode::kUnsupported))
        << kind;
  }
}

TEST(Request, SignedByAnotherKeyIsUntrusted) {
  const PrivateKey other = *PrivateKey::generate(KeyKind::kP256);
  Bytes der = *make_request(leaf_key(), kDevice);
  // Exchange the key inside: same size, another point.
  const Bytes& mine = leaf_key().public_key().spki();
  const auto at = std::search(der.begin(), der.end(), mine.begin(), mine.end());
  ASSERT_NE(at, der.end());
  std::copy(other.public_key().spki().begin(), other.public_key().spki().end(), at);
  EXPECT_THAT(key_of_request(der), IsError(ErrorCode::kUntrusted));

  Bytes changed = *make_request(leaf_key(), kDevice);
  changed.back() ^= 1U;
  EXPECT_THAT(key_of_request(changed), IsError(ErrorCode::kUntrusted));
}

TEST(Request, ThatIsDamagedIsMalformed) {
  const Bytes good = *make_request(leaf_key(), kDevice);
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_THAT(key_of_request(ByteView(good).first(length)), IsError(ErrorCode::kMalformed))
        << length;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_THAT(key_of_request(longer), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(key_of_request(pki().root.certificate.der()), ::testing::Not(IsOk()));
  EXPECT_THAT(key_of_request(Bytes(limits::kEstBodyBytes + 1)), IsError(ErrorCode::kTooLarge));
}

TEST(Request, NameIsBounded) {
  EXPECT_THAT(make_request(leaf_key(), std::string(65, 'a')), IsError(ErrorCode::kInvalidArgument));
}

TEST(CertsOnly, ComesBackInOrder) {
  const std::vector sent{pki().devices.certificate, pki().root.certificate};
  const auto der = encode_certs_only(sent);
  ASSERT_THAT(der, IsOk());
  const auto got = decode_certs_only(*der);
  ASSERT_THAT(got, IsOk());
  ASSERT_EQ(got->size(), 2U);
  EXPECT_EQ((*got)[0].der(), sent[0].der());
  EXPECT_EQ((*got)[1].der(), sent[1].der());
}

TEST(CertsOnly, IsReadByTheOpensslProgram) {
  const TempDir dir;
  dir.write("chain.p7", as_text(*encode_certs_only({&pki().root.certificate, 1})));
  ASSERT_TRUE(openssl(dir, "pkcs7 -inform DER -in chain.p7 -print_certs")) << dir.read("out.txt");
  EXPECT_THAT(dir.read("out.txt"), HasSubstr(pki().root.certificate.pem()));
  ASSERT_TRUE(openssl(dir, "cms -cmsout -print -inform DER -in chain.p7")) << dir.read("out.txt");
}

TEST(CertsOnly, OfTheOpensslProgramIsRead) {
  const TempDir dir;
  dir.write("root.pem", pki().root.certificate.pem());
  ASSERT_TRUE(openssl(dir, "crl2pkcs7 -nocrl -certfile root.pem -outform DER -out chain.p7"));
  const std::string der = dir.read("chain.p7");
  EXPECT_THAT(*encode_certs_only({&pki().root.certificate, 1}), Eq(Bytes(der.begin(), der.end())));
  ASSERT_THAT(decode_certs_only(as_bytes(der)), IsOk());
}

TEST(CertsOnly, ThatIsDamagedIsMalformed) {
  const Bytes good = *encode_certs_only({&pki().root.certificate, 1});
  for (std::size_t length = 0; length < good.size(); length += 3) {
    EXPECT_THAT(decode_certs_only(ByteView(good).first(length)), IsError(ErrorCode::kMalformed));
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_THAT(decode_certs_only(longer), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(decode_certs_only(Bytes(70'000)), IsError(ErrorCode::kTooLarge));
}

}  // namespace
}  // namespace distanskoll::crypto
