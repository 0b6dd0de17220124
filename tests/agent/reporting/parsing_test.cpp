// SPDX-License-Identifier: EUPL-1.2
// What the agent reads from outside: configuration, addresses, codes, answers, local requests.
#include "agent/reporting/answer.h"
#include "agent/reporting/backoff.h"
#include "agent/reporting/config.h"
#include "agent/reporting/enrolment_code.h"
#include "agent/reporting/local_answer.h"
#include "packaging/build/test_paths.h"
#include "shared/files.h"
#include "tests/support/matchers.h"

#include <gtest/gtest.h>

namespace distanskoll::agent {
namespace {

using namespace std::chrono_literals;

constexpr char kPin[] = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";

TEST(Config, TheCommentedExampleLoadsAndNamesEveryKey) {
  const auto file = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "packaging/examples/agent.yaml";
  const auto config = load_config(file);
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->collectors.front(), (Endpoint{"distanskoll.example.se", "8443"}));
  EXPECT_EQ(config->internal.size(), 2U);
  EXPECT_EQ(config->state, default_paths::state());
  EXPECT_EQ(config->socket, default_paths::socket());
  EXPECT_EQ(config->catalogues, default_paths::catalogues());
  EXPECT_EQ(config->card_reader, default_paths::card_reader());
  EXPECT_EQ(config->proxy, "none");
  EXPECT_EQ(config->heartbeat, limits::kHeartbeatDefault);
  EXPECT_EQ(config->keep_days, limits::kSpoolKeepDaysDefault);
  EXPECT_TRUE(config->tpm);
  ASSERT_TRUE(config->page);
  EXPECT_EQ(config->page->url, "https://distanskoll.example.se/");
  EXPECT_TRUE(config->notify);
  EXPECT_EQ(config->log, LogLevel::kInfo);
}

TEST(Config, NeedsNothingButTheCollector) {
  const auto config = parse_config("collector: \"https://c.example\"\n", "a.yaml");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->collectors.front().port, "443");
  EXPECT_TRUE(config->internal.empty());
}

TEST(Config, PutsTheSocketBesideAnotherStateFolder) {
  const auto config =
      parse_config("collector: \"https://c.example\"\nstate: /home/a/agent\n", "a.yaml");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->socket, "/home/a/agent/agent.sock");
}

struct BadConfig {
  const char* yaml;
  const char* says;
};
class ConfigErrors : public testing::TestWithParam<BadConfig> {};
TEST_P(ConfigErrors, SayWhereAndWhat) {
  EXPECT_THAT(parse_config(GetParam().yaml, "a.yaml"),
              IsError(ErrorCode::kMalformed, GetParam().says));
}
INSTANTIATE_TEST_SUITE_P(
    Table, ConfigErrors,
    testing::Values(
        BadConfig{"collector: \"https://c\"\ncolector: x\n", "a.yaml:2:1"},
        BadConfig{"state: /x\n", "collector"},
        BadConfig{"collector: \"http://c\"\n", "a.yaml:1:12: 'http://c' is no collector address"},
        BadConfig{"collector: \"https://u:p@c\"\n", "https://HOST"},
        BadConfig{"collector: \"https://c/path\"\n", "https://HOST"},
        BadConfig{"collector: []\n", "a.yaml:1:12"},
        BadConfig{"collector: \"https://c\"\nstate: relative\n", "a.yaml:2:8"},
        BadConfig{"collector: \"https://c\"\nheartbeat_seconds: 59\n", "a.yaml:2:20"},
        BadConfig{"collector: \"https://c\"\nspool: {keep_days: 0}\n", "a.yaml:2"},
        BadConfig{"collector: \"https://c\"\nspool: {keep_day: 1}\n", "a.yaml:2:9"},
        BadConfig{"collector: \"https://c\"\nproxy: \"ftp://x\"\n", "a.yaml:2:8"},
        BadConfig{"collector: \"https://c\"\nlog: {level: loud}\n", "a.yaml:2:14"},
        BadConfig{"collector: \"https://c\"\nkey: {tpm: yes}\n", "a.yaml:2:12"},
        BadConfig{"collector: \"https://c\"\ncollector: \"https://d\"\n", "a.yaml:2:1"}));

TEST(Config, OneInternalAddressIsTooFew) {
  const std::string yaml =
      "collector: \"https://c\"\nnetwork_location:\n  addresses:\n    - {address: \"a:443\", pin: "
      "\"" +
      std::string(kPin) + "\"}\n";
  EXPECT_THAT(parse_config(yaml, "a.yaml"), IsError(ErrorCode::kMalformed, "two to eight"));
}

TEST(Config, NeverQuotesAProxysPassword) {
  const auto config =
      parse_config("collector: \"https://c\"\nproxy: \"http://u:hemligt@h:x\"\n", "a.yaml");
  ASSERT_THAT(config, IsError(ErrorCode::kMalformed));
  EXPECT_EQ(config.error().message.find("hemligt"), std::string::npos);
}

