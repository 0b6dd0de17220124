// SPDX-License-Identifier: EUPL-1.2
// One line of a policy that uses every key is changed, and the difference must be that and nothing
// else.
#include "shared/policy/policy_diff.h"

#include "shared/policy/loader.h"
#include "tests/shared/policy/policy_text.h"
#include "tests/shared/policy/schema_keys.h"
#include "tests/support/matchers.h"

#include <set>

namespace distanskoll::policy {
namespace {

using ::testing::IsEmpty;

std::vector<PolicyDifference> between(const std::string& before, const std::string& after) {
  return policy_diff(loaded(before), loaded(after));
}

struct Case {
  const char* from;
  const char* to;
  PolicyPart part;
  const char* id;
  const char* field;
  Effect effect;
};

constexpr auto kRequirement = PolicyPart::kRequirement;
constexpr auto kAgreement = PolicyPart::kAgreement;
constexpr auto kParameter = PolicyPart::kParameter;
constexpr auto kOpen = Effect::kOpen;
constexpr auto kStricter = Effect::kStricter;
constexpr auto kMilder = Effect::kMilder;

const Case kCases[] = {
    {"sv: Tillf", "sv: xTillf", PolicyPart::kTitle, "title", "title.sv", kOpen},
    {"en: Temporary", "en: x", PolicyPart::kTitle, "title", "title.en", kOpen},
    {"body: Komm", "body: x", PolicyPart::kDecision, "decision", "body", kOpen},
    {"date: 2026-05-06", "date: 2026-05-07", PolicyPart::kDecision, "decision", "date", kOpen},
    {"§ 98", "§ 99", PolicyPart::kDecision, "decision", "paragraph", kOpen},
    {"KS 2025/064", "KS 2025/065", PolicyPart::kDecision, "decision", "dnr", kOpen},
    {"valid_to: null", "valid_to: 2028-01-01", PolicyPart::kDecision, "decision", "valid_to",
     kOpen},
    {"2027-05-31", "2027-06-30", PolicyPart::kDecision, "decision", "review_by", kOpen},
    {"forum: C", "forum: x", PolicyPart::kCoDetermination, "co_determination", "forum", kOpen},
    {"2026-04-20", "2026-04-21", PolicyPart::kCoDetermination, "co_determination", "date", kOpen},
    {"reference: null", "reference: p", PolicyPart::kCoDetermination, "co_determination",
     "reference", kOpen},
    {"2026-04-02", "2026-04-03", PolicyPart::kDpia, "dpia", "date", kOpen},
    {"KS 2026/1\"", "KS 2026/2\"", PolicyPart::kDpia, "dpia", "reference", kOpen},
    {"title: Rutin", "title: Regler", PolicyPart::kGuideline, "guideline", "title", kOpen},
    {"\"2026-05\"", "\"2026-06\"", PolicyPart::kGuideline, "guideline", "version", kOpen},
    {"2026-05-18", "2026-05-19", PolicyPart::kGuideline, "guideline", "valid_from", kOpen},
    {"url: null", "url: x", PolicyPart::kGuideline, "guideline", "url", kOpen},
    {"grace_days: 31", "grace_days: 30", PolicyPart::kGuideline, "guideline", "grace_days",
     kStricter},
    {"heartbeat_seconds: 600", "heartbeat_seconds: 300", kParameter, "heartbeat_seconds",
     "heartbeat_seconds", kOpen},
    {"locked_absent_seconds: 1200", "locked_absent_seconds: 1800", kParameter,
     "locked_absent_seconds", "locked_absent_seconds", kOpen},
    {"min_remote_seconds: 901", "min_remote_seconds: 900", kParameter, "min_remote_seconds",
     "min_remote_seconds", kStricter},
    {"min_agreement_seconds: 14400", "min_agreement_seconds: 14401", kParameter,
     "min_agreement_seconds", "min_agreement_seconds", kMilder},
    {"max_unknown_percent: 11", "max_unknown_percent: 10", kParameter, "max_unknown_percent",
     "max_unknown_percent", kOpen},
    {"silent_after_days: 15", "silent_after_days: 14", kParameter, "silent_after_days",
     "silent_after_days", kStricter},
    {"[on, off]", "[on]", PolicyPart::kExternal, "x_firewall", "states", kOpen},
    {"[home, work]}", "[home, work, other]}", PolicyPart::kExternal, "x_firewall",
     "details.profile", kOpen},
    {"severity: high", "severity: low", kRequirement, "secure_tunnel", "severity", kOpen},
    {"title: {sv: a", "title: {sv: x", kRequirement, "secure_tunnel", "title.sv", kOpen},
    {"title: {sv: a, en: b", "title: {sv: a, en: x", kRequirement, "secure_tunnel", "title.en",
     kOpen},
    {"why: {sv: c", "why: {sv: x", kRequirement, "secure_tunnel", "why.sv", kOpen},
    {"why: {sv: c, en: d", "why: {sv: c, en: x", kRequirement, "secure_tunnel", "why.en", kOpen},
    {"remedy: {sv: e", "remedy: {sv: x", kRequirement, "secure_tunnel", "remedy.sv", kOpen},
    {"remedy: {sv: e, en: f", "remedy: {sv: e, en: x", kRequirement, "secure_tunnel", "remedy.en",
     kOpen},
    {"OSL 8 kap", "OSL 26 kap", kRequirement, "secure_tunnel", "basis", kOpen},
    {"when: {network_location.state: remote}", "when: {session.state: present}", kRequirement,
     "secure_tunnel", "when", kOpen},
    {"    when: {network_location.state: remote}\n", "", kRequirement, "secure_tunnel", "when",
     kStricter},
    {", {directaccess.state: connected_remotely}", "", kRequirement, "secure_tunnel", "require",
     kOpen},
    {"tolerance_seconds: 900", "tolerance_seconds: 600", kRequirement, "secure_tunnel",
     "tolerance_seconds", kStricter},
    {"    tolerance_seconds: 900\n", "", kRequirement, "secure_tunnel", "tolerance_seconds",
     kStricter},
    {"units: [SN, BUN]", "units: [SN]", kRequirement, "secure_tunnel", "applies_to", kOpen},
    {"roles: []", "roles: [x]", kRequirement, "secure_tunnel", "applies_to", kOpen},
    {"except_units: [SN.1]", "except_units: []", kRequirement, "secure_tunnel", "applies_to",
     kOpen},
    {"    applies_to: {units: [SN, BUN], roles: [], except_units: [SN.1], except_roles: "
     "[molnarbetare]}\n",
     "", kRequirement, "secure_tunnel", "applies_to", kStricter},
    {"valid: {severity: high, applies_to: {except_roles: [chef]}", "valid: {severity: high",
     kAgreement, "agreement_valid", "applies_to", kStricter},
    {"risk_assessment: {severity: high", "risk_assessment: {severity: low", kAgreement,
     "risk_assessment", "severity", kOpen},
    {"max_age_months: 12", "max_age_months: 6", kAgreement, "risk_assessment", "max_age_months",
     kStricter},
    {"unit_assessment: true", "unit_assessment: false", kAgreement, "risk_assessment",
     "unit_assessment", kMilder},
    {"max_age_months: 13", "max_age_months: 14", kAgreement, "follow_up", "max_age_months",
     kMilder},
    {"max_age_months: 24", "max_age_months: 12", kAgreement, "training", "max_age_months",
     kStricter},
    {"limit: 2", "limit: 3", kAgreement, "days_per_week", "limit", kMilder},
    {", limit: 2", "", kAgreement, "days_per_week", "limit", kMilder},
    {"limit_percent: 49", "limit_percent: 40", kAgreement, "share", "limit_percent", kStricter},
    {"min_workdays: 120", "min_workdays: 20", kAgreement, "share", "min_workdays", kStricter},
};

TEST(PolicyDiff, NamesTheOneFieldThatDiffers) {
  for (const Case& each : kCases) {
    const auto found = between(kEveryKey, replaced(kEveryKey, each.from, each.to));
    ASSERT_EQ(found.size(), 1U) << each.from;
    EXPECT_EQ(found[0].part, each.part) << each.from;
    EXPECT_EQ(found[0].id, each.id) << each.from;
    EXPECT_EQ(found[0].change, Change::kChanged) << each.from;
    ASSERT_EQ(found[0].fields.size(), 1U) << each.from;
    EXPECT_EQ(found[0].fields[0].name, each.field) << each.from;
    EXPECT_EQ(found[0].fields[0].effect, each.effect) << each.from;
    EXPECT_NE(found[0].fields[0].before, found[0].fields[0].after) << each.from;
  }
}

TEST(PolicyDiff, TurnsRoundWithItsArguments) {
  for (const Case& each : kCases) {
    const auto found = between(replaced(kEveryKey, each.from, each.to), kEveryKey);
    ASSERT_EQ(found.size(), 1U) << each.from;
    const Effect turned = each.effect == kStricter ? kMilder
                          : each.effect == kMilder ? kStricter
                                                   : kOpen;
    EXPECT_EQ(found[0].fields.at(0).effect, turned) << each.from;
  }
}

TEST(PolicyDiff, IsEmptyWhereOnlyTheWritingDiffers) {
  const std::pair<const char*, const char*> same[] = {
      {"version: 3", "version: 4"},
      {"policy: vaggeryd", "policy: other"},
      {"{any: [{vpn.state: connected}, {directaccess.state: connected_remotely}]}",
       "{any: [{directaccess.state: connected_remotely}, {vpn.state: connected}]}"},
      {"units: [SN, BUN]", "units: [BUN, SN, BUN]"},
      {"    basis: []\n", "    basis: []\n    tolerance_seconds: 0\n"},
      {"agreement:\n", "# no more than a comment\nagreement:\n"},
      {"  guideline: {severity: low}",
       "  guideline: {severity: low, applies_to: {except_units: []}}"},
  };
  for (const auto& [from, to] : same) {
    EXPECT_THAT(between(kEveryKey, replaced(kEveryKey, from, to)), IsEmpty()) << from;
  }
}

TEST(PolicyDiff, SaysForWhomBeforeAndAfter) {
  const auto found =
      between(kEveryKey, replaced(kEveryKey, "except_roles: [molnarbetare]", "except_roles: []"));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].scope_before->except_roles, std::vector<std::string>{"molnarbetare"});
  EXPECT_EQ(found[0].scope_after->except_roles, std::vector<std::string>{});
  EXPECT_EQ(found[0].fields[0].before,
            "{units: [SN, BUN], roles: [], except_units: [SN.1], except_roles: [molnarbetare]}");
}

