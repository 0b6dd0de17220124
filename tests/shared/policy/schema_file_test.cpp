// SPDX-License-Identifier: EUPL-1.2
// policies/policy.schema.json is for editors; the loader is what counts. Here the two must name the
// same keys: the loader's are taken from what it says when it meets a key that does not exist.
#include "shared/policy/loader.h"
#include "shared/report/schema.h"
#include "tests/shared/policy/policy_text.h"
#include "tests/shared/policy/schema_keys.h"
#include "tests/support/matchers.h"

#include <boost/json.hpp>

namespace distanskoll::policy {
namespace {

/// What the loader offers instead of a key that it does not know, put in at `before`.
Keys loader_keys(const std::string& before) {
  const auto policy = load_policy(
      replaced(kEveryKey, before,
               before.starts_with(",") ? ", no_such_key_anywhere: 1" + before
                                       : before.substr(0, before.find_first_not_of("\n ")) +
                                             "no_such_key_anywhere: 1" + before),
      "p");
  EXPECT_THAT(policy, IsError(ErrorCode::kMalformed, std::string("possible are "))) << before;
  if (policy) return {};
  std::string list = policy.error().message;
  list = list.substr(list.find("possible are ") + 13);
  Keys keys;
  for (std::size_t start = 0; start < list.size();) {
    const std::size_t end = std::min(list.find(", ", start), list.size());
    keys.insert(list.substr(start, end - start));
    start = end + 2;
  }
  return keys;
}

TEST(SchemaFile, NamesTheKeysThatTheLoaderTakes) {
  EXPECT_EQ(schema_keys(""), loader_keys("\nversion: 3"));
  EXPECT_EQ(schema_keys("/properties/decision"), loader_keys(", date: 2026-05-06"));
  EXPECT_EQ(schema_keys("/properties/co_determination"), loader_keys(", date: 2026-04-20"));
  EXPECT_EQ(schema_keys("/properties/dpia"), loader_keys(", reference: \"KS"));
  EXPECT_EQ(schema_keys("/properties/guideline"), loader_keys(", version: \""));
  EXPECT_EQ(schema_keys("/$defs/local_text"), loader_keys(", en: Temp"));
  EXPECT_EQ(schema_keys("/$defs/requirement"), loader_keys("\n    severity: high"));
  EXPECT_EQ(schema_keys("/$defs/scope"), loader_keys(", roles: []"));
  EXPECT_EQ(schema_keys("/$defs/external_probe"), loader_keys(", details: {"));
  for (const auto kind : kAllAgreementRequirements) {
    const std::string name(to_string(kind));
    std::string yaml = kSmallest;
    yaml.append("guideline: {title: a, version: b, valid_from: 2026-01-01}\nagreement: {")
        .append(name)
        .append(": {severity: low, no_such_key_anywhere: 1}}\n");
    const auto policy = load_policy(yaml, "p");
    ASSERT_THAT(policy, IsError(ErrorCode::kMalformed)) << name;
    for (const auto& key : schema_keys("/properties/agreement/properties/" + name)) {
      EXPECT_NE(policy.error().message.find(key), std::string::npos) << name << ": " << key;
    }
  }
  EXPECT_EQ(schema_keys("/properties/agreement").size(), std::size(kAllAgreementRequirements));
}

TEST(SchemaFile, NamesTheProbesStatesAndDetailsOfTheVocabulary) {
  Keys expected{"all", "any", "not"};
  const auto schema = schema_file();
  for (const report::ProbeSchema& probe : report::all_probe_schemas()) {
    const std::string name(probe.name);
    expected.insert(name + ".state");
    for (const auto& detail : probe.details) expected.insert(name + "." + std::string(detail.name));
    boost::json::array states;
    for (const auto state : probe.states) states.emplace_back(state);
    EXPECT_EQ(schema.at_pointer("/$defs/predicate/properties/" + name + ".state/anyOf/0/enum"),
              boost::json::value(states))
        << name;
    for (const auto& detail : probe.details) {
      if (detail.type != report::DetailType::kListedText) continue;
      boost::json::array words;
      for (const auto word : detail.listed) words.emplace_back(word);
      EXPECT_EQ(schema.at_pointer("/$defs/predicate/properties/" + name + "." +
                                  std::string(detail.name) + "/anyOf/0/anyOf/0/enum"),
                boost::json::value(words))
          << name << "." << detail.name;
    }
  }
  EXPECT_EQ(schema_keys("/$defs/predicate"), expected);
}

}  // namespace
}  // namespace distanskoll::policy
