// SPDX-License-Identifier: EUPL-1.2
// What a policy must not say: a part of a good one is replaced, and the message must name the
// place.
#include "shared/limits.h"
#include "shared/policy/loader.h"
#include "tests/shared/policy/policy_text.h"
#include "tests/support/matchers.h"

namespace distanskoll::policy {
namespace {

struct WrongPolicy {
  std::string_view from;
  std::string_view to;
  std::string_view message;  ///< begins with LINE:COLUMN
};

constexpr std::string_view kTunnel = "{vpn.state: connected}";

constexpr WrongPolicy kWrongPolicies[] = {
    // header
    {"policy: vaggeryd", "policy: Vaggeryd", "1:9: must be an id of a-z 0-9 -"},
    {"version: 3", "version: 0", "2:10: must be a whole number from 1"},
    {"version: 3", "version: \"3\"", "2:10: must be a whole number"},
    {"version: 3\n", "", "1:1: the key \"version\" is missing"},
    {"en: Temporary work at another place", "eng: x", "eng\"; did you mean \"en\""},
    {", en: Temporary work at another place", "", "3:8: the key \"en\" is missing"},
    {"date: 2026-05-06", "date: 2026-02-30", "4:41: must be a date that exists"},
    {"body: Kommunstyrelsen, ", "", "the key \"body\" is missing"},
    {"forum: Central samverkansgrupp", "forum: null", "5:27: has no value"},
    {"grace_days: 31", "grace_days: -1", "7:94: must be a whole number from 0"},
    {"heartbeat_seconds: 600", "heartbeat_seconds: 59",
     "8:20: must be a whole number from 60 to 3600"},
    {"heartbeat_seconds: 600", "heartbeat_seconds: 3601", "8:20: must be a whole number"},
    {"heartbeat_seconds: 600", "heartbeat_second: 600",
     "8:1: there is no key \"heartbeat_second\"; did"},
    {"min_remote_seconds: 901", "min_remote_seconds: 0", "10:21: must be a whole number from 1"},
    {"max_unknown_percent: 11", "max_unknown_percent: 101",
     "12:22: must be a whole number from 0 to 100"},
    {"silent_after_days: 15", "silent_after_days: 1.5", "13:20: must be a whole number"},
    // external
    {"x_bare:", "bare:", "16:3: an external probe's name is x_"},
    {"states: [ok]", "states: [Ok]", "16:21: must be a word"},
    {"{states: [ok]}", "{}", "16:11: the key \"states\" is missing"},
    {"strict: bool", "strict: boolean", "\"boolean\" must be one of bool, int"},
    {"strict: bool", "state: bool", "a detail's name is"},
    {"strict: bool", "a: int, b: int, c: int, d: int, e: int, f: int, strict: bool",
     "more than 8 details"},
    // requirements
    {"id: secure_tunnel", "id: Secure", "18:9: must be an id of a-z 0-9 _"},
    {"id: firewall", "id: secure_tunnel",
     "28:9: \"secure_tunnel\" is the id of another requirement"},
    {"id: firewall", "id: training", "28:9: \"training\" is an agreement requirement"},
    {"severity: high", "severity: urgent", "19:15: \"urgent\" must be one of high, medium, low"},
    {"why: {sv: c, en: d}", "why: {sv: c}", "21:10: the key \"en\" is missing"},
    {"    basis: [\"OSL 8 kap. 1 §\"]\n", "", "18:5: the key \"basis\" is missing"},
    {"tolerance_seconds: 900", "tolerance_seconds: -1", "26:24: must be a whole number from 0"},
    {"units: [SN, BUN]", "units: SN", "27:25: must be a list"},
    {"units: [SN, BUN]", "units: [S N]", "27:26: must be an id"},
    {"units: [SN, BUN]", "unit: [SN]", "did you mean \"units\""},
    {"units: [SN, BUN]", "units:", "27:18: has no value"},
    // predicates
    {kTunnel, "{vpn.state: conected}",
     "25:33: \"conected\" must be one of connected, disconnected"},
    {kTunnel, "{vpn.state: true}", "25:33: must be a text; put it in quotes"},
    {kTunnel, "{vpn.state: {one_of: [connected, up]}}", "25:54: \"up\" must be one of"},
    {kTunnel, "{vpn.status: connected}",
     "25:22: \"vpn\" has no field \"status\"; it has state, tunnel"},
    {kTunnel, "{vpm.state: connected}",
     "25:22: there is no probe \"vpm\"; there are network_location"},
    {kTunnel, "{x_wifi.state: connected}", "25:22: \"x_wifi\" is not declared"},
    {kTunnel, "{x_firewall.state: open}", "\"open\" must be one of on, off"},
    {kTunnel, "{x_firewall.ports: 1}", "declares no detail \"ports\""},
    {kTunnel, "{vpn.tunnel: ful}", "25:34: \"ful\" must be one of full, split, none"},
    {kTunnel, "{vpn: connected}", "25:22: \"vpn\" must be all, any, not or PROBE.FIELD"},
    {kTunnel, "{vpn.state: connected, vpn.tunnel: full}",
     "25:21: must have exactly one key and has 2"},
    {kTunnel, "{}", "25:21: must have exactly one key and has 0"},
    {kTunnel, "connected", "25:21: must be keys with values, not a text"},
    {kTunnel, "{vpn.tunnel: [full]}", "25:34: must be a text, not a list"},
    {kTunnel, "{vpn.tunnel: null}", "25:34: has no value"},
    {kTunnel, "{vpn.ipv6_leak: 0.5}", "25:37: must be a whole number; reports hold no others"},
    {kTunnel, "{all: {vpn.state: connected}}", "25:27: must be a list"},
    {kTunnel, "{not: [{vpn.state: connected}]}", "25:27: must be keys with values, not a list"},
    {kTunnel, "{screen_lock.timeout_seconds: {at_least: \"3\"}}", "must be a whole number"},
    {kTunnel, "{screen_lock.timeout_seconds: {over: 3}}",
     "25:52: \"over\" must be at_least, at_most or one_of"},
    {kTunnel, "{screen_lock.timeout_seconds: {at_least: 3, at_most: 4}}",
     "exactly one of at_least"},
    {kTunnel, "{screen_lock.timeout_seconds: {}}", "exactly one of at_least"},
    {kTunnel, "{vpn.kind: {one_of: tun}}", "must be a list"},
    // agreement
    {"agreement_valid:", "agreement:", "there is no agreement requirement \"agreement\""},
    {"follow_up: {severity: medium, ", "follow_up: {", "the key \"severity\" is missing"},
    {"max_age_months: 13", "max_age_months: 0", "must be a whole number from 1"},
    {"unit_assessment: true", "unit_assessment: yes", "must be true or false, not a text"},
    {"limit: 2", "limit: 8", "must be a whole number from 0 to 7"},
    {"limit: 2", "limit_percent: 49", "there is no key \"limit_percent\""},
    {"limit_percent: 49", "limit: 2", "there is no key \"limit\""},
    {"max_age_months: 24", "unit_assessment: true", "there is no key \"unit_assessment\""},
    {"guideline: {title: Rutin, version: \"2026-05\", valid_from: 2026-05-18, url: null, "
     "grace_days: 31}\n",
     "", "needs the policy's own key \"guideline\""},
};

TEST(LoaderError, NamesThePlaceAndTheMending) {
  ASSERT_THAT(load_policy(kEveryKey, "p.yaml"), IsOk());
  for (const auto& [from, to, message] : kWrongPolicies) {
    const std::string yaml = replaced(kEveryKey, std::string(from), std::string(to));
    ASSERT_FALSE(yaml.empty()) << from << " is not in the policy";
    const Result<Policy> policy = load_policy(yaml, "p.yaml");
    EXPECT_THAT(policy, IsError(ErrorCode::kMalformed, std::string(message)))
        << from << " -> " << to;
    if (policy || message[0] < '0' || message[0] > '9') continue;
    EXPECT_TRUE(policy.error().message.starts_with("p.yaml:" + std::string(message)))
        << policy.error().message;
  }
}

TEST(LoaderError, BoundsPredicatesAndRequirements) {
  std::string nested = "{vpn.state: connected}";
  for (int i = 0; i < limits::kPredicateDepth; ++i) nested.insert(0, "{not: ").push_back('}');
  const std::string deep = replaced(kEveryKey, "{vpn.state: connected}", nested);
  EXPECT_THAT(load_policy(deep, "p.yaml"), IsError(ErrorCode::kMalformed, "more than 16 levels"));
  std::string many = replaced(kSmallest, " []\n", "\n");
  for (std::size_t i = 0; i <= limits::kRequirements; ++i) {
    many += "  - {id: r" + std::to_string(i) +
            ", severity: low, title: {sv: a, en: b}, why: {sv: a, en: b}, remedy: {sv: a, en: b}, "
            "basis: [], require: {all: []}}\n";
  }
  EXPECT_THAT(load_policy(many, "p.yaml"),
              IsError(ErrorCode::kMalformed, "more than 64 requirements"));
}

}  // namespace
}  // namespace distanskoll::policy
