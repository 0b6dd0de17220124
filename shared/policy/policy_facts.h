// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A policy as a flat list of facts, each under the key that the policy file has for it: what
// policy_diff.h compares. Every field of Policy that means something has a place in it; a test goes
// through the schema's keys. Pure, thread-safe; cannot fail.

#include "shared/policy/policy_diff.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::policy {

/// Which way a fact makes days fail that did not, or the reverse.
enum class Leaning {
  kNone,
  kStricterWhenPresent,
  kMilderWhenPresent,
  kStricterWhenLess,  ///< also when it is there at all
  kStricterWhenMore,
};

struct Fact {
  std::string name;
  std::string text;    ///< as the file writes it
  std::string normal;  ///< equal where the meaning is
  Leaning leaning = Leaning::kNone;
  std::optional<std::int64_t> number;
};

struct PolicyItem {
  PolicyPart part = PolicyPart::kRequirement;
  std::string id;
  std::optional<LocalText> title;
  std::optional<Scope> scope;
  std::vector<Fact> facts;
};

/// By part, within a part in the file's order.
[[nodiscard]] std::vector<PolicyItem> facts_of(const Policy& policy);

}  // namespace distanskoll::policy
