// SPDX-License-Identifier: EUPL-1.2
// What each pack says about a laptop: a good one at home, from which one thing differs.
#include "tests/policies/pack.h"

#include <algorithm>

namespace distanskoll::policies {
namespace {

using compliance::RequirementResult;
using enum compliance::RequirementResult;
using report::Observation;
using report::Observations;

RequirementResult judged(const policy::Policy& policy, std::string_view requirement,
                         const Observations& observations) {
  for (const auto& each : policy.requirements) {
    if (each.id == requirement) return compliance::judge(each, observations);
  }
  ADD_FAILURE() << policy.id << " has no " << requirement;
  return kUnknown;
}

struct Case {
  std::string_view what;
  std::string_view requirement;
  Observations observations;
  RequirementResult expected;
};

void check(const char* name, const std::vector<Case>& cases) {
  const policy::Policy policy = pack(name);
  for (const Case& each : cases) {
    EXPECT_EQ(judged(policy, each.requirement, each.observations), each.expected)
        << name << ": " << each.what;
  }
}

Observation signed_in(const char* method) {
  return Observation::value("other_method").with("method", method);
}
Observation card(std::int64_t level) {
  return Observation::value("card_session")
      .with("assurance_level", level)
      .with("method", "smart_card");
}
Observation tunnel(const char* kind) {
  return Observation::value("connected").with("tunnel", kind);
}
Observations in_the_office(std::string_view probe, const Observation& observation) {
  return with(probe, observation, with("network_location", Observation::value("office")));
}
const Observation kNoTunnel = Observation::value("disconnected");
const Observation kCannotTell = Observation::unknown("needs_privilege");

TEST(PackRules, AGoodLaptopAtHomeMeetsEveryPack) {
  for (const char* name : kPacks) {
    for (const auto& each : pack(name).requirements) {
      EXPECT_EQ(compliance::judge(each, good()), kPass) << name << ": " << each.id;
    }
  }
}

TEST(PackRules, EveryPackWantsAnEncryptedDiskAndAScreenThatLocks) {
  for (const char* name : kPacks) {
    check(name, {{"open", "disk_encryption",
                  with("disk_encryption", Observation::value("unprotected")), kFail},
                 {"half", "disk_encryption",
                  with("disk_encryption", Observation::value("partly_protected")), kFail},
                 {"paused", "disk_encryption",
                  with("disk_encryption", Observation::value("suspended")), kFail},
                 {"open in the office too", "disk_encryption",
                  in_the_office("disk_encryption", Observation::value("unprotected")), kFail},
                 {"cannot tell", "disk_encryption", with("disk_encryption", kCannotTell), kUnknown},
                 {"never locks", "screen_lock",
                  with("screen_lock", Observation::value("not_enforced")), kFail},
                 {"after 15 minutes", "screen_lock",
                  with("screen_lock",
                       Observation::value("enforced").with("timeout_seconds", std::int64_t{900})),
                  kPass},
                 {"later", "screen_lock",
                  with("screen_lock",
                       Observation::value("enforced").with("timeout_seconds", std::int64_t{901})),
                  kFail}});
  }
}

TEST(PackRules, ATunnelIsWantedOutsideTheOwnNetwork) {
  for (const char* name : {"vaggeryd", "socialtjanst", "region-49-procent"}) {
    check(
        name,
        {{"full tunnel", "secure_tunnel", with("vpn", tunnel("full")), kPass},
         {"split tunnel", "secure_tunnel", with("vpn", tunnel("split")), kPass},
         {"none", "secure_tunnel", with("vpn", kNoTunnel), kFail},
         {"none, in the office", "secure_tunnel", in_the_office("vpn", kNoTunnel), kNotApplicable},
         {"DirectAccess instead", "secure_tunnel",
          with("vpn", kNoTunnel, with("directaccess", Observation::value("connected_remotely"))),
          kPass},
         {"cannot tell", "secure_tunnel", with("vpn", kCannotTell), kUnknown},
         {"no place known", "secure_tunnel", with("network_location", kCannotTell), kUnknown},
         {"IPv6 beside a full tunnel", "tunnel_without_leak",
          with("vpn", tunnel("full").with("ipv6_leak", true)), kFail},
         {"IPv6 beside a split one", "tunnel_without_leak",
          with("vpn", tunnel("split").with("ipv6_leak", true)), kNotApplicable}});
  }
}

TEST(PackRules, TheSithsCardOpensTheComputerAtLevelThree) {
  for (const char* name : {"vaggeryd", "socialtjanst", "region-49-procent"}) {
    check(name,
          {{"split tunnel and an ordinary card", "siths_login",
            with("siths_login", card(3), with("vpn", tunnel("split"))), kPass},
           {"reserve card", "siths_login", with("siths_login", card(2)), kFail},
           {"password", "siths_login", with("siths_login", signed_in("password")), kFail},
           {"Windows Hello", "siths_login", with("siths_login", signed_in("windows_hello")), kFail},
           {"unlocked with the card alone", "siths_login",
            with("siths_login",
                 Observation::value("card_unlock_only").with("assurance_level", std::int64_t{3})),
            kFail},
           {"a card whose level nobody knows", "siths_login",
            with("siths_login", Observation::value("card_session")), kUnknown},
           {"cannot tell", "siths_login", with("siths_login", kCannotTell), kUnknown},
           {"password in the office", "siths_login",
            in_the_office("siths_login", signed_in("password")), kNotApplicable}});
  }
}

TEST(PackRules, SocialServicesWantTunnelAndCardFromEverybody) {
  for (const auto& each : pack("socialtjanst").requirements) {
    EXPECT_FALSE(each.applies_to.units || each.applies_to.roles || each.applies_to.except_units ||
                 each.applies_to.except_roles)
        << each.id;
    if (each.id == "secure_tunnel" || each.id == "siths_login") {
      EXPECT_EQ(each.severity, policy::Severity::kHigh) << each.id;
    }
  }
}

TEST(PackRules, CloudServicesNeedNoTunnelButAStrongSignIn) {
  for (const auto& each : pack("molnarbetsplats").requirements) {
    EXPECT_EQ(compliance::judge(each, with("vpn", kNoTunnel)), kPass) << each.id;
    EXPECT_EQ(compliance::judge(each, with("vpn", kCannotTell)), kPass) << each.id;
  }
  const auto login = [](const Observation& observation) {
    return with("siths_login", observation, with("vpn", kNoTunnel));
  };
  check("molnarbetsplats",
        {{"card", "strong_login", login(signed_in("smart_card")), kPass},
         {"SITHS card", "strong_login", login(card(3)), kPass},
         {"reserve card", "strong_login", login(card(2)), kPass},
         {"card by an agent that names no method", "strong_login",
          login(Observation::value("card_session")), kPass},
         {"Windows Hello", "strong_login", login(signed_in("windows_hello")), kPass},
         {"security key", "strong_login", login(signed_in("fido2")), kPass},
         {"password", "strong_login", login(signed_in("password")), kFail},
         {"password, unlocked with the card", "strong_login",
          login(Observation::value("card_unlock_only").with("method", "password")), kFail},
         {"another way", "strong_login", login(signed_in("other")), kFail},
         {"a way that nobody knows", "strong_login", login(signed_in("unknown")), kUnknown},
         {"cannot tell", "strong_login", login(kCannotTell), kUnknown},
         {"password in the office", "strong_login",
          in_the_office("siths_login", signed_in("password")), kNotApplicable}});
}

}  // namespace
}  // namespace distanskoll::policies
