// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/verdict.h"

#include "shared/compliance/agreement_requirements.h"

#include <algorithm>

namespace distanskoll::compliance {
namespace {

/// evaluation.md "Measured requirement on a remote day": the first that fits.
DayResult judge_measured(const policy::Requirement& requirement, std::int64_t max_unknown_percent,
                         const RequirementSeconds& seconds, std::int64_t remote_seconds) {
  if (seconds.fail > requirement.tolerance_seconds) return DayResult::kFail;
  if (seconds.unknown * 100 > max_unknown_percent * remote_seconds) return DayResult::kUnknown;
  if (seconds.pass + seconds.fail > 0) return DayResult::kPass;
  return seconds.unknown > 0 ? DayResult::kUnknown : DayResult::kNotApplicable;
}

DayResult after_waivers(DayResult result, std::string_view requirement, const Grounds& grounds,
                        const Employee& employee, LocalDay day) {
  if (result != DayResult::kFail && result != DayResult::kUnknown) return result;
  const bool waived = std::ranges::any_of(grounds.agreed.waivers(), [&](const Waiver& waiver) {
    return waives(waiver, requirement, grounds, employee, day);
  });
  return waived ? DayResult::kWaived : result;
}

/// `measured`: whether only requirements with seconds, or only those without, or (nothing) all.
Verdict verdict_of(const std::vector<JudgedRequirement>& requirements,
                   std::optional<bool> measured) {
  const auto any = [&](DayResult result) {
    return std::ranges::any_of(requirements, [&](const JudgedRequirement& each) {
      return each.result == result &&
             measured.value_or(each.seconds.has_value()) == each.seconds.has_value();
    });
  };
  if (any(DayResult::kFail)) return Verdict::kDeviation;
  return any(DayResult::kUnknown) ? Verdict::kUndetermined : Verdict::kCompliant;
}

}  // namespace

std::string_view to_string(DayResult result) {
  switch (result) {
    case DayResult::kPass:
      return "pass";
    case DayResult::kFail:
      return "fail";
    case DayResult::kUnknown:
      return "unknown";
    case DayResult::kNotApplicable:
      return "notapplicable";
    case DayResult::kWaived:
      return "waived";
  }
  return "unknown";
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kCompliant:
      return "compliant";
    case Verdict::kDeviation:
      return "deviation";
    case Verdict::kUndetermined:
      return "undetermined";
  }
  return "undetermined";
}

std::string_view to_string(DayKind kind) {
  switch (kind) {
    case DayKind::kRemote:
      return "remote";
    case DayKind::kUndetermined:
      return "undetermined";
  }
  return "undetermined";
}

Verdict JudgedDay::security_part() const { return verdict_of(requirements, true); }
Verdict JudgedDay::agreement_part() const { return verdict_of(requirements, false); }

Register::Register(std::vector<Agreement> agreements, std::vector<Waiver> waivers,
                   const std::vector<Mark>& marks)
    : waivers_(std::move(waivers)) {
  for (Agreement& agreement : agreements) {
    std::vector<Agreement>& of_employee = agreements_[agreement.employee];
    of_employee.push_back(std::move(agreement));
  }
  for (const Mark& mark : marks) marks_[mark.employee].insert(mark.date);
}

const Agreement* Register::agreement(std::string_view employee, LocalDay day) const {
  const auto found = agreements_.find(employee);
  if (found == agreements_.end()) return nullptr;
  const Agreement* best = nullptr;
  for (const Agreement& each : found->second) {
    if (!each.covers(day)) continue;
    if (best == nullptr || each.valid_from > best->valid_from ||
        (each.valid_from == best->valid_from && each.id > best->id)) {
      best = &each;
    }
  }
  return best;
}

bool Register::is_marked(std::string_view employee, LocalDay day) const {
  const auto found = marks_.find(employee);
  return found != marks_.end() && found->second.contains(day);
}

bool waives(const Waiver& waiver, std::string_view requirement, const Grounds& grounds,
            const Employee& employee, LocalDay day) {
  if (waiver.requirement != requirement || waiver.valid_from > day || waiver.valid_to < day) {
    return false;
  }
  if (waiver.approved_by.empty() || waiver.approved_by == employee.id) return false;
  if (waiver.employee) return *waiver.employee == employee.id;
  return !waiver.unit || grounds.directory.is_within(employee.unit, {*waiver.unit});
}

std::optional<JudgedDay> judge_day(const Grounds& grounds, const Employee& employee, LocalDay date,
                                   const DayTimes& times, std::vector<LocalDay>& agreement_days) {
  const policy::Policy& policy = grounds.policy;
  JudgedDay day;
  day.date = date;
  day.remote_seconds = times.remote_seconds;
  day.undetermined_seconds = times.undetermined_seconds;
  day.reports = times.reports;
  if (times.remote_seconds < policy.min_remote_seconds) {
    if (times.remote_seconds + times.undetermined_seconds < policy.min_remote_seconds) {
      return std::nullopt;
    }
    day.kind = DayKind::kUndetermined;
    return day;
  }
  const Agreement* agreement = grounds.agreed.agreement(employee.id, date);
  if (agreement != nullptr) day.agreement = agreement->id;
  day.agreement_day = times.remote_seconds >= policy.min_agreement_seconds &&
                      !grounds.agreed.is_marked(employee.id, date);
  if (day.agreement_day) agreement_days.push_back(date);
  for (std::size_t i = 0; i < policy.requirements.size(); ++i) {
    const policy::Requirement& requirement = policy.requirements[i];
    const DayResult result = judge_measured(requirement, policy.max_unknown_percent,
                                            times.requirements[i], times.remote_seconds);
    day.requirements.push_back({requirement.id,
                                after_waivers(result, requirement.id, grounds, employee, date),
                                times.requirements[i]});
  }
  const AgreementDay context{grounds, employee, agreement_days, agreement, date};
  for (const policy::AgreementRequirement& requirement : policy.agreement) {
    const std::string id(policy::to_string(requirement.kind));
    const DayResult result =
        day.agreement_day ? judge_agreement(requirement, context) : DayResult::kNotApplicable;
    day.requirements.push_back(
        {id, after_waivers(result, id, grounds, employee, date), std::nullopt});
  }
  day.verdict = verdict_of(day.requirements, std::nullopt);
  return day;
}

std::vector<JudgedDay> judge_days(const Grounds& grounds, const Employee& employee,
                                  const std::map<LocalDay, DayTimes>& days) {
  std::vector<JudgedDay> judged;
  std::vector<LocalDay> agreement_days;
  for (const auto& [date, times] : days) {
    auto day = judge_day(grounds, employee, date, times, agreement_days);
    if (day) judged.push_back(std::move(*day));
  }
  return judged;
}

}  // namespace distanskoll::compliance
