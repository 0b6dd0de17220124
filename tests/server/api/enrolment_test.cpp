// SPDX-License-Identifier: EUPL-1.2
// Enrolment on a real data directory with a clock that the test moves: what a certificate is good
// for as it ages, and what a backup must never bring back.
#include "server/admission/enrolment.h"

#include "server/ledger/restore.h"
#include "server/operations.h"
#include "server/recovery.h"
#include "shared/files.h"
#include "tests/server/api/wish.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <future>

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using admission::Applicant;
using admission::CodeCredential;
using admission::decide_group;
using admission::GroupDecision;
using admission::Issued;
using admission::Outcome;

TEST(GroupCode, EnrolsAtOnceOnlyWithNetworkNumberAndNoLiveDevice) {
  using D = GroupDecision;
  EXPECT_EQ(decide_group({true, true, false, false, false}), D::kEnrol);
  EXPECT_EQ(decide_group({false, true, false, false, false}), D::kWait);
  EXPECT_EQ(decide_group({true, false, false, false, false}), D::kWait);
  EXPECT_EQ(decide_group({true, true, true, false, false}), D::kWait);
  EXPECT_EQ(decide_group({false, false, false, true, false}), D::kEnrol);
  EXPECT_EQ(decide_group({true, true, false, false, true}), D::kRefuse);
  EXPECT_EQ(decide_group({true, true, false, false, false, true}), D::kWait);
  EXPECT_EQ(decide_group({false, false, false, true, false, true}), D::kEnrol);
}

