// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/predicate_text.h"

#include "shared/policy/loader.h"
#include "tests/shared/policy/policy_text.h"
#include "tests/support/matchers.h"

#include <random>

namespace distanskoll::policy {
namespace {

/// As a policy's `require`, read back.
Result<Predicate> loaded_predicate(const std::string& text) {
  const std::string yaml =
      replaced(kSmallest, "requirements: []",
               "external: {x_a: {states: [\"on\", \"true\", \"3\"], details: {n: int, b: bool, "
               "w: [\"null\", two words, \"a\\\"b\", \"å\\\\c\"]}}}\n"
               "requirements: [{id: r, severity: low, title: {sv: a, en: b}, why: {sv: a, en: b}, "
               "remedy: {sv: a, en: b}, basis: [], require: " +
                   text + "}]");
  auto policy = load_policy(yaml, "p");
  if (!policy) return policy.error();
  return policy->requirements.front().require;
}

std::string again(const std::string& text) {
  const auto predicate = loaded_predicate(text);
  EXPECT_THAT(predicate, IsOk());
  return predicate ? to_text(*predicate) : "";
}
std::string normal(const std::string& text) {
  const auto predicate = loaded_predicate(text);
  EXPECT_THAT(predicate, IsOk());
  return predicate ? to_normal_text(*predicate) : "";
}

TEST(PredicateText, IsWhatAPolicyFileSays) {
  for (const char* text :
       {"{vpn.state: connected}", "{vpn.ipv6_leak: false}",
        "{screen_lock.timeout_seconds: {at_most: 900}}",
        "{siths_login.assurance_level: {at_least: 3}}", "{all: []}", "{any: []}",
        "{vpn.kind: {one_of: []}}", "{vpn.kind: {one_of: [wireguard, \"3\", 3]}}",
        "{not: {any: [{vpn.state: connected}, {all: [{x_a.state: \"on\"}, {x_a.b: true}]}]}}"}) {
    EXPECT_EQ(again(again(text)), again(text)) << text;
  }
  EXPECT_EQ(again("{any: [{vpn.state: connected}, {vpn.tunnel: full}]}"),
            "{any: [{vpn.state: connected}, {vpn.tunnel: full}]}");
}

TEST(PredicateText, QuotesWhatWouldBeReadAsAnotherType) {
  EXPECT_EQ(again("{x_a.state: \"true\"}"), "{x_a.state: \"true\"}");
  EXPECT_EQ(again("{x_a.state: \"3\"}"), "{x_a.state: \"3\"}");
  EXPECT_EQ(again("{x_a.w: two words}"), "{x_a.w: \"two words\"}");
  for (const char* word : {"\"null\"", "\"a\\\"b\"", "\"å\\\\c\""}) {
    const std::string text = std::string("{x_a.w: ") + word + "}";
    EXPECT_EQ(again(text), text);
    EXPECT_EQ(again(again(text)), text);
  }
}

TEST(PredicateText, IsNormalWhateverTheOrder) {
  EXPECT_EQ(normal("{any: [{vpn.state: connected}, {vpn.tunnel: full}]}"),
            normal("{any: [{vpn.tunnel: full}, {vpn.state: connected}, {vpn.tunnel: full}]}"));
  EXPECT_EQ(normal("{all: [{vpn.state: connected}]}"), normal("{vpn.state: connected}"));
  EXPECT_EQ(normal("{vpn.kind: {one_of: [a, b, a]}}"), normal("{vpn.kind: {one_of: [b, a]}}"));
  EXPECT_EQ(normal("{vpn.kind: {one_of: [a]}}"), normal("{vpn.kind: a}"));
  EXPECT_NE(normal("{all: [{vpn.state: connected}, {vpn.tunnel: full}]}"),
            normal("{any: [{vpn.state: connected}, {vpn.tunnel: full}]}"));
  EXPECT_NE(normal("{x_a.n: 3}"), normal("{x_a.n: \"3\"}"));
}

/// A predicate over three fields, to be true, false or unknown.
Predicate draw(std::mt19937& random, int depth) {
  Predicate predicate;
  predicate.kind = static_cast<Predicate::Kind>(depth == 0 ? 0U : random() % 4U);
  if (predicate.kind == Predicate::Kind::kComparison) {
    predicate.comparison = {
        "x_" + std::to_string(random() % 3U), "state", Comparison::Operator::kOneOf, {}};
    for (auto count = random() % 3U; count > 0; --count) {
      predicate.comparison.operands.emplace_back(random() % 2U == 0 ? "on" : "off");
    }
    return predicate;
  }
  const auto count = predicate.kind == Predicate::Kind::kNot ? 1U : random() % 4U;
  for (unsigned i = 0; i < count; ++i) predicate.parts.push_back(draw(random, depth - 1));
  return predicate;
}

TEST(PredicateText, MeansTheSameWhereItIsTheSame) {
  std::mt19937 random(17);
  std::map<std::string, std::vector<Truth>> meaning;
  int met = 0;
  for (int round = 0; round < 5'000; ++round) {
    const Predicate predicate = draw(random, 2);
    std::vector<Truth> truths;
    for (unsigned world = 0; world < 27; ++world) {
      report::Observations observations;
      for (unsigned probe = 0, rest = world; probe < 3; ++probe, rest /= 3) {
        if (rest % 3 == 2) continue;  // unknown
        observations.push_back({"x_" + std::to_string(probe),
                                report::Observation::value(rest % 3 == 0 ? "on" : "off")});
      }
      truths.push_back(evaluate(predicate, observations));
    }
    const auto [known, is_new] = meaning.emplace(to_normal_text(predicate), truths);
    if (!is_new) ++met;
    EXPECT_EQ(known->second, truths) << to_text(predicate);
  }
  EXPECT_GT(met, 500) << "otherwise this compares nothing";
}

}  // namespace
}  // namespace distanskoll::policy
