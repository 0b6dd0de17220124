// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/posture.h"

#include "packaging/build/test_paths.h"
#include "shared/policy/loader.h"
#include "tests/support/matchers.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace distanskoll::compliance {
namespace {

using namespace std::chrono_literals;
using report::Observation;
using report::Observations;
using report::Trigger;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum RequirementResult;

const WallTime kNow = *parse_time("2026-03-02T07:00:00Z");

/// The policy that we ship: heartbeat 300 s, hold 600 s.
const policy::Policy& basic() {
  static const policy::Policy policy = [] {
    const auto path = std::filesystem::path(DISTANSKOLL_SOURCE_DIR) / "policies/grundkrav.yaml";
    std::ifstream in(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    return *policy::load_policy(bytes, "grundkrav.yaml");
  }();
  return policy;
}

/// A laptop at home with everything in order.
Observations good() {
  return {
      {"network_location", Observation::value("remote")},
      {"vpn", Observation::value("connected").with("tunnel", "full").with("ipv6_leak", false)},
      {"directaccess", Observation::value("not_configured")},
      {"siths_login", Observation::value("card_session").with("assurance_level", std::int64_t{3})},
      {"disk_encryption", Observation::value("protected")},
      {"screen_lock", Observation::value("enforced").with("timeout_seconds", std::int64_t{900})},
      {"session", Observation::value("present")},
  };
}

Observations with(std::string_view probe, const Observation& observation) {
  Observations observations = good();
  for (auto& each : observations) {
    if (each.name == probe) each.observation = observation;
  }
  return observations;
}

RequirementResult result_of(std::string_view requirement, const Observations& observations) {
  for (const auto& each : basic().requirements) {
    if (each.id == requirement) return judge(each, observations);
  }
  ADD_FAILURE() << "no requirement " << requirement;
  return kUnknown;
}

Posture now(const Observations& observations, Trigger trigger = Trigger::kChange,
            std::chrono::seconds age = 0s) {
  return posture(basic(), observations, trigger, kNow - age, kNow);
}

const PostureLine& line(const Posture& posture, std::string_view requirement) {
  for (const auto& each : posture.lines) {
    if (each.requirement == requirement) return each;
  }
  ADD_FAILURE() << "no line " << requirement;
  return posture.lines.front();
}

struct Case {
  std::string_view requirement;
  std::string_view probe;
  Observation observation;
  RequirementResult expected;
};

TEST(Judge, TableOfTheShippedRequirements) {
  const auto state = [](const char* name) { return Observation::value(name); };
  const auto unknown = Observation::unknown("needs_privilege");
  const Case cases[] = {
      {"secure_tunnel", "vpn", state("connected"), kPass},
      {"secure_tunnel", "vpn", state("disconnected"), kFail},
      {"secure_tunnel", "vpn", unknown, kUnknown},
      {"secure_tunnel", "directaccess", unknown, kPass},
      {"secure_tunnel", "network_location", state("office"), kNotApplicable},
      {"secure_tunnel", "network_location", state("offline"), kNotApplicable},
      {"secure_tunnel", "network_location", unknown, kUnknown},
      {"tunnel_without_leak", "vpn",
       state("connected").with("tunnel", "full").with("ipv6_leak", true), kFail},
      {"tunnel_without_leak", "vpn", state("connected").with("tunnel", "full"), kUnknown},
      {"tunnel_without_leak", "vpn",
       state("connected").with("tunnel", "split").with("ipv6_leak", true), kNotApplicable},
      {"tunnel_without_leak", "vpn", state("disconnected"), kNotApplicable},
      {"siths_login", "siths_login", state("card_session").with("assurance_level", std::int64_t{2}),
       kFail},
      {"siths_login", "siths_login", state("card_session"), kUnknown},
      {"siths_login", "siths_login",
       state("card_unlock_only").with("assurance_level", std::int64_t{3}), kFail},
      {"siths_login", "siths_login", state("other_method"), kFail},
      {"siths_login", "session", state("none"), kNotApplicable},
      {"siths_login", "session", unknown, kUnknown},
      {"disk_encryption", "disk_encryption", state("partly_protected"), kFail},
      {"disk_encryption", "disk_encryption", state("suspended"), kFail},
      {"disk_encryption", "disk_encryption", state("in_progress"), kFail},
      {"disk_encryption", "disk_encryption", unknown, kUnknown},
      {"disk_encryption", "network_location", state("office"), kPass},
      {"screen_lock", "screen_lock", state("enforced").with("timeout_seconds", std::int64_t{901}),
       kFail},
      {"screen_lock", "screen_lock", state("enforced").with("timeout_seconds", std::int64_t{900}),
       kPass},
      {"screen_lock", "screen_lock", state("enforced"), kUnknown},
      {"screen_lock", "screen_lock", state("not_enforced"), kFail},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(to_string(result_of(each.requirement, with(each.probe, each.observation))),
              to_string(each.expected))
        << each.requirement << " when " << each.probe << " is " << each.observation.state
        << each.observation.unobservable;
  }
}

/// What a probe could not tell makes nothing good and nothing bad.
TEST(Judge, NothingObservableGivesNoPassAndNoFail) {
  Observations blind = good();
  for (auto& each : blind) each.observation = Observation::unknown("timed_out");
  for (const auto& requirement : basic().requirements) {
    EXPECT_EQ(judge(requirement, blind), kUnknown) << requirement.id;
    EXPECT_EQ(judge(requirement, {}), kUnknown) << requirement.id;
  }
}

TEST(Posture, OfAGoodLaptopIsPass) {
  const Posture posture = now(good());
  EXPECT_EQ(posture.presence, Presence::kCurrent);
  EXPECT_EQ(posture.overall(), kPass);
  ASSERT_EQ(posture.lines.size(), basic().requirements.size());
  for (std::size_t i = 0; i < posture.lines.size(); ++i) {
    EXPECT_EQ(posture.lines[i].requirement, basic().requirements[i].id);
    EXPECT_EQ(posture.lines[i].severity, basic().requirements[i].severity);
    EXPECT_THAT(posture.lines[i].reasons, IsEmpty());
  }
}

TEST(Posture, HoldsForExactlyTwoHeartbeats) {
  EXPECT_EQ(now(good(), Trigger::kChange, 599s).presence, Presence::kCurrent);
  EXPECT_EQ(now(good(), Trigger::kChange, 600s).presence, Presence::kCurrent)
      << "not older than hold";
  const Posture silent = now(good(), Trigger::kChange, 601s);
  EXPECT_EQ(silent.presence, Presence::kSilent);
  EXPECT_EQ(silent.overall(), kUnknown);
  for (const auto& each : silent.lines) {
    EXPECT_EQ(each.result, kUnknown);
    EXPECT_THAT(each.reasons, ElementsAre("device: silent"));
  }
}

TEST(Posture, IsUnknownAfterSuspendOrStopHoweverFresh) {
  for (const Trigger trigger : {Trigger::kSuspend, Trigger::kStop}) {
    const Posture off = now(good(), trigger);
    EXPECT_EQ(off.presence, Presence::kOff);
    EXPECT_EQ(off.overall(), kUnknown);
    EXPECT_EQ(now(good(), trigger, 24h).presence, Presence::kOff) << "off, not silent";
  }
  for (const Trigger trigger : {Trigger::kStart, Trigger::kChange, Trigger::kResume}) {
    EXPECT_EQ(now(good(), trigger).presence, Presence::kCurrent);
  }
}

TEST(Posture, FailsIfAnythingFailsAndIsElseUnknownIfAnythingIs) {
  Observations both = with("disk_encryption", Observation::value("unprotected"));
  both[1].observation = Observation::unknown("timed_out");
  EXPECT_EQ(now(both).overall(), kFail);
  EXPECT_EQ(now(with("disk_encryption", Observation::unknown("timed_out"))).overall(), kUnknown);
  EXPECT_EQ(now(with("network_location", Observation::value("office"))).overall(), kPass)
      << "what does not apply is in order";
}

TEST(Posture, SaysWhichProbeCouldNotTellAndWhy) {
  Observations observations = with("vpn", Observation::unknown("needs_privilege"));
  EXPECT_THAT(line(now(observations), "secure_tunnel").reasons, ElementsAre("vpn: needs_privilege"))
      << "DirectAccess said no: it is not the reason";
  observations = with("network_location", Observation::unknown("probe_silent"));
  EXPECT_THAT(line(now(observations), "secure_tunnel").reasons,
              ElementsAre("network_location: probe_silent"));
  observations = with("screen_lock", Observation::value("enforced"));
  EXPECT_THAT(line(now(observations), "screen_lock").reasons,
              ElementsAre("screen_lock.timeout_seconds: not_reported"));
  EXPECT_THAT(line(now({}), "disk_encryption").reasons,
              ElementsAre("disk_encryption: not_reported"));
}

TEST(Posture, OfAnEmptyPolicyIsNoPassForASilentDevice) {
  policy::Policy empty = basic();
  empty.requirements.clear();
  EXPECT_EQ(posture(empty, good(), Trigger::kChange, kNow, kNow).overall(), kPass);
  EXPECT_EQ(posture(empty, good(), Trigger::kChange, kNow - 1h, kNow).overall(), kUnknown);
}

TEST(Words, AreThoseOfXccdf) {
  EXPECT_EQ(to_string(kPass), "pass");
  EXPECT_EQ(to_string(kFail), "fail");
  EXPECT_EQ(to_string(kUnknown), "unknown");
  EXPECT_EQ(to_string(kNotApplicable), "notapplicable");
  EXPECT_EQ(to_string(Presence::kCurrent), "current");
  EXPECT_EQ(to_string(Presence::kSilent), "silent");
  EXPECT_EQ(to_string(Presence::kOff), "off");
}

}  // namespace
}  // namespace distanskoll::compliance
