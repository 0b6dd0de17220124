// SPDX-License-Identifier: EUPL-1.2
// Kleene's logic against a naive implementation that counts: a predicate is true when it is true
// for every way of filling in what is unknown, false when it is false for every way, else unknown.
// (For predicates that name each unknown once the two definitions agree; that is what is drawn
// here.)
#include "shared/policy/predicate.h"

#include <functional>
#include <random>

#include <gtest/gtest.h>

namespace distanskoll::policy {
namespace {

using report::DetailValue;
using report::Observation;
using report::Observations;

Predicate compare(std::string probe, std::string field, Comparison::Operator op,
                  std::vector<DetailValue> operands) {
  Predicate predicate;
  predicate.kind = Predicate::Kind::kComparison;
  predicate.comparison = {std::move(probe), std::move(field), op, std::move(operands)};
  return predicate;
}
Predicate equals(std::string probe, std::string field, DetailValue value) {
  return compare(std::move(probe), std::move(field), Comparison::Operator::kEquals,
                 {std::move(value)});
}
Predicate join(Predicate::Kind kind, std::vector<Predicate> parts) {
  Predicate predicate;
  predicate.kind = kind;
  predicate.parts = std::move(parts);
  return predicate;
}

/// Draws a predicate over probes x_0, x_1, … each of which is asked about once.
Predicate draw(std::mt19937& random, int depth, int& next) {
  const auto kind = static_cast<Predicate::Kind>(depth == 0 ? 0U : random() % 4U);
  if (kind == Predicate::Kind::kComparison) {
    return equals("x_" + std::to_string(next++), "state", "on");
  }
  std::vector<Predicate> parts;
  const auto count = kind == Predicate::Kind::kNot ? 1U : random() % 4U;
  for (unsigned i = 0; i < count; ++i) parts.push_back(draw(random, depth - 1, next));
  return join(kind, std::move(parts));
}

/// Two-valued, on states that are all known.
bool plain(const Predicate& predicate, const std::function<bool(const std::string&)>& on) {
  bool result = predicate.kind == Predicate::Kind::kAll;
  for (const Predicate& part : predicate.parts) {
    const bool value = plain(part, on);
    if (predicate.kind == Predicate::Kind::kNot) return !value;
    result = predicate.kind == Predicate::Kind::kAll ? (result && value) : (result || value);
  }
  return predicate.kind == Predicate::Kind::kComparison ? on(predicate.comparison.probe) : result;
}

TEST(Kleene, AgreesWithTryingEveryWayOfKnowing) {
  std::mt19937 random(7);
  int checked = 0;
  while (checked < 2'000) {
    int probes = 0;
    const Predicate predicate = draw(random, 3, probes);
    if (probes > 10) continue;
    ++checked;
    Observations observations;
    std::vector<int> given(
        static_cast<std::size_t>(probes));  // 0 off, 1 on, 2 unobservable, 3 absent
    for (std::size_t i = 0; i < given.size(); ++i) {
      given[i] = static_cast<int>(random() % 4U);
      const std::string name = "x_" + std::to_string(i);
      if (given[i] == 2) observations.push_back({name, Observation::unknown("timed_out")});
      if (given[i] < 2)
        observations.push_back({name, Observation::value(given[i] == 1 ? "on" : "off")});
    }
    bool sometimes = false;
    bool always = true;
    for (unsigned filling = 0; filling < 1U << probes; ++filling) {
      const bool value = plain(predicate, [&](const std::string& probe) {
        const auto i = static_cast<std::size_t>(std::stoi(probe.substr(2)));
        return given[i] < 2 ? given[i] == 1 : (filling >> i & 1U) != 0;
      });
      sometimes |= value;
      always &= value;
    }
    const Truth expected = always ? Truth::kTrue : sometimes ? Truth::kUnknown : Truth::kFalse;
    ASSERT_EQ(evaluate(predicate, observations), expected);
  }
}

TEST(Kleene, EmptyAllIsTrueAndEmptyAnyIsFalse) {
  EXPECT_EQ(evaluate(join(Predicate::Kind::kAll, {}), {}), Truth::kTrue);
  EXPECT_EQ(evaluate(join(Predicate::Kind::kAny, {}), {}), Truth::kFalse);
}

TEST(Kleene, NotUnknownIsUnknown) {
  EXPECT_EQ(evaluate(join(Predicate::Kind::kNot, {equals("vpn", "state", "connected")}), {}),
            Truth::kUnknown);
}

class Compared : public ::testing::Test {
 protected:
  Truth ask(std::string field, Comparison::Operator op, std::vector<DetailValue> operands) const {
    return evaluate(compare("siths_login", std::move(field), op, std::move(operands)),
                    observations);
  }
  using Op = Comparison::Operator;
  Observations observations{{"siths_login", Observation::value("card_session")
                                                .with("assurance_level", std::int64_t{3})
                                                .with("card_present", true)
                                                .with("method", "smart_card")}};
};

TEST_F(Compared, EqualityIsTyped) {
  EXPECT_EQ(ask("assurance_level", Op::kEquals, {std::int64_t{3}}), Truth::kTrue);
  EXPECT_EQ(ask("assurance_level", Op::kEquals, {"3"}), Truth::kFalse);
  EXPECT_EQ(ask("card_present", Op::kEquals, {true}), Truth::kTrue);
  EXPECT_EQ(ask("card_present", Op::kEquals, {std::int64_t{1}}), Truth::kFalse);
  EXPECT_EQ(ask("card_present", Op::kEquals, {"true"}), Truth::kFalse);
  EXPECT_EQ(ask("state", Op::kEquals, {"card_session"}), Truth::kTrue);
}

TEST_F(Compared, BoundsIncludeTheirNumber) {
  for (const std::int64_t bound : {2, 3, 4}) {
    EXPECT_EQ(ask("assurance_level", Op::kAtLeast, {bound}),
              bound <= 3 ? Truth::kTrue : Truth::kFalse);
    EXPECT_EQ(ask("assurance_level", Op::kAtMost, {bound}),
              bound >= 3 ? Truth::kTrue : Truth::kFalse);
  }
}

TEST_F(Compared, BoundsOfAnythingButANumberAreUnknown) {
  for (const char* field : {"state", "card_present", "method"}) {
    EXPECT_EQ(ask(field, Op::kAtLeast, {std::int64_t{0}}), Truth::kUnknown) << field;
    EXPECT_EQ(ask(field, Op::kAtMost, {std::int64_t{9}}), Truth::kUnknown) << field;
  }
}

TEST_F(Compared, OneOfNothingIsFalseWhenTheFieldIsKnown) {
  EXPECT_EQ(ask("method", Op::kOneOf, {}), Truth::kFalse);
  EXPECT_EQ(ask("method", Op::kOneOf, {"fido2", "smart_card"}), Truth::kTrue);
  EXPECT_EQ(ask("method", Op::kOneOf, {"fido2"}), Truth::kFalse);
  EXPECT_EQ(ask("issuer", Op::kOneOf, {}), Truth::kUnknown);
}

TEST_F(Compared, AMissingDetailIsUnknown) {
  EXPECT_EQ(ask("issuer", Op::kEquals, {"x"}), Truth::kUnknown);
  EXPECT_EQ(ask("issuer", Op::kAtLeast, {std::int64_t{1}}), Truth::kUnknown);
}

}  // namespace
}  // namespace distanskoll::policy
