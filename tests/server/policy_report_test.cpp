// SPDX-License-Identifier: EUPL-1.2
#include "server/policy_report.h"

#include "shared/policy/loader.h"
#include "tests/shared/policy/policy_text.h"
#include "tests/support/matchers.h"

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

using policy::kEveryKey;
using policy::kSmallest;
using policy::replaced;

policy::Policy loaded(const std::string& yaml) {
  const auto policy = policy::load_policy(yaml, "p");
  EXPECT_THAT(policy, IsOk());
  return policy ? *policy : policy::Policy{};
}

/// kEveryKey with these changes, one after the other.
policy::Policy changed(std::initializer_list<std::pair<const char*, const char*>> changes) {
  std::string yaml = kEveryKey;
  for (const auto& [from, to] : changes) yaml = replaced(yaml, from, to);
  return loaded(yaml);
}

TEST(PolicyDiffPage, ReadsInSwedish) {
  const auto after = changed({{"version: 3", "version: 4"},
                              {"severity: high", "severity: medium"},
                              {"tolerance_seconds: 900", "tolerance_seconds: 600"},
                              {"units: [SN, BUN], roles: []", "units: [SN]"},
                              {"min_remote_seconds: 901", "min_remote_seconds: 1800"},
                              {"  days_per_week: {severity: medium, limit: 2}\n", ""}});
  EXPECT_EQ(policy_diff_page(loaded(kEveryKey), after, Language::kSwedish),
            R"(Från vaggeryd version 3 till vaggeryd version 4

Krav på datorn
  ~ a (secure_tunnel): ändrat, gällde enheter SN, BUN; yrkesgrupper (ingen); inte enheter SN.1; inte yrkesgrupper molnarbetare, gäller enheter SN; inte enheter SN.1; inte yrkesgrupper molnarbetare
    allvar (severity): hög -> medel
    för vem (applies_to):
      före:  {units: [SN, BUN], roles: [], except_units: [SN.1], except_roles: [molnarbetare]}
      efter: {units: [SN], except_units: [SN.1], except_roles: [molnarbetare]}
    tolererade sekunder per dag (tolerance_seconds): 900 -> 600 (strängare)

Krav på överenskommelsen
  - dagar i veckan (days_per_week): borttaget, gällde alla
    allvar (severity): medel
    högst så många dagar (limit): 2

Tider och gränser
  ~ sekunder utanför nätet för att dagen ska räknas (min_remote_seconds): 901 -> 1800 (mildare)
)");
}

TEST(PolicyDiffPage, ReadsInEnglish) {
  const auto after = changed({{"unit_assessment: true", "unit_assessment: false"},
                              {"decision: {body: K", "decision: {body: Styrelsen för k"}});
  EXPECT_EQ(policy_diff_page(loaded(kEveryKey), after, Language::kEnglish),
            R"(From vaggeryd version 3 to vaggeryd version 3

Requirements of the agreement
  ~ risk assessment (risk_assessment): changed, for everybody
    the unit's assessment too (unit_assessment): yes -> no (milder)

Decision
  ~ decision: changed
    decided by (body): Kommunstyrelsen -> Styrelsen för kommunstyrelsen
)");
}

TEST(PolicyDiffPage, SaysThatNothingChanges) {
  EXPECT_THAT(policy_diff_page(loaded(kEveryKey), loaded(kEveryKey), Language::kSwedish),
              ::testing::EndsWith("De betyder detsamma.\n"));
  EXPECT_THAT(policy_diff_page(loaded(kEveryKey), loaded(kEveryKey), Language::kEnglish),
              ::testing::EndsWith("They mean the same.\n"));
}

TEST(PolicyDiffPage, TellsANewRequirementInOneLanguage) {
  const auto page = policy_diff_page(loaded(kSmallest), loaded(kEveryKey), Language::kSwedish);
  EXPECT_NE(page.find("  + a (firewall): nytt, för alla\n"), std::string::npos) << page;
  EXPECT_NE(page.find("varför, på svenska (why.sv): c\n"), std::string::npos);
  EXPECT_EQ(page.find("why.en"), std::string::npos);
  const auto gone = policy_diff_page(loaded(kEveryKey), loaded(kSmallest), Language::kSwedish);
  EXPECT_EQ(gone.find("why.sv"), std::string::npos) << "nobody will read it any more";
}

TEST(PolicyDiffPage, HasAWordForEveryKey) {
  for (const auto& each : policy::policy_diff(loaded(kSmallest), loaded(kEveryKey))) {
    for (const auto language : {Language::kSwedish, Language::kEnglish}) {
      if (!each.title && !each.id.starts_with("x_")) {
        EXPECT_FALSE(policy_key_text(language, each.id).empty()) << each.id;
      }
      for (const auto& field : each.fields) {
        if (field.name.starts_with("details.")) continue;  // named by the municipality
        EXPECT_FALSE(policy_key_text(language, field.name).empty()) << field.name;
      }
    }
  }
}

TEST(PolicyDiffJson, HasTheFilesOwnWords) {
  const auto before = loaded(kEveryKey);
  const auto after =
      changed({{"limit: 2", "limit: 1"}, {"applies_to: {except_roles: [chef]}", "applies_to: {}"}});
  const auto found = policy_diff_json(before, after);
  EXPECT_EQ(found.at("from").at("version"), 3);
  EXPECT_EQ(found.at("to").at("sha256").as_string().size(), 64U);
  EXPECT_EQ(boost::json::serialize(found.at("changes")),
            R"([{"part":"agreement","id":"agreement_valid","change":"changed","title":null,)"
            R"("for_before":{"except_roles":["chef"]},"for_after":{},"fields":)"
            R"([{"name":"applies_to","before":"{except_roles: [chef]}","after":null,)"
            R"("effect":"stricter"}]},)"
            R"({"part":"agreement","id":"days_per_week","change":"changed","title":null,)"
            R"("for_before":{},"for_after":{},"fields":)"
            R"([{"name":"limit","before":"2","after":"1","effect":"stricter"}]}])");
}

}  // namespace
}  // namespace distanskoll::server
