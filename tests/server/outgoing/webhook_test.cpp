// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/webhook.h"

#include "tests/server/outgoing/peer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"
#include "tests/support/temp_dir.h"

#include <cstdlib>

#include <fmt/format.h>

namespace distanskoll::server::outgoing {
namespace {

constexpr const char* kBody = R"({"type":"finding.opened","data":{"device":"d1","text":"åäö"}})";

class WebhookTest : public ::testing::Test {
 protected:
  void SetUp() override { prepare(dir_.path()); }

  Result<void> post(const Peer& peer, const std::string& path, const char* host = "localhost") {
    const Webhook webhook{
        "siem", HttpsUrl::parse(fmt::format("https://{}:{}{}", host, peer.port(), path)).value(),
        dir_ / "secret", dir_ / ca_};
    auto sender = WebhookSender::make(webhook, local_, clock_);
    if (!sender) return sender.error();
    return (*sender)->send({kSentId, "", kBody});
  }
  std::vector<std::string> good() { return {"https", dir_.path().string(), "good"}; }

  TempDir dir_;
  FakeClock clock_;
  const char* ca_ = "ca.pem";
  std::vector<net::Network> local_ = {net::Network::parse("127.0.0.0/8").value(),
                                      net::Network::parse("::1").value()};
};

TEST_F(WebhookTest, ArrivesSignedAsStandardWebhooksHasIt) {
  Peer peer(good());
  ASSERT_THAT(post(peer, "/hook?for=it"), IsOk());
  const auto received = peer.received();
  ASSERT_EQ(received.size(), 1U);
  EXPECT_EQ(text_of(received[0], "path"), "/hook?for=it");
  EXPECT_EQ(text_of(received[0], "body"), kBody);
  EXPECT_TRUE(received[0].at("signed").as_bool()) << "by the receiver's own HMAC";
  const auto& headers = received[0].at("headers");
  EXPECT_EQ(text_of(headers, "webhook-id"), kSentId);
  EXPECT_EQ(text_of(headers, "webhook-timestamp"), "1772434800");
  EXPECT_EQ(text_of(headers, "content-type"), "application/json");
}

TEST_F(WebhookTest, FollowsNoRedirect) {
  Peer peer(good());
  EXPECT_THAT(post(peer, "/redirect"),
              IsError(ErrorCode::kPermissionDenied, "redirect (307), which is not followed"));
  EXPECT_EQ(peer.received().size(), 1U);
}

TEST_F(WebhookTest, TellsWhatTheReceiverAnswers) {
  Peer peer(good());
  EXPECT_THAT(post(peer, "/gone"), IsError(ErrorCode::kNotFound, "410"));
  EXPECT_THAT(post(peer, "/forbidden"), IsError(ErrorCode::kPermissionDenied, "403"));
  EXPECT_THAT(post(peer, "/broken"), IsError(ErrorCode::kUnavailable, "500"));
  EXPECT_THAT(post(peer, "/long"), IsError(ErrorCode::kUnavailable, "too long"));
}

TEST_F(WebhookTest, GoesToNoServerWithAWrongCertificate) {
  for (const char* certificate : {"other-name", "ended"}) {
    Peer peer({"https", dir_.path().string(), certificate});
    EXPECT_THAT(post(peer, "/"), IsError(ErrorCode::kUntrusted)) << certificate;
    EXPECT_TRUE(peer.received().empty()) << certificate;
  }
  ca_ = "other-ca.pem";
  Peer peer(good());
  EXPECT_THAT(post(peer, "/"), IsError(ErrorCode::kUntrusted));
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(WebhookTest, GoesNotToThisMachineUnlessThatIsListed) {
  Peer peer(good());
  local_ = {net::Network::parse("127.0.0.2").value(), net::Network::parse("::1").value()};
  for (const char* host : {"localhost", "127.0.0.1", "0.0.0.0", "0x7f.1", "[::ffff:127.0.0.1]"}) {
    EXPECT_THAT(post(peer, "/", host), IsError(ErrorCode::kPermissionDenied, "not listed")) << host;
  }
  EXPECT_TRUE(peer.received().empty());
}

TEST_F(WebhookTest, AsksNoProxyOfTheEnvironment) {
  ::setenv("https_proxy", "http://127.0.0.1:9", 1);
  Peer peer(good());
  EXPECT_THAT(post(peer, "/"), IsOk());
  ::unsetenv("https_proxy");
}

TEST_F(WebhookTest, NeedsASecretOfItsForm) {
  Peer peer(good());
  for (const char* secret :
       {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA", "a\nb"}) {
    dir_.write("secret", secret);
    std::filesystem::permissions(dir_ / "secret", std::filesystem::perms(0600));
    EXPECT_THAT(post(peer, "/"), IsError(ErrorCode::kMalformed)) << secret;
  }
}

}  // namespace
}  // namespace distanskoll::server::outgoing
