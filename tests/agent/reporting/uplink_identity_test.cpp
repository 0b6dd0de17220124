// SPDX-License-Identifier: EUPL-1.2
#include "tests/agent/reporting/uplink_fixture.h"

namespace distanskoll::agent {
namespace {

/// The collector's side of EST, with the devices CA of the test.
TestResponse issue(const TestPki& pki, const std::string& device, const TestRequest& request,
                   WallTime now) {
  if (request.target == "/.well-known/est/cacerts") {
    const std::vector<crypto::Certificate> all{pki.root.certificate, pki.devices.certificate,
                                               pki.servers.certificate};
    return {200, crypto::base64_encode(*crypto::encode_certs_only(all)), {}, false};
  }
  const auto key = crypto::key_of_request(*crypto::base64_decode(request.body, true));
  const std::vector<crypto::Certificate> one{
      *crypto::issue_device_certificate(pki.devices, device, *key, now)};
  return {200,
          crypto::base64_encode(*crypto::encode_certs_only(one)),
          {{"Distanskoll-Pseudonym-Key", crypto::base64url_encode(Digest{9})}},
          false};
}

TEST_F(UplinkTest, RenewsAtSixtyDaysAndGoesOnWithTheSameSeries) {
  enroll(kDevice, now - std::chrono::days(61));
  const std::string before = state.identity()->key.public_key().key_id();
  start([&](const TestRequest& request) {
    if (request.target == "/v1/reports") {
      return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
    }
    EXPECT_EQ(request.headers.count("distanskoll-successor"), 0U);
    return issue(pki, kDevice, request, now);
  });
  add();
  EXPECT_EQ(uplink->step().time.count(), 0);
  EXPECT_NE(state.identity()->key.public_key().key_id(), before);
  EXPECT_THAT(store.load(), IsOkAnd(testing::Truly([&](const SharedIdentity& stored) {
                return stored->key.public_key().key_id() ==
                       state.identity()->key.public_key().key_id();
              })));
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
  add();
  EXPECT_EQ(spool->state()->next_seq, 3U);
}

TEST_F(UplinkTest, KeepsSendingWhenARenewalFails) {
  enroll(kDevice, now - std::chrono::days(61));
  start([&](const TestRequest& request) {
    if (request.target == "/v1/reports") {
      return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
    }
    return TestResponse{503, {}, {}, false};
  });
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(UplinkTest, ReEnrolsWithAnExpiredCertificateBeforeItSendsAnything) {
  enroll(kDevice, now - std::chrono::days(95));
  std::vector<std::string> targets;
  start([&](const TestRequest& request) {
    targets.push_back(request.target);
    if (request.target != "/v1/reports") return issue(pki, kDevice, request, now);
    return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
  });
  add();
  (void)uplink->step();
  (void)uplink->step();
  EXPECT_THAT(targets, ElementsAre("/.well-known/est/cacerts", "/.well-known/est/simplereenroll",
                                   "/v1/reports"));
}

TEST_F(UplinkTest, AsksForASuccessorWhenItsNumberIsTakenAndBeginsAtOne) {
  std::string reason;
  std::string hardware;
  start([&](const TestRequest& request) {
    if (request.target == "/v1/reports") {
      if (request.device == kSuccessor) {
        return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
      }
      return TestResponse{
          200,
          R"({"receipts":[],"refused":[{"seq":1,"code":"number_taken","detail":""}]})",
          {},
          false};
    }
    if (request.target != "/.well-known/est/cacerts") {
      reason = request.headers.at("distanskoll-successor");
      hardware = request.headers.at("distanskoll-hardware-hash");
    }
    return issue(pki, kSuccessor, request, now);
  });
  add();
  (void)uplink->step();
  EXPECT_EQ(state.snapshot().uplink, UplinkState::kSuccessor);
  (void)uplink->step();
  EXPECT_EQ(reason, "number_taken");
  EXPECT_EQ(hardware, "hash") << "tells a cloned disk from a restored one";
  EXPECT_EQ(state.identity()->device_id, kSuccessor);
  EXPECT_EQ(changes, 1);
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(spool->state()->acknowledged, 1U);
  EXPECT_EQ(spool->state()->next_seq, 2U);
}

TEST_F(UplinkTest, RefusesARenewalForAnotherDevice) {
  enroll(kDevice, now - std::chrono::days(61));
  start([&](const TestRequest& request) {
    if (request.target == "/v1/reports") return TestResponse{503, {}, {}, false};
    return issue(pki, kSuccessor, request, now);
  });
  add();
  (void)uplink->step();
  EXPECT_EQ(state.identity()->device_id, kDevice);
  EXPECT_EQ((*store.load())->device_id, kDevice);
}

TEST_F(UplinkTest, DeliversTheStopReportBeforeItsThreadEnds) {
  start([&](const TestRequest& request) {
    return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
  });
  uplink->start();
  add();
  uplink->notify(true);
  EXPECT_TRUE(uplink->stop(std::chrono::seconds(10)));
  EXPECT_EQ(waiting(), 0U);
}

}  // namespace
}  // namespace distanskoll::agent
