// SPDX-License-Identifier: EUPL-1.2
#include "server/store/devices.h"
#include "tests/server/admission/town.h"
#include "tests/support/matchers.h"

namespace distanskoll {
namespace {

class Identity : public ::testing::Test {
 protected:
  auto identify(const crypto::Certificate& certificate, bool allow_expired = false) {
    return town_.admission->identify(certificate, allow_expired);
  }
  Town town_;
  Laptop laptop_ = town_.enrol("d1");
};

TEST_F(Identity, IsTheDeviceOfTheCertificate) {
  const auto peer = identify(laptop_.certificate());
  ASSERT_THAT(peer, IsOk());
  EXPECT_EQ(peer->device(), "d1");
  EXPECT_EQ(peer->key_id(), laptop_.key().public_key().key_id());
}

TEST_F(Identity, EndsWithTheCertificateButMayBeRenewedFor400Days) {
  town_.clock.advance(std::chrono::days(91));
  EXPECT_THAT(identify(laptop_.certificate()), IsError(ErrorCode::kUntrusted, "simplereenroll"));
  EXPECT_THAT(identify(laptop_.certificate(), true), IsOk());
  town_.clock.advance(std::chrono::days(400));
  EXPECT_THAT(identify(laptop_.certificate(), true), IsError(ErrorCode::kUntrusted, "enrol again"));
}

TEST_F(Identity, IsNotGivenByAnotherAuthority) {
  const auto root = crypto::make_root("Root", town_.now()).value();
  const auto ca =
      crypto::make_issuing_ca(root, "Devices", crypto::Purpose::kTlsClient, town_.now()).value();
  const auto forged =
      crypto::issue_device_certificate(ca, "d1", laptop_.key().public_key(), town_.now()).value();
  EXPECT_THAT(identify(forged), IsError(ErrorCode::kUntrusted));
}

TEST_F(Identity, IsNotGivenToAKeyThatWasNeverEnrolled) {
  const auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
  const auto certificate =
      crypto::issue_device_certificate(town_.devices_ca, "d1", key.public_key(), town_.now())
          .value();
  EXPECT_THAT(identify(certificate), IsError(ErrorCode::kNotFound));
}

TEST_F(Identity, IsNotGivenToAnotherDevicesKey) {
  const auto certificate = crypto::issue_device_certificate(town_.devices_ca, "d2",
                                                            laptop_.key().public_key(), town_.now())
                               .value();
  EXPECT_THAT(identify(certificate), IsError(ErrorCode::kUntrusted, "d2"));
}

TEST_F(Identity, IsNotGivenToAServer) {
  const auto ca =
      crypto::make_issuing_ca(town_.root, "Server", crypto::Purpose::kTlsServer, town_.now())
          .value();
  const std::vector<std::string> names = {"d1"};
  const auto certificate =
      crypto::issue_server_certificate(ca, names, laptop_.key().public_key(), town_.now()).value();
  EXPECT_THAT(identify(certificate), IsError(ErrorCode::kUntrusted));
}

TEST_F(Identity, IsGoneOnceTheRevocationIsCommittedAndForgotten) {
  ASSERT_THAT(identify(laptop_.certificate()), IsOk());
  ASSERT_THAT(town_.sequencer->run([](server::ledger::Transaction& t) {
    return server::store::revoke_device(t.writer, "d1", t.now, "stolen");
  }),
              IsOk());
  town_.admission->forget("d1");
  EXPECT_THAT(identify(laptop_.certificate()), IsError(ErrorCode::kRevoked));
  EXPECT_THAT(identify(laptop_.certificate(), true), IsError(ErrorCode::kRevoked));
}

TEST_F(Identity, AReportSignedWithTheDevicesOlderKeyIsTaken) {
  const std::string spooled = laptop_.report(town_.now());
  auto key = crypto::PrivateKey::generate(crypto::KeyKind::kP256).value();
  auto certificate =
      crypto::issue_device_certificate(town_.devices_ca, "d1", key.public_key(), town_.now())
          .value();
  ASSERT_THAT(town_.sequencer->run([&](server::ledger::Transaction& t) -> Result<void> {
    const std::string kid = key.public_key().key_id();
    DISTANSKOLL_TRY(server::store::insert_key(
        t.writer, {kid, "d1", key.public_key().spki(), certificate.der(), certificate.not_after(),
                   t.now, std::nullopt, std::nullopt}));
    return server::store::supersede_keys(t.writer, "d1", kid, t.now);
  }),
              IsOk());
  town_.admission->forget("d1");
  const Laptop renewed("d1", std::move(key), std::move(certificate));
  EXPECT_EQ(fate_of(town_.post(renewed, spooled), 1), "receipt");
  EXPECT_THAT(town_.open_findings("d1"), ::testing::IsEmpty());
}

}  // namespace
}  // namespace distanskoll
