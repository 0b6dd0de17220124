// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/reach.h"

#include "tests/agent/reporting/test_collector.h"
#include "tests/support/fake_clock.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

class ReachTest : public testing::Test {
 protected:
  void start(const std::string& name = "localhost") {
    collector.emplace(
        pki, now,
        [this](const TestRequest& asked) {
          device = asked.device;
          target = asked.target;
          return TestResponse{status, "", {{"Date", "Mon, 02 Mar 2026 07:00:00 GMT"}}, false};
        },
        name);
  }
  Reach reach(const ProxyWords& words = {"none", {}, {}}) {
    return reach_collector(*parse_collector(collector->url()), words, {}, roots, clock);
  }

  FakeClock clock;  // 2026-03-02T07:00:00Z
  WallTime now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  TestPki pki{now - std::chrono::days(1)};
  std::vector<crypto::Certificate> roots{pki.root.certificate};
  int status = 200;
  std::optional<std::string> device;
  std::string target;
  std::optional<TestCollector> collector;
};

TEST_F(ReachTest, AsksForPublicCertificatesAndShowsNone) {
  start();
  const Reach got = reach();
  EXPECT_EQ(got.error.has_value(), false);
  EXPECT_EQ(got.step, HttpStep::kExchange);
  EXPECT_TRUE(got.verified);
  EXPECT_EQ(got.status, 200U);
  EXPECT_EQ(target, "/.well-known/est/cacerts");
  EXPECT_EQ(device, std::nullopt);
}

TEST_F(ReachTest, ComparesTheClocks) {
  start();
  clock.advance(std::chrono::seconds(600));
  EXPECT_EQ(reach().ahead, std::chrono::seconds(600));
}

TEST_F(ReachTest, SaysThatAnUnknownCollectorIsUnverified) {
  roots.clear();
  start();
  EXPECT_FALSE(reach().verified);
  EXPECT_EQ(reach().status, 200U);
}

TEST_F(ReachTest, EndsAtTheHandshakeWithAnotherCollector) {
  roots = {TestPki(now).root.certificate};
  start();
  const Reach got = reach();
  EXPECT_EQ(got.step, HttpStep::kHandshake);
  ASSERT_TRUE(got.error);
  EXPECT_EQ(got.error->code, ErrorCode::kUntrusted);
  EXPECT_FALSE(got.verified);
}

TEST_F(ReachTest, EndsAtAPortThatIsClosed) {
  start();
  const Endpoint gone = *parse_collector(collector->url());
  collector.reset();
  const Reach got = reach_collector(gone, {"none", {}, {}}, {}, roots, clock);
  EXPECT_EQ(got.step, HttpStep::kConnect);
  EXPECT_TRUE(got.error);
}

TEST_F(ReachTest, TellsOfAProxy) {
  start();
  const std::string proxy = "http://kalle:hemligt@localhost:" + std::to_string(collector->port());
  const Reach got = reach({proxy, {}, {}});
  EXPECT_EQ(got.way.from, WayFrom::kConfiguration);
  EXPECT_EQ(got.way.proxy, "localhost:" + std::to_string(collector->port()));
  EXPECT_TRUE(got.credentials);
  EXPECT_EQ(got.proxy_status, 200U);
  EXPECT_EQ(got.step, HttpStep::kExchange);
  EXPECT_TRUE(reach({{}, "ftp://x", {}}).unusable);
  EXPECT_EQ(reach().way.proxy, "") << "straight";
}

TEST(HttpDate, IsTheFormThatIsSent) {
  EXPECT_EQ(parse_http_date("Fri, 27 Nov 2026 10:11:12 GMT"),
            parse_time("2026-11-27T10:11:12Z").value());
  for (const std::string_view text :
       {"", "Fri, 27 Nov 2026 10:11:12 CET", "Friday, 27-Nov-26 10:11:12 GMT",
        "Fri, 31 Nov 2026 10:11:12 GMT", "Fri, 27 anF 2026 10:11:12 GMT"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace distanskoll::agent