TEST(PolicyDiff, TellsWhatIsNewAndWhatIsGoneWhole) {
  const auto added = between(kSmallest, kEveryKey);
  std::vector<std::string> ids;
  for (const auto& each : added) {
    if (each.change == Change::kAdded) ids.push_back(each.id);
  }
  EXPECT_THAT(ids, ::testing::ElementsAre("secure_tunnel", "firewall", "share", "agreement_valid",
                                          "risk_assessment", "follow_up", "training",
                                          "days_per_week", "guideline", "x_bare", "x_firewall",
                                          "guideline", "decision", "co_determination", "dpia"));
  EXPECT_EQ(added[0].title->sv, "a");
  EXPECT_FALSE(added[0].scope_before);
  EXPECT_EQ(added[0].scope_after->units->size(), 2U);
  const auto removed = between(kEveryKey, kSmallest);
  EXPECT_EQ(removed.size(), added.size());
  EXPECT_EQ(removed[0].change, Change::kRemoved);
  EXPECT_FALSE(removed[0].scope_after);
  for (const auto& field : removed[0].fields) EXPECT_FALSE(field.after) << field.name;
}

TEST(PolicyDiff, SeesEveryKeyOfTheSchema) {
  std::set<std::string> seen;
  for (const Case& each : kCases) {
    const std::string_view field = each.field;
    seen.emplace(std::string(each.id) + "/" + std::string(field.substr(0, field.find('.'))));
    seen.emplace(each.id);
  }
  for (const auto& key : schema_keys("/$defs/requirement")) {
    EXPECT_TRUE(key == "id" || seen.contains("secure_tunnel/" + key)) << key;
  }
  for (const char* part : {"decision", "co_determination", "dpia", "guideline"}) {
    for (const auto& key : schema_keys(std::string("/properties/") + part)) {
      EXPECT_TRUE(seen.contains(std::string(part) + "/" + key)) << part << " " << key;
    }
  }
  for (const auto& key : schema_keys("")) {
    if (key == "policy" || key == "version" || key == "requirements" || key == "agreement")
      continue;
    EXPECT_TRUE(seen.contains(key == "external" ? "x_firewall" : key)) << key;
  }
  for (const auto& key : schema_keys("/properties/agreement")) {
    if (key == "agreement_valid" || key == "guideline") continue;  // severity and scope alone
    const std::string folder = key + "/";
    for (const auto& parameter : schema_keys("/properties/agreement/properties/" + key)) {
      if (parameter == "severity" || parameter == "applies_to") continue;
      EXPECT_TRUE(seen.contains(folder + parameter)) << key << " " << parameter;
    }
  }
}

}  // namespace
}  // namespace distanskoll::policy