class Enrolling : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = initialise(wish_in(dir_.path()), "test", clock_);
    ASSERT_THAT(made, IsOk());
    config_ = made->config;
    recovery_key_ = made->recovery_key;
    open();
  }
  void open() {
    auto core = Core::open(config_, clock_);
    ASSERT_THAT(core, IsOk());
    core_ = std::move(*core);
  }
  OperationResult run(std::string_view name, const json::object& arguments = {}) {
    return run_operation(*core_, name, arguments, "test", {});
  }
  CodeCredential new_code(const json::object& arguments = {}) {
    auto made = run("codes.create", arguments);
    EXPECT_THAT(made, IsOk());
    const std::string code(made->at("code").as_string());
    const auto secret = code.find('-', 4) + 1;
    return {code.substr(4, secret - 5), code.substr(secret, code.find('-', secret) - secret)};
  }
  static crypto::PrivateKey new_key() {
    return *crypto::PrivateKey::generate(crypto::KeyKind::kP256);
  }
  static Applicant applicant(const crypto::PrivateKey& key) {
    return {key.public_key(), "laptop", {}, {}, *net::Address::parse("192.0.2.1")};
  }
  Outcome enrol(const CodeCredential& code, const crypto::PrivateKey& key) {
    std::promise<Outcome> promise;
    core_->enrolment->enrol(code, applicant(key),
                            [&](Outcome outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  }
  Outcome renew(const crypto::Certificate& certificate, const crypto::PrivateKey& key,
                bool successor = false) {
    auto peer = core_->admission->identify(certificate, true);
    if (!peer) return peer.error();
    std::promise<Outcome> promise;
    core_->enrolment->renew(*peer, applicant(key), successor,
                            [&](Outcome outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  }
  Issued enrolled(const crypto::PrivateKey& key) {
    auto outcome = enrol(new_code(), key);
    EXPECT_THAT(outcome, IsOk());
    return std::get<Issued>(*outcome);
  }

  TempDir dir_;
  FakeClock clock_;
  Config config_;
  std::string recovery_key_;
  std::unique_ptr<Core> core_;
};

TEST_F(Enrolling, AnExpiredCertificateMayRenewFor400DaysAndNothingElse) {
  const auto key = new_key();
  const auto issued = enrolled(key);
  EXPECT_THAT(core_->admission->identify(issued.certificate), IsOk());
  clock_.advance(std::chrono::days(91));
  EXPECT_THAT(core_->admission->identify(issued.certificate), IsError(ErrorCode::kUntrusted));
  auto renewed = renew(issued.certificate, new_key());
  ASSERT_THAT(renewed, IsOk());
  EXPECT_EQ(std::get<Issued>(*renewed).device, issued.device);
  EXPECT_THAT(core_->admission->identify(std::get<Issued>(*renewed).certificate), IsOk());
  clock_.advance(std::chrono::days(400));
  EXPECT_THAT(renew(issued.certificate, new_key()), IsError(ErrorCode::kUntrusted));
}

TEST_F(Enrolling, ACodeIsUsedOnceButItsAnswerIsGivenAgainToTheSameKey) {
  const auto code = new_code();
  const auto key = new_key();
  auto first = enrol(code, key);
  ASSERT_THAT(first, IsOk());
  auto again = enrol(code, key);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(std::get<Issued>(*again).device, std::get<Issued>(*first).device);
  EXPECT_THAT(enrol(code, new_key()), IsError(ErrorCode::kPermissionDenied));
}

TEST_F(Enrolling, ACodeThatIsOldRevokedOrWrongIsNotAccepted) {
  const auto old = new_code({{"days", 1}});
  clock_.advance(std::chrono::hours(25));
  EXPECT_THAT(enrol(old, new_key()), IsError(ErrorCode::kPermissionDenied));
  auto revoked = new_code();
  ASSERT_THAT(run("codes.revoke", {{"code", revoked.id}}), IsOk());
  EXPECT_THAT(enrol(revoked, new_key()), IsError(ErrorCode::kPermissionDenied));
  EXPECT_THAT(enrol({"ffffffff", "0"}, new_key()), IsError(ErrorCode::kPermissionDenied));
}

TEST_F(Enrolling, ARequestMadeInTimeOutlivesItsCodeAndIsDecidedByAPerson) {
  const auto code = new_code({{"group", true}, {"max_uses", 5}, {"days", 1}});
  const auto key = new_key();
  const auto request_of = [&](const crypto::PrivateKey& of) {
    auto outcome = enrol(code, of);
    EXPECT_THAT(outcome, IsOk());
    return std::get<admission::Waiting>(*outcome).request;
  };
  const std::string request = request_of(key);
  const auto other = new_key();
  const std::string unwanted = request_of(other);
  clock_.advance(std::chrono::hours(25));
  EXPECT_THAT(enrol(code, new_key()), IsError(ErrorCode::kPermissionDenied)) << "a new one";
  EXPECT_EQ(request_of(key), request) << "it goes on waiting";
  ASSERT_THAT(run("devices.approve", {{"id", request}}), IsOk());
  auto approved = enrol(code, key);
  ASSERT_THAT(approved, IsOk());
  EXPECT_TRUE(std::holds_alternative<Issued>(*approved));
  ASSERT_THAT(run("codes.revoke", {{"code", code.id}}), IsOk());
  EXPECT_THAT(enrol(code, other), IsError(ErrorCode::kPermissionDenied)) << unwanted;
}

TEST_F(Enrolling, AKeyBelongsToOneDevice) {
  const auto key = new_key();
  enrolled(key);
  EXPECT_THAT(enrol(new_code(), key), IsError(ErrorCode::kConflict));
  const auto other_key = new_key();
  const auto other = enrolled(other_key);
  EXPECT_THAT(renew(other.certificate, key), IsError(ErrorCode::kConflict));
}

TEST_F(Enrolling, ASuccessorIsAnotherDeviceOfTheSameComputer) {
  const auto key = new_key();
  const auto issued = enrolled(key);
  auto next = renew(issued.certificate, new_key(), true);
  ASSERT_THAT(next, IsOk());
  const auto& successor = std::get<Issued>(*next).device;
  EXPECT_NE(successor, issued.device);
  auto shown = run("devices.show", {{"device", successor}});
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->at("predecessor").as_string(), issued.device);
  EXPECT_EQ(shown->at("computer").as_string(), issued.device);
}

TEST_F(Enrolling, ARevokedDeviceCanDoNothing) {
  const auto key = new_key();
  const auto issued = enrolled(key);
  ASSERT_THAT(run("devices.revoke", {{"device", issued.device}, {"reason", "lost"}}), IsOk());
  EXPECT_THAT(core_->admission->identify(issued.certificate), IsError(ErrorCode::kRevoked));
  EXPECT_THAT(renew(issued.certificate, new_key()), IsError(ErrorCode::kRevoked));
}

TEST_F(Enrolling, ABackupBringsNeitherARevokedDeviceNorAUsedCodeBack) {
  const auto key = new_key();
  const auto issued = enrolled(key);
  const auto code = new_code();
  ASSERT_THAT(run("backup", {{"directory", (dir_ / "backup").string()}}), IsOk());
  ASSERT_THAT(run("devices.revoke", {{"device", issued.device}}), IsOk());
  ASSERT_THAT(enrol(code, new_key()), IsOk());
  core_.reset();

  const auto restored = dir_ / "restored";
  std::filesystem::create_directory(restored);
  EXPECT_THAT(open_keys(dir_ / "backup", restored,
                        crypto::PrivateKey::generate(crypto::KeyKind::kP256)->to_pem().value()),
              IsError(ErrorCode::kUntrusted));
  ASSERT_THAT(open_keys(dir_ / "backup", restored, recovery_key_), IsOk());
  auto report = ledger::restore(
      {dir_ / "backup", restored, dir_ / "data" / "tombstones", std::chrono::hours(24)},
      clock_.wall());
  ASSERT_THAT(report, IsOk());
  config_.data = restored;
  open();
  EXPECT_THAT(enrol(code, new_key()), IsError(ErrorCode::kNoSpace, "restored"));
  core_.reset();
  clock_.advance(std::chrono::hours(25));
  open();
  EXPECT_THAT(core_->admission->identify(issued.certificate), IsError(ErrorCode::kRevoked));
  EXPECT_THAT(enrol(code, new_key()), IsError(ErrorCode::kPermissionDenied));
  auto checked = run("fsck");
  ASSERT_THAT(checked, IsOk());
  EXPECT_TRUE(checked->at("clean").as_bool()) << json::serialize(*checked);
}

}  // namespace
}  // namespace distanskoll::server
