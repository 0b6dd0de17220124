// SPDX-License-Identifier: EUPL-1.2
#include "shared/crypto/certificate.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/limits.h"
#include "tests/shared/crypto/pki.h"
#include "tests/support/matchers.h"

namespace distanskoll::crypto {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Certificate device() {
  return *issue_device_certificate(pki().devices, kDevice, leaf_key().public_key(), kNow);
}

Certificate server(std::vector<std::string> names = {"insamling.exempel.se", "192.0.2.7", "::1"}) {
  return *issue_server_certificate(pki().server, names, leaf_key().public_key(), kNow);
}

std::string extension_text(const Certificate& certificate, int nid) {
  const int at = X509_get_ext_by_NID(certificate.get(), nid, -1);
  if (at < 0) return "absent";
  const BioOwner out(BIO_new(BIO_s_mem()));
  X509V3_EXT_print(out.get(), X509_get_ext(certificate.get(), at), 0, 0);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Result<void> judge(const Certificate& leaf, const Pki& trusted, Purpose purpose, WallTime when) {
  const std::vector between{pki().devices.certificate, pki().server.certificate};
  return verify_chain(leaf, between, {&trusted.root.certificate, 1}, purpose, when);
}

TEST(DeviceCertificate, SaysWhoseItIsAndNothingMore) {
  const Certificate certificate = device();
  EXPECT_EQ(certificate.device_id(), kDevice);
  EXPECT_EQ(certificate.subject_common_name(), kDevice);
  EXPECT_EQ(certificate.issuer_common_name(), "Exempelkommun datorer");
  EXPECT_EQ(extension_text(certificate, NID_subject_alt_name),
            "URI:urn:distanskoll:device:" + std::string(kDevice));
  EXPECT_EQ(extension_text(certificate, NID_ext_key_usage), "TLS Web Client Authentication");
  EXPECT_EQ(extension_text(certificate, NID_key_usage), "Digital Signature");
  EXPECT_EQ(extension_text(certificate, NID_basic_constraints), "CA:FALSE");
  EXPECT_EQ(certificate.not_before(), kNow - minutes{5});
  EXPECT_EQ(certificate.not_after(), kNow - minutes{5} + limits::kCertificateLife);
  EXPECT_FALSE(certificate.is_ca());
  EXPECT_THAT(certificate.dns_names(), IsEmpty());
  EXPECT_THAT(certificate.policy_oids(), IsEmpty());
  EXPECT_EQ(certificate.public_key()->key_id(), leaf_key().public_key().key_id());
  EXPECT_EQ(certificate.spki_digest(), sha256(ByteView(leaf_key().public_key().spki())));
  EXPECT_EQ(certificate.serial_hex().size(), 32U);
  EXPECT_NE(certificate.serial_hex(), device().serial_hex());
}

TEST(DeviceCertificate, IsForAnIdAndAP256KeyOnly) {
  const PublicKey& key = leaf_key().public_key();
  for (const std::string& id :
       {std::string(), std::string("å"), std::string("a b"), std::string("a,DNS:x"),
        std::string(65, 'a'), std::string("a\0b", 3)}) {
    EXPECT_THAT(issue_device_certificate(pki().devices, id, key, kNow),
                IsError(ErrorCode::kInvalidArgument))
        << id;
  }
  EXPECT_THAT(issue_device_certificate(pki().devices, kDevice,
                                       PrivateKey::generate(KeyKind::kEd25519)->public_key(), kNow),
              IsError(ErrorCode::kUnsupported));
}

TEST(DeviceCertificate, DoesNotOutliveItsCa) {
  const WallTime late = pki().devices.certificate.not_after() - days{10};
  const auto certificate =
      issue_device_certificate(pki().devices, kDevice, leaf_key().public_key(), late);
  EXPECT_EQ(certificate->not_after(), pki().devices.certificate.not_after());
}

TEST(DeviceId, BelongsToDeviceCertificatesOnly) {
  EXPECT_EQ(server().device_id(), std::nullopt);
  EXPECT_EQ(pki().root.certificate.device_id(), std::nullopt);
  EXPECT_EQ(pki().devices.certificate.device_id(), std::nullopt);
}

TEST(ServerCertificate, CarriesNamesAndAddresses) {
  const Certificate certificate = server();
  EXPECT_THAT(certificate.dns_names(), ElementsAre("insamling.exempel.se"));
  EXPECT_EQ(extension_text(certificate, NID_subject_alt_name),
            "DNS:insamling.exempel.se, IP Address:192.0.2.7, IP Address:0:0:0:0:0:0:0:1");
  EXPECT_EQ(extension_text(certificate, NID_ext_key_usage), "TLS Web Server Authentication");
}

TEST(ServerCertificate, TakesNoNameThatIsNone) {
  for (const std::string& name :
       {std::string(), std::string("a b"), std::string("*.exempel.se"), std::string("x,DNS:y"),
        std::string("-x"), std::string("räv.se"), std::string(254, 'a'), std::string("a\0b", 3)}) {
    const std::vector names{name};
    EXPECT_THAT(issue_server_certificate(pki().server, names, leaf_key().public_key(), kNow),
                IsError(ErrorCode::kInvalidArgument))
        << name;
  }
  EXPECT_THAT(issue_server_certificate(pki().server, {}, leaf_key().public_key(), kNow),
              IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(server({std::string(100, 'a') + ".se"}).dns_names(),
              ElementsAre(std::string(100, 'a') + ".se"));
}

TEST(Authorities, AreWhatTheHierarchySays) {
  const Certificate& root = pki().root.certificate;
  EXPECT_TRUE(root.is_ca());
  EXPECT_EQ(extension_text(root, NID_key_usage), "Certificate Sign, CRL Sign");
  EXPECT_EQ(extension_text(root, NID_ext_key_usage), "absent");
  EXPECT_EQ(root.not_after(), kNow + limits::kRootLife);
  const Certificate& issuing = pki().server.certificate;
  EXPECT_EQ(extension_text(issuing, NID_basic_constraints), "CA:TRUE, pathlen:0");
  EXPECT_EQ(extension_text(issuing, NID_ext_key_usage), "TLS Web Server Authentication");
  EXPECT_EQ(issuing.subject_common_name(), "Exempelkommun tjänst");
  EXPECT_EQ(issuing.not_after(), kNow + limits::kCaLife);
  EXPECT_THAT(make_issuing_ca(pki().root, "båda", Purpose::kAny, kNow),
              IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(make_root("", kNow), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(make_root(std::string(65, 'a'), kNow), IsError(ErrorCode::kInvalidArgument));
}

TEST(Chain, OfEachPurposeIsTrustedForThatPurpose) {
  EXPECT_THAT(judge(device(), pki(), Purpose::kTlsClient, kNow), IsOk());
  EXPECT_THAT(judge(server(), pki(), Purpose::kTlsServer, kNow), IsOk());
  EXPECT_THAT(judge(device(), pki(), Purpose::kAny, kNow), IsOk());
  EXPECT_THAT(judge(pki().devices.certificate, pki(), Purpose::kAny, kNow), IsOk());
}

TEST(Chain, OfOnePurposeIsNotTrustedForTheOther) {
  EXPECT_THAT(judge(device(), pki(), Purpose::kTlsServer, kNow), IsError(ErrorCode::kUntrusted));
  EXPECT_THAT(judge(server(), pki(), Purpose::kTlsClient, kNow), IsError(ErrorCode::kUntrusted));
}

TEST(Chain, IsHeldToThePurposeOfItsCa) {
  const std::vector<std::string> names{"insamling.exempel.se"};
  const auto forged = issue_server_certificate(pki().devices, names, leaf_key().public_key(), kNow);
  EXPECT_THAT(judge(*forged, pki(), Purpose::kTlsServer, kNow), IsError(ErrorCode::kUntrusted));
  const auto crossed =
      issue_device_certificate(pki().server, kDevice, leaf_key().public_key(), kNow);
  EXPECT_THAT(judge(*crossed, pki(), Purpose::kTlsClient, kNow), IsError(ErrorCode::kUntrusted));
}

TEST(Chain, WithoutAStatedPurposeIsGoodForNone) {
  EXPECT_THAT(judge(pki().root.certificate, pki(), Purpose::kTlsClient, kNow),
              IsError(ErrorCode::kUntrusted, "a TLS client"));
}

TEST(Chain, IsTrustedBetweenItsTwoMomentsOnly) {
  const Certificate leaf = device();
  EXPECT_THAT(judge(leaf, pki(), Purpose::kTlsClient, leaf.not_before()), IsOk());
  EXPECT_THAT(judge(leaf, pki(), Purpose::kTlsClient, leaf.not_before() - seconds{1}),
              IsError(ErrorCode::kUntrusted, "not yet valid"));
  EXPECT_THAT(judge(leaf, pki(), Purpose::kTlsClient, leaf.not_after() - seconds{1}), IsOk());
  EXPECT_THAT(judge(leaf, pki(), Purpose::kTlsClient, leaf.not_after()),
              IsError(ErrorCode::kUntrusted, "expired"));
}

TEST(Chain, OfAForeignRootWithTheSameNamesIsNotTrusted) {
  EXPECT_THAT(judge(device(), foreign_pki(), Purpose::kTlsClient, kNow),
              IsError(ErrorCode::kUntrusted));
  const auto foreign =
      issue_device_certificate(foreign_pki().devices, kDevice, leaf_key().public_key(), kNow);
  EXPECT_THAT(judge(*foreign, pki(), Purpose::kTlsClient, kNow), IsError(ErrorCode::kUntrusted));
  const std::vector both{foreign_pki().devices.certificate, pki().devices.certificate};
  EXPECT_THAT(verify_chain(*foreign, both, {&pki().root.certificate, 1}, Purpose::kTlsClient, kNow),
              IsError(ErrorCode::kUntrusted));
}

TEST(Chain, BelowAnIssuingCaIsTooLong) {
  const auto third = make_issuing_ca(pki().devices, "under", Purpose::kTlsClient, kNow);
  const auto leaf = issue_device_certificate(*third, kDevice, leaf_key().public_key(), kNow);
  const std::vector between{third->certificate, pki().devices.certificate};
  EXPECT_THAT(verify_chain(*leaf, between, {&pki().root.certificate, 1}, Purpose::kTlsClient, kNow),
              IsError(ErrorCode::kUntrusted, "path length"));
}

TEST(Chain, BelowALeafIsNotTrusted) {
  const Certificate leaf = device();
  const Authority impostor{leaf, *PrivateKey::from_pem(*leaf_key().to_pem())};
  const auto below = issue_device_certificate(impostor, "annan", leaf_key().public_key(), kNow);
  const std::vector between{leaf, pki().devices.certificate};
  EXPECT_THAT(
      verify_chain(*below, between, {&pki().root.certificate, 1}, Purpose::kTlsClient, kNow),
      IsError(ErrorCode::kUntrusted));
}

TEST(Chain, NeedsItsIntermediatesAndARoot) {
  EXPECT_THAT(verify_chain(device(), {}, {&pki().root.certificate, 1}, Purpose::kTlsClient, kNow),
              IsError(ErrorCode::kUntrusted));
  EXPECT_THAT(verify_chain(device(), {}, {}, Purpose::kTlsClient, kNow),
              IsError(ErrorCode::kUntrusted));
}

TEST(Chain, MayEndInATrustedIssuingCa) {
  EXPECT_THAT(
      verify_chain(device(), {}, {&pki().devices.certificate, 1}, Purpose::kTlsClient, kNow),
      IsOk());
}

TEST(Chain, WithAChangedByteIsNotTrusted) {
  Bytes der = device().der();
  der.back() ^= 1U;  // the signature
  const auto changed = Certificate::from_der(der);
  ASSERT_THAT(changed, IsOk());
  EXPECT_THAT(judge(*changed, pki(), Purpose::kTlsClient, kNow), IsError(ErrorCode::kUntrusted));
}

TEST(Certificate, ComesBackFromDerAndPem) {
  const Certificate certificate = device();
  const auto from_der = Certificate::from_der(certificate.der());
  const auto from_pem = Certificate::from_pem(certificate.pem());
  ASSERT_THAT(from_der, IsOk());
  ASSERT_THAT(from_pem, IsOk());
  EXPECT_EQ(from_der->fingerprint(), certificate.fingerprint());
  EXPECT_EQ(from_pem->der(), certificate.der());
  EXPECT_EQ(certificate.fingerprint(), sha256(ByteView(certificate.der())));
}

TEST(Certificate, ThatIsDamagedIsMalformed) {
  const Bytes good = device().der();
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_THAT(Certificate::from_der(longer), IsError(ErrorCode::kMalformed));
  for (std::size_t length = 0; length < good.size(); length += 7) {
    EXPECT_THAT(Certificate::from_der(ByteView(good).first(length)),
                IsError(ErrorCode::kMalformed));
  }
  EXPECT_THAT(Certificate::from_der(Bytes(20'000)), IsError(ErrorCode::kTooLarge));
  EXPECT_THAT(Certificate::share(nullptr), IsError(ErrorCode::kInvalidArgument));
}

TEST(CertificateChain, IsReadInOrderAndHoldsNothingElse) {
  const std::string leaf = device().pem();
  const std::string ca = pki().devices.certificate.pem();
  const auto chain = Certificate::chain_from_pem("Exempelkommun\n" + leaf + "\n" + ca);
  ASSERT_THAT(chain, IsOk());
  ASSERT_EQ(chain->size(), 2U);
  EXPECT_EQ((*chain)[0].pem(), leaf);
  EXPECT_EQ((*chain)[1].pem(), ca);
  EXPECT_THAT(Certificate::from_pem(leaf + ca), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(Certificate::chain_from_pem(leaf + *leaf_key().to_pem()),
              IsError(ErrorCode::kMalformed, "PRIVATE KEY"));
  EXPECT_THAT(Certificate::chain_from_pem(leaf + ca.substr(0, 200)),
              IsError(ErrorCode::kMalformed));
  EXPECT_THAT(Certificate::chain_from_pem(""), IsError(ErrorCode::kMalformed));
  std::string many;
  for (int i = 0; i < 17; ++i) many += leaf;
  EXPECT_THAT(Certificate::chain_from_pem(many), IsError(ErrorCode::kTooLarge));
}

}  // namespace
}  // namespace distanskoll::crypto
