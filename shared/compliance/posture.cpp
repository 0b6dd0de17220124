// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/posture.h"

#include "shared/compliance/presence.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::compliance {
namespace {

using policy::Predicate;
using policy::Truth;

/// "vpn: needs_privilege" for each probe that keeps the predicate from being true or false.
void collect_reasons(const Predicate& predicate, const report::Observations& observations,
                     std::vector<std::string>& reasons) {
  if (policy::evaluate(predicate, observations) != Truth::kUnknown) return;
  for (const Predicate& part : predicate.parts) collect_reasons(part, observations, reasons);
  if (predicate.kind != Predicate::Kind::kComparison) return;
  const auto& [probe, field, op, operands] = predicate.comparison;
  const report::Observation* observation = report::find(observations, probe);
  std::string reason = observation == nullptr ? fmt::format("{}: not_reported", probe)
                       : !observation->observable()
                           ? fmt::format("{}: {}", probe, observation->unobservable)
                           : fmt::format("{}.{}: not_reported", probe, field);
  if (std::ranges::count(reasons, reason) == 0) reasons.push_back(std::move(reason));
}

}  // namespace

std::string_view to_string(RequirementResult result) {
  switch (result) {
    case RequirementResult::kPass:
      return "pass";
    case RequirementResult::kFail:
      return "fail";
    case RequirementResult::kUnknown:
      return "unknown";
    case RequirementResult::kNotApplicable:
      return "notapplicable";
  }
  return "unknown";
}

Presence presence(std::chrono::seconds hold, report::Trigger trigger, WallTime newest,
                  WallTime now) {
  if (trigger == report::Trigger::kSuspend || trigger == report::Trigger::kStop) {
    return Presence::kOff;
  }
  return now - newest > hold ? Presence::kSilent : Presence::kCurrent;
}

std::string_view to_string(Presence presence) {
  switch (presence) {
    case Presence::kCurrent:
      return "current";
    case Presence::kSilent:
      return "silent";
    case Presence::kOff:
      return "off";
  }
  return "silent";
}

RequirementResult Posture::overall() const {
  if (presence != Presence::kCurrent) return RequirementResult::kUnknown;
  const auto any = [&](RequirementResult result) {
    return std::ranges::count(lines, result, &PostureLine::result) != 0;
  };
  if (any(RequirementResult::kFail)) return RequirementResult::kFail;
  if (any(RequirementResult::kUnknown)) return RequirementResult::kUnknown;
  return RequirementResult::kPass;
}

RequirementResult judge(const policy::Requirement& requirement,
                        const report::Observations& observations) {
  const Truth when =
      requirement.when ? policy::evaluate(*requirement.when, observations) : Truth::kTrue;
  if (when == Truth::kFalse) return RequirementResult::kNotApplicable;
  if (when == Truth::kUnknown) return RequirementResult::kUnknown;
  switch (policy::evaluate(requirement.require, observations)) {
    case Truth::kTrue:
      return RequirementResult::kPass;
    case Truth::kFalse:
      return RequirementResult::kFail;
    case Truth::kUnknown:
      return RequirementResult::kUnknown;
  }
  return RequirementResult::kUnknown;
}

Posture posture(const policy::Policy& policy, const report::Observations& observations,
                report::Trigger trigger, WallTime newest, WallTime now) {
  Posture posture;
  posture.presence = presence(policy.hold(), trigger, newest, now);
  for (const policy::Requirement& requirement : policy.requirements) {
    PostureLine line{requirement.id, requirement.severity, RequirementResult::kUnknown, {}};
    if (posture.presence == Presence::kCurrent) {
      line.result = judge(requirement, observations);
      if (line.result == RequirementResult::kUnknown) {
        const bool by_when = requirement.when &&
                             policy::evaluate(*requirement.when, observations) == Truth::kUnknown;
        collect_reasons(by_when ? *requirement.when : requirement.require, observations,
                        line.reasons);
      }
    } else {
      line.reasons.push_back(fmt::format("device: {}", to_string(posture.presence)));
    }
    posture.lines.push_back(std::move(line));
  }
  return posture;
}

}  // namespace distanskoll::compliance