TEST(Endpoint, BracketsIpv6) {
  const auto endpoint = parse_collector("https://[2001:db8::1]:8443/");
  ASSERT_THAT(endpoint, IsOk());
  EXPECT_EQ(endpoint->host, "2001:db8::1");
  EXPECT_EQ(endpoint->authority(), "[2001:db8::1]:8443");
}

TEST(Backoff, DoublesToFiveMinutesAndSpreadsOverHalf) {
  EXPECT_EQ(backoff(1, 0.0), 500ms);
  EXPECT_EQ(backoff(1, 1.0), 1000ms);
  EXPECT_EQ(backoff(2, 1.0), 2000ms);
  EXPECT_EQ(backoff(9, 1.0), 256s);
  EXPECT_EQ(backoff(10, 1.0), 300s);
  EXPECT_EQ(backoff(1'000'000, 0.5), 225s);
}

TEST(EnrolmentCode, TakesBothSpellingsOfTheFingerprint) {
  const auto short_code = parse_enrolment_code(" dk1-abc-Secret123-" + std::string(kPin) + "\r\n");
  ASSERT_THAT(short_code, IsOk());
  EXPECT_EQ(short_code->id, "abc");
  EXPECT_EQ(short_code->secret, "Secret123");
  const std::string hex = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  const auto long_code = parse_enrolment_code("dk1-abc-Secret123-" + hex);
  ASSERT_THAT(long_code, IsOk());
  EXPECT_EQ(long_code->fingerprint, short_code->fingerprint);
}

TEST(EnrolmentCode, IsNeverQuotedWhenItIsWrong) {
  for (const std::string& code :
       {std::string(), std::string("dk1-"), std::string("dk2-a-b-") + kPin,
        std::string("dk1-a-hemligt-short"), std::string("dk1--hemligt-") + kPin,
        std::string("dk1-a--") + kPin, std::string("dk1-a-hem ligt-") + kPin,
        std::string("dk1-a-hemligt-") + kPin + "x"}) {
    const auto parsed = parse_enrolment_code(code);
    ASSERT_THAT(parsed, IsError(ErrorCode::kMalformed)) << code;
    EXPECT_EQ(parsed.error().message.find("hemligt"), std::string::npos);
  }
}

TEST(Answer, ReadsEveryMember) {
  const auto answer = parse_answer(
      R"({"receipts":[{"seq":4},{"seq":5,"leaf":9,"salt":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}],)"
      R"("retry":[{"seq":6,"seconds":30},{"seq":7,"seconds":60}],)"
      R"("refused":[{"seq":3,"line":0,"code":"bad_signature","detail":"x"}],)"
      R"("checkpoint":"c.example\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— c.example x\n",)"
      R"("posture":{"overall":"fail"},"settings":{"heartbeat_seconds":60,"policy":null,)"
      R"("report_versions":[1],"epoch":2,"highest_seq":7,"resend_from":3},"news":1})");
  ASSERT_THAT(answer, IsOk());
  ASSERT_EQ(answer->settlement.receipts.size(), 2U);
  EXPECT_EQ(answer->settlement.receipts[0].leaf, std::nullopt);
  EXPECT_EQ(answer->settlement.receipts[1].leaf, 9U);
  EXPECT_EQ(answer->retry, (std::vector<std::uint64_t>{6, 7}));
  EXPECT_EQ(answer->retry_after, 60s);
  EXPECT_EQ(answer->settlement.refusals[0].code, "bad_signature");
  EXPECT_EQ(answer->settlement.seen, (report::Seen{5, Digest{}}));
  EXPECT_EQ(answer->posture, R"({"overall":"fail"})");
  EXPECT_EQ(answer->settings.heartbeat, 60s);
  EXPECT_EQ(answer->settings.epoch, 2U);
  EXPECT_EQ(answer->settings.resend_from, 3U);
  EXPECT_TRUE(answer->ignored.empty());
}

TEST(Answer, IgnoresSettingsOutsideTheirBoundsAndSaysSo) {
  const auto answer = parse_answer(
      R"({"settings":{"heartbeat_seconds":3601,"policy":"../../etc/passwd","report_versions":7,"epoch":-1}})");
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->settings.heartbeat, std::nullopt);
  EXPECT_EQ(answer->settings.policy_sha256, std::nullopt);
  EXPECT_EQ(answer->settings.epoch, std::nullopt);
  EXPECT_EQ(answer->ignored.size(), 4U);
}

