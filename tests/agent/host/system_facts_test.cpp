// SPDX-License-Identifier: EUPL-1.2
// What can be said of every computer that a test runs on, whichever system it has.
#include "agent/host/system_facts.h"

#include "tests/support/matchers.h"

namespace distanskoll::agent {
namespace {

TEST(SystemFacts, NameTheSystemAndItsTimeZone) {
  const SystemFacts facts = system_facts();
  EXPECT_NE(facts.version, "");
  EXPECT_NE(facts.architecture, "");
  EXPECT_NE(facts.time_zone.find("(UTC"), std::string::npos) << facts.time_zone;
}

TEST(SystemFacts, KnowTheAccountThatAsks) {
  const auto names = own_names();
  ASSERT_FALSE(names.empty());
  EXPECT_NE(names.front(), "");
}

TEST(SystemFacts, SayOfTheServiceWhatTheManagerSays) { EXPECT_NE(to_string(agent_service()), ""); }

TEST(SystemFacts, ReadTheLogOrSayWhyNot) {
  const auto lines = own_log(3);
  if (lines) {
    EXPECT_LE(lines->size(), 3U);
  } else {
    EXPECT_NE(lines.error().message, "");
  }
}

}  // namespace
}  // namespace distanskoll::agent
