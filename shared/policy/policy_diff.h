// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What changes for whom when one policy takes another's place: requirements, agreement
// requirements, numbers, external probes, guideline and the decisions behind it, each with the
// fields that differ. For `policy diff`, and for a page that shows a policy before it is decided.
// Compares meaning, not files: comments, the order of parts and a default that is written out are
// no difference. Does not run days: what it would have meant is another question. Pure,
// thread-safe; cannot fail.

#include "shared/policy/policy.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::policy {

/// In the order in which differences are told.
enum class PolicyPart {
  kRequirement,
  kAgreement,
  kParameter,  ///< a number of the policy as a whole; the id is its key
  kExternal,   ///< an external probe's declaration
  kGuideline,
  kDecision,
  kCoDetermination,
  kDpia,
  kTitle,
};
[[nodiscard]] std::string_view to_string(PolicyPart part);  ///< "requirement", "co_determination"

enum class Change { kAdded, kRemoved, kChanged };
[[nodiscard]] std::string_view to_string(Change change);  ///< "added" …

/// Whether it can find more faults or fewer, where that can be said without running any day.
enum class Effect { kOpen, kStricter, kMilder };
[[nodiscard]] std::string_view to_string(Effect effect);  ///< "open", "stricter", "milder"

/// `name` is the key in the policy file ("tolerance_seconds", "why.sv"), the values as the file
/// would write them on one line. Absent: the policy does not have it.
struct FieldDifference {
  std::string name;
  std::optional<std::string> before;
  std::optional<std::string> after;
  Effect effect = Effect::kOpen;
};

struct PolicyDifference {
  PolicyPart part = PolicyPart::kRequirement;
  std::string id;  ///< of a requirement, parameter or external probe; else the part's own key
  Change change = Change::kChanged;
  std::optional<LocalText> title;       ///< a requirement's, as it will be, or as it was if removed
  std::optional<Scope> scope_before;    ///< of requirements of both kinds: whom it was about
  std::optional<Scope> scope_after;     ///< and whom it will be about
  std::vector<FieldDifference> fields;  ///< of added and removed: all
};

/// Empty when the two mean the same. By part; within a part in `after`'s order, then what is gone.
[[nodiscard]] std::vector<PolicyDifference> policy_diff(const Policy& before, const Policy& after);

/// Whether it is about everybody.
[[nodiscard]] bool is_everybody(const Scope& scope);

}  // namespace distanskoll::policy