class BadAnswer : public testing::TestWithParam<const char*> {};
TEST_P(BadAnswer, IsMalformed) {
  EXPECT_THAT(parse_answer(GetParam()), IsError(ErrorCode::kMalformed));
}
INSTANTIATE_TEST_SUITE_P(
    Table, BadAnswer,
    testing::Values("", "[]", "{", "<html>", R"({"receipts":{}})", R"({"receipts":[1]})",
                    R"({"receipts":[{"seq":-1}]})", R"({"receipts":[{"seq":1.5}]})",
                    R"({"receipts":[{"seq":1,"salt":"short"}]})", R"({"retry":[{"seq":1}]})",
                    R"({"retry":[{"seq":1,"seconds":99999999}]})",
                    R"({"refused":[{"seq":1,"code":"Not A Token"}]})",
                    R"({"refused":[{"code":"bad"}]})", R"({"checkpoint":"one line"})",
                    R"({"checkpoint":"a\n01\nAAAA\n"})"));

TEST(WebAddress, IsAPageOverHttps) {
  const auto page = parse_web_address("https://Distanskoll.Example.SE:8444/min/sida");
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->url, "https://Distanskoll.Example.SE:8444/min/sida");
  EXPECT_EQ(page->endpoint, (Endpoint{"distanskoll.example.se", "8444"}));
  const std::string long_one = "https://x.example/" + std::string(200, 'a');
  for (const std::string& bad : std::vector<std::string>{
           "", "x.example", "http://x.example/", "javascript:alert", "file:///c:/x.exe", "https://",
           "https://x.example/?a=b", "https://x.example/#a", "https://u:p@x.example/",
           "https://x.example/a b", "https://x.example/\"", "https://x.example/å",
           "https://x.example:0/", long_one}) {
    EXPECT_THAT(parse_web_address(bad), IsError(ErrorCode::kInvalidArgument)) << bad;
  }
}

TEST(LocalRequest, IsOneOfTwoQuestions) {
  EXPECT_THAT(parse_local_request(R"({"v":1,"ask":"posture"})"),
              IsOkAnd(testing::Eq(LocalQuestion::kPosture)));
  EXPECT_THAT(parse_local_request(R"({"v":1,"ask":"check"})"),
              IsOkAnd(testing::Eq(LocalQuestion::kCheck)));
  for (const char* bad : {"", "{}", R"({"v":2,"ask":"check"})", R"({"v":1,"ask":"stop"})",
                          R"({"v":1,"ask":"check","x":1})", R"(["check"])"}) {
    EXPECT_THAT(parse_local_request(bad), IsError(ErrorCode::kMalformed)) << bad;
  }
}

TEST(LocalAnswer, KeepsThePersonsFactsFromOtherAccounts) {
  EXPECT_TRUE(sees_session(0, 0, std::nullopt));
  EXPECT_TRUE(sees_session(1000, 0, 1000));
  EXPECT_FALSE(sees_session(1001, 0, 1000));
  EXPECT_FALSE(sees_session(1001, 0, std::nullopt));
  Snapshot snapshot;
  snapshot.device = "d";
  snapshot.posture = R"({"overall":"fail"})";
  snapshot.observations = {{"vpn", report::Observation::value("connected")},
                           {"siths_login", report::Observation::value("card_session")},
                           {"session", report::Observation::value("present")}};
  const std::string whole = posture_answer(snapshot, nullptr, true, true);
  EXPECT_NE(whole.find("card_session"), std::string::npos);
  EXPECT_NE(whole.find(R"("overall":"fail")"), std::string::npos);
  const std::string part = posture_answer(snapshot, nullptr, true, false);
  EXPECT_NE(part.find("connected"), std::string::npos);
  EXPECT_EQ(part.find("siths_login"), std::string::npos);
  EXPECT_EQ(part.find("present"), std::string::npos);
  EXPECT_EQ(part.find("overall"), std::string::npos);
}

TEST(CheckLimiter, AllowsOneLookInHalfAMinute) {
  CheckLimiter limiter;
  EXPECT_EQ(limiter.ask(1h), 0s);
  EXPECT_EQ(limiter.ask(1h + 1ms), 30s);
  EXPECT_EQ(limiter.ask(1h + 29s), 1s);
  EXPECT_EQ(limiter.ask(1h + 30s), 0s);
}

TEST(RenewalDue, IsSixtyDaysOfNinetyAndTwoThirdsOfLess) {
  const WallTime born = *parse_time("2026-01-01T00:00:00Z");
  const auto days = [](int n) { return std::chrono::days(n); };
  EXPECT_FALSE(renewal_due(born, born + days(90), born + days(60) - 1s));
  EXPECT_TRUE(renewal_due(born, born + days(90), born + days(60)));
  EXPECT_TRUE(renewal_due(born, born + days(30), born + days(20)));
  EXPECT_FALSE(renewal_due(born, born + days(30), born + days(19)));
}

}  // namespace
}  // namespace distanskoll::agent
