// SPDX-License-Identifier: EUPL-1.2
#include "packaging/build/test_paths.h"
#include "tests/agent/reporting/uplink_fixture.h"

namespace distanskoll::agent {
namespace {

TEST_F(UplinkTest, SendsWhatWaitsAndKeepsItAsAcknowledged) {
  std::string body;
  std::string type;
  std::optional<std::string> peer;
  start([&](const TestRequest& request) {
    body = request.body;
    type = request.headers.at("content-type");
    peer = request.device;
    return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
  });
  add();
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_THAT(numbers_in(body), ElementsAre(1, 2));
  EXPECT_EQ(type, "application/jose");
  EXPECT_EQ(peer, kDevice);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(spool->state()->acknowledged, 2U);
  EXPECT_EQ(state.snapshot().uplink, UplinkState::kConnected);
  EXPECT_EQ(state.snapshot().posture, R"({"overall":"pass"})");
  EXPECT_THAT(folder.read("posture.json"), HasSubstr(R"("posture":{"overall":"pass"})"));
}

TEST_F(UplinkTest, TakesAnEmptyAnswerToAHeartbeat) {
  start([&](const TestRequest& request) {
    const auto numbers = numbers_in(request.body);
    if (numbers.size() == 1 && numbers[0] == 2) return TestResponse{204, {}, {}, false};
    return TestResponse{200, receipts(numbers), {}, false};
  });
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  beat();
  EXPECT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(collector->connections(), 1) << "the connection is kept";
}

TEST_F(UplinkTest, KeepsAReportThatAnEmptyAnswerWouldLose) {
  start([](const TestRequest&) { return TestResponse{204, {}, {}, false}; });
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(UplinkTest, KeepsAReportThatWasNotAnswered) {
  start([](const TestRequest&) { return TestResponse{200, R"({"receipts":[]})", {}, false}; });
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(UplinkTest, WaitsAsLongAsTheCollectorSays) {
  start([](const TestRequest&) { return TestResponse{503, {}, {{"Retry-After", "120"}}, false}; });
  add();
  const auto wait = uplink->step();
  EXPECT_EQ(wait.kind, WaitKind::kOrdered);
  EXPECT_EQ(wait.time, std::chrono::seconds(120));
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(UplinkTest, HonoursRetryForSingleReports) {
  start([](const TestRequest&) {
    return TestResponse{
        200, R"({"receipts":[{"seq":1}],"retry":[{"seq":2,"seconds":40}]})", {}, false};
  });
  add();
  add();
  const auto wait = uplink->step();
  EXPECT_EQ(wait.kind, WaitKind::kOrdered);
  EXPECT_EQ(wait.time, std::chrono::seconds(40));
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(UplinkTest, BacksOffFurtherWithEveryFailure) {
  start([](const TestRequest&) { return TestResponse{500, {}, {}, false}; });
  add();
  EXPECT_EQ(uplink->step().time, std::chrono::milliseconds(500));
  EXPECT_EQ(uplink->step().time, std::chrono::milliseconds(1000));
  EXPECT_EQ(uplink->step().time, std::chrono::milliseconds(2000));
  EXPECT_EQ(state.snapshot().uplink, UplinkState::kUnreachable);
}

TEST_F(UplinkTest, SendsNothingToACollectorOfAnotherRoot) {
  const TestPki stranger(now - std::chrono::days(1));
  int requests = 0;
  collector.emplace(stranger, now, [&](const TestRequest&) {
    ++requests;
    return TestResponse{};
  });
  connect_to(collector->url());
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  EXPECT_EQ(state.snapshot().uplink, UplinkState::kUntrusted);
  EXPECT_EQ(requests, 0);
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(UplinkTest, SendsNothingToACollectorWithAnotherName) {
  int requests = 0;
  start(
      [&](const TestRequest&) {
        ++requests;
        return TestResponse{};
      },
      "other.example.se");
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  EXPECT_EQ(state.snapshot().uplink, UplinkState::kUntrusted);
  EXPECT_EQ(requests, 0);
}

TEST_F(UplinkTest, ReplacesAConnectionThatWasClosedAndResumesItsSession) {
  bool resumed = false;
  start([&](const TestRequest& request) {
    resumed = request.resumed;
    return TestResponse{200, receipts(numbers_in(request.body)), {}, true};
  });
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_FALSE(resumed);
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(collector->connections(), 2);
  EXPECT_TRUE(resumed);
}

TEST_F(UplinkTest, GoesThroughAProxy) {
  start([&](const TestRequest& request) {
    return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
  });
  connect_to("https://localhost:1",
             "http://user:secret@127.0.0.1:" + std::to_string(collector->port()));
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(collector->proxied, 1);
  EXPECT_EQ(waiting(), 0U);
}

TEST_F(UplinkTest, TriesTheSystemsWaysInTheirOrderAndTellsWhichItTook) {
  start([&](const TestRequest& request) {
    return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
  });
  const std::string second = "127.0.0.1:" + std::to_string(collector->port());
  int asked = 0;
  connect_to("https://localhost:1", "", [&](const Endpoint& to) {
    ++asked;
    EXPECT_EQ(to.authority(), "localhost:1");
    return Ways{
        {*parse_proxy("127.0.0.1:1"), *parse_proxy(second), std::nullopt}, WayFrom::kScript, {}};
  });
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(collector->proxied, 1);
  EXPECT_EQ(state.snapshot().way, (WayTaken{second, WayFrom::kScript, {}}));
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(asked, 1) << "an open connection is kept";
}

TEST_F(UplinkTest, GoesStraightAfterTheProxiesWhenTheListSaysSo) {
  start([&](const TestRequest& request) {
    return TestResponse{200, receipts(numbers_in(request.body)), {}, false};
  });
  connect_to(collector->url(), "", [](const Endpoint&) {
    return Ways{{*parse_proxy("127.0.0.1:1"), std::nullopt}, WayFrom::kScript, {}};
  });
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(state.snapshot().way, (WayTaken{"", WayFrom::kScript, {}}));
}

TEST_F(UplinkTest, TellsWhyNoWayLedThereAndAsksAgainTheNextTime) {
  start([](const TestRequest&) { return TestResponse{}; });
  int asked = 0;
  connect_to("https://localhost:1", "", [&](const Endpoint&) {
    ++asked;
    return Ways{
        {*parse_proxy("127.0.0.1:1"), std::nullopt}, WayFrom::kServices, "the script is late"};
  });
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  const std::string detail = state.snapshot().uplink_detail;
  EXPECT_THAT(detail, HasSubstr("connecting to the proxy 127.0.0.1:1"));
  EXPECT_THAT(detail, HasSubstr("; localhost:1: connecting:"));
  EXPECT_THAT(detail, HasSubstr("the script is late"));
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  EXPECT_EQ(asked, 2);
}

TEST_F(UplinkTest, TriesNoOtherWayToACollectorThatItDoesNotTrust) {
  const TestPki other{now - std::chrono::days(100)};
  start([](const TestRequest&) { return TestResponse{}; });
  TestCollector stranger(other, now, [](const TestRequest&) { return TestResponse{}; });
  connect_to(collector->url(), "", [&](const Endpoint&) {
    return Ways{{*parse_proxy("127.0.0.1:" + std::to_string(stranger.port())), std::nullopt},
                WayFrom::kScript,
                {}};
  });
  add();
  EXPECT_EQ(uplink->step().kind, WaitKind::kBackoff);
  EXPECT_EQ(state.snapshot().uplink, UplinkState::kUntrusted);
}

TEST_F(UplinkTest, ObeysSettingsWithinTheirBoundsAlone) {
  std::string settings = R"({"heartbeat_seconds":60})";
  start([&](const TestRequest& request) {
    return TestResponse{200, receipts(numbers_in(request.body), settings), {}, false};
  });
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(state.heartbeat(), std::chrono::seconds(60));
  EXPECT_EQ(changes, 1);
  settings = R"({"heartbeat_seconds":5,"run":"rm -rf /"})";
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(state.heartbeat(), std::chrono::seconds(60));
}

TEST_F(UplinkTest, FetchesTheNamedPolicyAndRefusesAnother) {
  const std::string yaml = *read_file(
      std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/grundkrav.yaml", 1 << 20);
  const std::string sha = crypto::hex_encode(crypto::sha256(yaml));
  std::string served = yaml + "# forged\n";
  start([&](const TestRequest& request) {
    if (request.target == "/v1/policies/" + sha) return TestResponse{200, served, {}, false};
    return TestResponse{
        200, receipts(numbers_in(request.body), R"({"policy":")" + sha + "\"}"), {}, false};
  });
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_THAT(policies.load(), IsError(ErrorCode::kNotFound));
  served = yaml;
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_EQ(policies.current(), sha);
  ASSERT_NE(state.policy(), nullptr);
  EXPECT_EQ(crypto::hex_encode(state.policy()->sha256), sha);
}

TEST_F(UplinkTest, SendsAgainWhatARestoredCollectorLacks) {
  std::vector<std::vector<std::uint64_t>> sent;
  start([&](const TestRequest& request) {
    sent.push_back(numbers_in(request.body));
    const bool restored = sent.size() == 2;
    return TestResponse{
        200,
        receipts(sent.back(), restored ? R"({"epoch":2,"resend_from":2})" : R"({"epoch":1})"),
        {},
        false};
  });
  add();
  add();
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  add();
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  ASSERT_EQ(uplink->step().kind, WaitKind::kIdle);
  EXPECT_THAT(sent, ElementsAre(ElementsAre(1, 2, 3), ElementsAre(4), ElementsAre(2, 3, 4)));
}

TEST_F(UplinkTest, HalvesABatchThatIsTooLarge) {
  int refused = 0;
  start([&](const TestRequest& request) {
    const auto numbers = numbers_in(request.body);
    if (numbers.size() > 2) {
      ++refused;
      return TestResponse{413, {}, {}, false};
    }
    return TestResponse{200, receipts(numbers), {}, false};
  });
  for (int i = 0; i < 8; ++i) add();
  for (int i = 0; i < 20 && waiting() > 0; ++i) (void)uplink->step();
  EXPECT_EQ(waiting(), 0U);
  EXPECT_GE(refused, 2) << "eight, then four";
}

}  // namespace
}  // namespace distanskoll::agent
