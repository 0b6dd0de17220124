// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A device's posture now (evaluation.md "Posture and findings"): each measured requirement judged
// on the newest report, tolerance and remoteness aside. Words are XCCDF's. Pure: time is an
// argument.

#include "shared/clock.h"
#include "shared/policy/policy.h"
#include "shared/report/report.h"

#include <string>
#include <vector>

namespace distanskoll::compliance {

enum class RequirementResult { kPass, kFail, kUnknown, kNotApplicable };
[[nodiscard]] std::string_view to_string(RequirementResult result);  ///< "pass" … "notapplicable"

/// Why every result is unknown, if it is so.
enum class Presence {
  kCurrent,  ///< newest evidence is younger than hold
  kSilent,   ///< it is older
  kOff,      ///< the newest report said suspend or stop
};
[[nodiscard]] std::string_view to_string(Presence presence);

struct PostureLine {
  std::string requirement;  ///< id
  policy::Severity severity = policy::Severity::kHigh;
  RequirementResult result = RequirementResult::kUnknown;
  /// For unknown: the probes that could not tell with their reasons, "vpn: needs_privilege", or
  /// "device: silent".
  std::vector<std::string> reasons;
};

struct Posture {
  Presence presence = Presence::kCurrent;
  std::vector<PostureLine> lines;  ///< in the policy's order
  /// unknown unless current; else fail if any fails, else unknown if any is unknown, else pass
  /// (notapplicable counts as pass).
  [[nodiscard]] RequirementResult overall() const;
};

/// One requirement on one set of observations: `when` false -> notapplicable, unknown -> unknown,
/// else `require`. Scope (applies_to) is judged by the caller, who knows the person.
[[nodiscard]] RequirementResult judge(const policy::Requirement& requirement,
                                      const report::Observations& observations);

/// `newest` is the time of the newest evidence (report or heartbeat), not later than `now`.
[[nodiscard]] Posture posture(const policy::Policy& policy,
                              const report::Observations& observations, report::Trigger trigger,
                              WallTime newest, WallTime now);

}  // namespace distanskoll::compliance
