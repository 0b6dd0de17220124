// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Three-valued predicates over observations (evaluation.md "Predicates", Kleene logic). An
// unobservable or absent observation and a missing field are *unknown*: never true, never false.
// Pure, immutable, thread-safe.

#include "shared/report/observation.h"
#include "shared/report/schema.h"

#include <cstdint>
#include <string>
#include <vector>

namespace distanskoll::policy {

enum class Truth { kFalse, kUnknown, kTrue };
[[nodiscard]] constexpr Truth operator!(Truth value) {
  return value == Truth::kUnknown ? Truth::kUnknown
         : value == Truth::kTrue  ? Truth::kFalse
                                  : Truth::kTrue;
}

/// One comparison `{probe.field: operand}`. `field` is "state", "source" is not a field.
struct Comparison {
  enum class Operator { kEquals, kAtLeast, kAtMost, kOneOf };
  std::string probe;
  std::string field;
  Operator op = Operator::kEquals;
  std::vector<report::DetailValue> operands;  ///< one, or the list of one_of
};

struct Predicate {
  enum class Kind { kComparison, kAll, kAny, kNot };
  Kind kind = Kind::kAll;        ///< an empty `all` is true
  Comparison comparison;         ///< for kComparison
  std::vector<Predicate> parts;  ///< for kAll, kAny; one for kNot
};

[[nodiscard]] Truth evaluate(const Predicate& predicate, const report::Observations& observations);

}  // namespace distanskoll::policy
