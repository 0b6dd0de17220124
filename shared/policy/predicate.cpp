// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/predicate.h"

#include <algorithm>
#include <optional>

namespace distanskoll::policy {
namespace {

using report::DetailValue;

constexpr Truth truth(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

/// The value of the field, or nothing where it is unknown.
std::optional<DetailValue> field_of(const Comparison& comparison,
                                    const report::Observations& observations) {
  const report::Observation* observation = report::find(observations, comparison.probe);
  if (observation == nullptr || !observation->observable()) return std::nullopt;
  if (comparison.field == "state") return observation->state;
  const DetailValue* detail = observation->find(comparison.field);
  return detail == nullptr ? std::nullopt : std::optional(*detail);
}

Truth compare(const Comparison& comparison, const report::Observations& observations) {
  const std::optional<DetailValue> value = field_of(comparison, observations);
  if (!value) return Truth::kUnknown;
  const auto* number = std::get_if<std::int64_t>(&*value);
  const auto bound = [&] { return std::get<std::int64_t>(comparison.operands.front()); };
  switch (comparison.op) {
    case Comparison::Operator::kEquals:
    case Comparison::Operator::kOneOf:
      return truth(std::ranges::count(comparison.operands, *value) != 0);
    case Comparison::Operator::kAtLeast:
      return number == nullptr ? Truth::kUnknown : truth(*number >= bound());
    case Comparison::Operator::kAtMost:
      return number == nullptr ? Truth::kUnknown : truth(*number <= bound());
  }
  return Truth::kUnknown;
}

}  // namespace

// Truth is ordered false < unknown < true, so that Kleene's `and` is the least part and `or` the
// greatest.
Truth evaluate(const Predicate& predicate, const report::Observations& observations) {
  Truth result = Truth::kUnknown;
  switch (predicate.kind) {
    case Predicate::Kind::kComparison:
      return compare(predicate.comparison, observations);
    case Predicate::Kind::kNot:
      return !evaluate(predicate.parts.front(), observations);
    case Predicate::Kind::kAll:
      result = Truth::kTrue;
      for (const Predicate& part : predicate.parts) {
        result = std::min(result, evaluate(part, observations));
      }
      return result;
    case Predicate::Kind::kAny:
      result = Truth::kFalse;
      for (const Predicate& part : predicate.parts) {
        result = std::max(result, evaluate(part, observations));
      }
      return result;
  }
  return result;
}

}  // namespace distanskoll::policy
