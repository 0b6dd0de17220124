// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/agreement_requirements.h"

#include <algorithm>

namespace distanskoll::compliance {
namespace {

using policy::AgreementRequirement;
using policy::AgreementRequirementKind;

DayResult passes(bool holds) { return holds ? DayResult::kPass : DayResult::kFail; }

/// Some date x has x <= day <= x + months.
bool recent(const std::vector<LocalDay>& dates, LocalDay day, std::int64_t months) {
  return std::ranges::any_of(
      dates, [&](LocalDay date) { return date <= day && day <= add_months(date, months); });
}

DayResult risk_assessment(const AgreementRequirement& requirement, const AgreementDay& day) {
  const std::int64_t months = requirement.max_age_months;
  if (!recent(day.agreement->risk_assessments_on, day.date, months)) return DayResult::kFail;
  if (!requirement.unit_assessment) return DayResult::kPass;
  const Unit* unit = day.grounds.directory.unit(day.employee.unit);
  return passes(unit != nullptr && recent(unit->assessments_on, day.date, months));
}

DayResult follow_up(const AgreementRequirement& requirement, const AgreementDay& day) {
  const std::int64_t months = requirement.max_age_months;
  return passes(recent(day.agreement->follow_ups_on, day.date, months) ||
                recent({day.agreement->valid_from}, day.date, months));
}

DayResult days_per_week(const AgreementRequirement& requirement, const AgreementDay& day) {
  const std::optional<std::int64_t> limit =
      day.agreement->max_days_per_week ? day.agreement->max_days_per_week : requirement.limit;
  if (!limit) return DayResult::kNotApplicable;
  const auto this_week = std::ranges::lower_bound(day.agreement_days, monday_of(day.date));
  return passes(day.agreement_days.end() - this_week <= *limit);
}

/// Mondays to Fridays before the day, counted from 5 January 1970.
std::int64_t weekdays_before(LocalDay day) {
  const std::int64_t since_monday = (day - monday_of(day)).count();
  const std::int64_t weeks =
      (monday_of(day).time_since_epoch().count() - 4) / 7;  // day 4: a Monday
  return weeks * 5 + std::min<std::int64_t>(since_monday, 5);
}

std::int64_t workdays(const policy::Holidays& holidays, LocalDay from, LocalDay to) {
  if (to < from) return 0;
  std::int64_t count = weekdays_before(to + std::chrono::days{1}) - weekdays_before(from);
  const auto first = std::ranges::lower_bound(holidays.dates, policy::Date(from));
  for (auto each = first; each != holidays.dates.end() && LocalDay(*each) <= to; ++each) {
    if (is_weekday(LocalDay(*each))) --count;
  }
  return count;
}

DayResult share(const AgreementRequirement& requirement, const AgreementDay& day) {
  const std::optional<std::int64_t> limit = day.agreement->max_share_percent
                                                ? day.agreement->max_share_percent
                                                : requirement.limit_percent;
  if (!limit) return DayResult::kNotApplicable;
  const LocalDay from = day.agreement->valid_from;
  const std::int64_t possible = workdays(day.grounds.holidays, from, day.date);
  if (possible < requirement.min_workdays) return DayResult::kNotApplicable;
  const auto first = std::ranges::lower_bound(day.agreement_days, from);
  const std::int64_t taken = day.agreement_days.end() - first;
  return passes(taken * 10000 <= *limit * possible * day.employee.employment_percent);
}

DayResult guideline(const AgreementDay& day) {
  const std::optional<policy::Guideline>& guideline = day.grounds.policy.guideline;
  if (!guideline) return DayResult::kUnknown;  // the loader refuses such a policy
  const LocalDay from(guideline->valid_from);
  if (day.date < from + std::chrono::days{guideline->grace_days}) return DayResult::kPass;
  return passes(std::ranges::any_of(day.agreement->guidelines_read_on, [&](LocalDay read) {
    return from <= read && read <= day.date;
  }));
}

}  // namespace

DayResult judge_agreement(const AgreementRequirement& requirement, const AgreementDay& day) {
  if (!day.grounds.directory.in_scope(requirement.applies_to, day.employee)) {
    return DayResult::kNotApplicable;
  }
  if (requirement.kind == AgreementRequirementKind::kAgreementValid) {
    return passes(day.agreement != nullptr);
  }
  if (day.agreement == nullptr) return DayResult::kNotApplicable;
  switch (requirement.kind) {
    case AgreementRequirementKind::kAgreementValid:
      break;
    case AgreementRequirementKind::kRiskAssessment:
      return risk_assessment(requirement, day);
    case AgreementRequirementKind::kFollowUp:
      return follow_up(requirement, day);
    case AgreementRequirementKind::kTraining:
      return passes(recent(day.agreement->trainings_on, day.date, requirement.max_age_months));
    case AgreementRequirementKind::kDaysPerWeek:
      return days_per_week(requirement, day);
    case AgreementRequirementKind::kShare:
      return share(requirement, day);
    case AgreementRequirementKind::kGuideline:
      return guideline(day);
  }
  return DayResult::kUnknown;
}

}  // namespace distanskoll::compliance
