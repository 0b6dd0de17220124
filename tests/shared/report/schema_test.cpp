// SPDX-License-Identifier: EUPL-1.2
#include "shared/report/schema.h"

#include "shared/text.h"
#include "tests/shared/report/examples.h"
#include "tests/support/matchers.h"

#include <algorithm>
#include <set>

namespace distanskoll::report {
namespace {

TEST(Schema, IsTheTableOfTheDesign) {
  const std::pair<std::string_view, std::vector<std::string_view>> table[] = {
      {"network_location", {"office", "remote", "offline"}},
      {"vpn", {"connected", "disconnected"}},
      {"directaccess",
       {"connected_remotely", "connected_locally", "error", "service_stopped", "not_configured"}},
      {"siths_login", {"card_session", "card_unlock_only", "other_method", "no_session"}},
      {"disk_encryption",
       {"protected", "partly_protected", "suspended", "in_progress", "unprotected"}},
      {"screen_lock", {"enforced", "not_enforced"}},
      {"session", {"present", "none"}},
  };
  ASSERT_EQ(all_probe_schemas().size(), std::size(table));
  for (std::size_t i = 0; i < std::size(table); ++i) {
    const ProbeSchema& schema = all_probe_schemas()[i];
    EXPECT_EQ(schema.name, table[i].first);
    EXPECT_TRUE(std::ranges::equal(schema.states, table[i].second)) << schema.name;
    EXPECT_EQ(find_schema(schema.name), &schema);
    EXPECT_EQ(&schema_of(schema.id), &schema);
    EXPECT_EQ(name_of(schema.id), schema.name);
  }
  EXPECT_EQ(find_schema("wifi"), nullptr);
  EXPECT_EQ(find_schema("x_wifi"), nullptr);
}

TEST(Schema, UsesFreeWordsEachOnce) {
  for (const ProbeSchema& schema : all_probe_schemas()) {
    std::set<std::string_view> names{"state", "unobservable", "source"};
    for (const DetailSchema& detail : schema.details) {
      EXPECT_TRUE(is_token(detail.name));
      EXPECT_TRUE(names.insert(detail.name).second) << schema.name << "." << detail.name;
    }
    for (const auto state : schema.states) EXPECT_TRUE(is_token(state));
  }
}

TEST(Check, TakesEveryStateOfEveryProbeAndAnyReason) {
  for (const ProbeSchema& schema : all_probe_schemas()) {
    for (const auto state : schema.states) {
      EXPECT_THAT(check(schema.name, Observation::value(std::string(state))), IsOk());
    }
    EXPECT_THAT(check(schema.name, Observation::unknown("timed_out")), IsOk());
    EXPECT_THAT(check(schema.name, Observation::value("nonsense")), IsError(ErrorCode::kMalformed));
    EXPECT_THAT(check(schema.name, Observation{}), IsError(ErrorCode::kMalformed));
  }
}

TEST(Check, TakesTheExamplesAndNoStateOfAnotherProbe) {
  for (const auto& [name, observation] : full_report().observations) {
    EXPECT_THAT(check(name, observation), IsOk()) << name;
  }
  EXPECT_THAT(check("vpn", Observation::value("present")), IsError(ErrorCode::kMalformed));
}

TEST(Check, WantsAStateOfItsOwnForEveryExternalName) {
  EXPECT_TRUE(is_external_name("x_a"));
  EXPECT_FALSE(is_external_name("x_"));
  EXPECT_FALSE(is_external_name("x_A"));
  EXPECT_FALSE(is_external_name("vpn"));
  EXPECT_FALSE(is_external_name("x_" + std::string(63, 'a')));
  EXPECT_THAT(check("x_a", Observation::value("On")), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(check("y_a", Observation::value("on")), IsError(ErrorCode::kMalformed));
  EXPECT_THAT(check("x_a", Observation::value("on").with("source", true)),
              IsError(ErrorCode::kMalformed));
}

TEST(Find, SaysNothingAboutAProbeThatDidNotSpeak) {
  const Observations observations = all_details();
  ASSERT_NE(find(observations, "vpn"), nullptr);
  EXPECT_EQ(find(observations, "vpn")->state, "connected");
  EXPECT_EQ(*find(observations, "vpn")->find("ipv6_leak"), DetailValue(false));
  EXPECT_EQ(find(observations, "vpn")->find("server"), nullptr);
  EXPECT_EQ(find(observations, "x_vpn"), nullptr);
}

}  // namespace
}  // namespace distanskoll::report
