// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/config.h"
#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kPlace = "HKLM\\SOFTWARE\\Policies\\Distanskoll";
constexpr const char* kIntranetPin = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";

Config of_file() {
  return *parse_config(
      "collector: \"https://fil.example:8443\"\nproxy: none\nheartbeat_seconds: 120\n"
      "log: {level: debug}\n",
      "agent.yaml");
}

Result<Config> decided_by(const PolicyValues& values) {
  return with_policy(of_file(), settings_of(values), kPlace);
}

TEST(SettingsByPolicy, LeaveTheFileAsItIsWhenNothingIsDecided) {
  const auto config = decided_by({});
  ASSERT_THAT(config, IsOk());
  EXPECT_THAT(config->by_policy, IsEmpty());
  EXPECT_EQ(config->collectors.front().host, "fil.example");
  EXPECT_EQ(config->log, LogLevel::kDebug);
}

TEST(SettingsByPolicy, WinOverTheFileKeyByKey) {
  PolicyValues values;
  values.collector = {"https://inne.example:8443", "https://ute.example:8443"};
  values.internal = {std::string("intranet.example:443 ") + kIntranetPin,
                     std::string("[fd00::1]:636 ") + kIntranetPin};
  values.keep_days = 30;
  values.tpm = 0;
  values.page = "https://min.sida.example/start";
  values.notify = 0;
  const auto config = decided_by(values);
  ASSERT_THAT(config, IsOk());
  EXPECT_THAT(config->by_policy,
              ElementsAre("collector", "network_location", "spool", "key", "page", "notify"));
  ASSERT_THAT(config->collectors, SizeIs(2));
  EXPECT_EQ(config->collectors.back().host, "ute.example");
  ASSERT_THAT(config->internal, SizeIs(2));
  EXPECT_EQ(config->internal.back().host, "fd00::1");
  EXPECT_EQ(config->keep_days, 30);
  EXPECT_FALSE(config->tpm);
  EXPECT_EQ(config->page->endpoint.host, "min.sida.example");
  EXPECT_FALSE(config->notify);
  EXPECT_EQ(config->heartbeat, std::chrono::seconds(120)) << "the file's own stays";
  EXPECT_EQ(config->proxy, "none");
}

TEST(SettingsByPolicy, AreJudgedAsTheFileIs) {
  const auto refused = [](const PolicyValues& values, const char* words) {
    EXPECT_THAT(decided_by(values), IsError(ErrorCode::kMalformed, std::string(words)));
    EXPECT_THAT(decided_by(values), IsError(ErrorCode::kMalformed, std::string(kPlace)));
  };
  refused({.collector = {"http://osaker.example"}}, "\\Collector:");
  refused({.internal = {"ensam.example:443 x"}}, "\\InternalAddresses:");
  refused({.internal = {"a:1", "b:2"}}, "43 characters");
  refused({.heartbeat = 5}, "\\HeartbeatSeconds:");
  refused({.keep_days = 1'000}, "\\KeepDays:");
  refused({.tpm = 2}, "\\UseTpm:");
  refused({.page = "http://osaker.example"}, "\\Page:");
  refused({.notify = 2}, "\\Notify:");
  refused({.log = "mycket"}, "\\LogLevel:");
}

TEST(SettingsByPolicy, StayTheTextThatTheyAre) {
  // Nothing that stands in a value becomes another key.
  const auto config = decided_by({.log = "info\", level2: \"x"});
  EXPECT_THAT(config, IsError(ErrorCode::kMalformed, std::string("LogLevel")));
  EXPECT_THAT(decided_by({.proxy = "none\"\nstate: \"/tmp/x"}), IsError(ErrorCode::kMalformed));
}

}  // namespace
}  // namespace distanskoll::agent
