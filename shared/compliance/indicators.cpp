// SPDX-License-Identifier: EUPL-1.2
// What is counted. What of it is shown is in indicator_report.cpp.
#include "shared/compliance/indicators.h"

#include "shared/compliance/agreement_requirements.h"
#include "shared/compliance/indicator_columns.h"

#include <algorithm>

namespace distanskoll::compliance {
namespace {

constexpr std::chrono::days kSoon{60};

bool is_agreement_requirement(std::string_view id) {
  return std::ranges::any_of(policy::kAllAgreementRequirements,
                             [id](const auto kind) { return policy::to_string(kind) == id; });
}

Verdict part_of(const StoredDay& day, bool agreement) {
  Verdict verdict = Verdict::kCompliant;
  for (const auto& [id, result] : day.results) {
    if (is_agreement_requirement(id) != agreement) continue;
    if (result == DayResult::kFail) return Verdict::kDeviation;
    if (result == DayResult::kUnknown) verdict = Verdict::kUndetermined;
  }
  return verdict;
}

template <class Column>
Columns when(bool holds, Column column) {
  return holds ? bit(column) : 0;
}

Columns columns_of(const StoredDay& day) {
  const bool remote = day.kind == DayKind::kRemote;
  return bit(DayColumn::kAll) | when(remote, DayColumn::kRemote) |
         when(day.agreement_day, DayColumn::kAgreementDay) |
         when(remote && day.security_part() == Verdict::kCompliant, DayColumn::kSecurityPart) |
         when(day.verdict == Verdict::kDeviation, DayColumn::kDeviation) |
         when(day.verdict == Verdict::kUndetermined, DayColumn::kUndetermined) |
         when(day.agreement_day && !day.has_agreement, DayColumn::kWithoutAgreement) |
         when(day.agreement_day && day.agreement_part() == Verdict::kCompliant,
              DayColumn::kAgreementPart) |
         when(remote && day.marked, DayColumn::kMarked);
}

Columns columns_of(const Standing& standing, bool any_day, bool heard) {
  return bit(PeopleColumn::kAll) | when(any_day, PeopleColumn::kAnyDay) |
         when(standing.active, PeopleColumn::kActive) |
         when(any_day && heard, PeopleColumn::kHeard) |
         when(standing.expires_soon, PeopleColumn::kExpiring) |
         when(standing.risk_assessment_overdue, PeopleColumn::kRiskAssessment) |
         when(standing.follow_up_overdue, PeopleColumn::kFollowUp) |
         when(standing.training_overdue, PeopleColumn::kTraining) |
         when(standing.guideline_read, PeopleColumn::kGuideline);
}

/// Columns about which the policy says nothing.
Columns not_required(const policy::Policy& policy) {
  const auto named = [&](policy::AgreementRequirementKind kind) {
    return std::ranges::count(policy.agreement, kind, &policy::AgreementRequirement::kind) > 0;
  };
  using enum policy::AgreementRequirementKind;
  return when(!named(kRiskAssessment), PeopleColumn::kRiskAssessment) |
         when(!named(kFollowUp), PeopleColumn::kFollowUp) |
         when(!named(kTraining), PeopleColumn::kTraining) |
         when(!policy.guideline.has_value(), PeopleColumn::kGuideline);
}

}  // namespace

Verdict StoredDay::security_part() const { return part_of(*this, false); }
Verdict StoredDay::agreement_part() const { return part_of(*this, true); }

std::optional<std::int64_t> per_mille(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return (2000 * part + whole) / (2 * whole);
}

Standing standing_of(const Grounds& grounds, const Employee& employee, LocalDay day) {
  Standing standing;
  const Agreement* agreement = grounds.agreed.agreement(employee.id, day);
  if (agreement == nullptr) return standing;
  standing.active = true;
  standing.expires_soon = agreement->valid_to && *agreement->valid_to <= day + kSoon;
  const std::vector<LocalDay> no_days;
  const AgreementDay context{grounds, employee, no_days, agreement, day};
  for (const policy::AgreementRequirement& requirement : grounds.policy.agreement) {
    const auto overdue = [&] { return judge_agreement(requirement, context) == DayResult::kFail; };
    switch (requirement.kind) {
      case policy::AgreementRequirementKind::kRiskAssessment:
        standing.risk_assessment_overdue = overdue();
        break;
      case policy::AgreementRequirementKind::kFollowUp:
        standing.follow_up_overdue = overdue();
        break;
      case policy::AgreementRequirementKind::kTraining:
        standing.training_overdue = overdue();
        break;
      case policy::AgreementRequirementKind::kAgreementValid:
      case policy::AgreementRequirementKind::kDaysPerWeek:
      case policy::AgreementRequirementKind::kShare:
      case policy::AgreementRequirementKind::kGuideline:
        break;
    }
  }
  if (grounds.policy.guideline) {
    const LocalDay from(grounds.policy.guideline->valid_from);
    standing.guideline_read = std::ranges::any_of(
        agreement->guidelines_read_on, [&](LocalDay read) { return from <= read && read <= day; });
  }
  return standing;
}

IndicatorYear::IndicatorYear(std::chrono::year year, const std::vector<Unit>& units) : year_(year) {
  std::map<std::string_view, std::optional<std::string_view>> parents;
  for (const Unit& unit : units) parents[unit.code] = unit.parent;
  for (const Unit& unit : units) {
    // From the unit up to one that has its row already; a circle ends at its first repeat.
    std::vector<std::string_view> path{unit.code};
    while (!row_numbers_.contains(path.back())) {
      const auto& parent = parents.at(path.back());
      if (!parent || !parents.contains(*parent) || std::ranges::count(path, *parent) != 0) break;
      path.push_back(*parent);
    }
    std::uint32_t above = 0;
    for (; !path.empty(); path.pop_back()) {
      const auto [found, added] = row_numbers_.try_emplace(
          std::string(path.back()), static_cast<std::uint32_t>(rows_.parents.size()));
      if (added) {
        rows_.parents.push_back(above);
        row_names_.emplace_back(path.back());
      }
      above = found->second;
    }
  }
}

std::uint32_t IndicatorYear::row_of(std::string_view unit) {
  const auto found = row_numbers_.find(unit);
  if (found != row_numbers_.end()) return found->second;
  const auto row = static_cast<std::uint32_t>(rows_.parents.size());
  rows_.parents.push_back(0);
  row_names_.emplace_back(unit);
  row_numbers_.emplace(unit, row);
  return row;
}

std::uint32_t IndicatorYear::number_of(std::string_view person) {
  const auto found = people_.find(person);
  if (found != people_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(people_.size());
  people_.emplace(person, number);
  labels_.emplace_back();
  return number;
}

std::optional<std::uint32_t> IndicatorYear::month_of(LocalDay day) const {
  const std::chrono::year_month_day date(day);
  if (date.year() != year_) return std::nullopt;
  return static_cast<unsigned>(date.month()) - 1;
}

void IndicatorYear::add(const StoredDay& day) {
  const std::optional<std::uint32_t> month = month_of(day.date);
  if (!month) return;
  ++days_[{number_of(day.employee), row_of(day.unit), *month, columns_of(day)}];
}

void IndicatorYear::add(const Application& application) {
  const std::optional<std::uint32_t> month = month_of(application.decided_on);
  if (!month) return;
  applications_.push_back(
      {number_of(application.employee), row_of(application.unit), *month,
       bit(ApplicationColumn::kAll) | when(application.refused, ApplicationColumn::kRefused), 1});
}

void IndicatorYear::add(const RegisterMonth& month) {
  using std::chrono::days;
  if (month.month.year() != year_) return;
  const auto number = static_cast<unsigned>(month.month.month()) - 1;
  const LocalDay first(month.month / std::chrono::day{1});
  const LocalDay last(month.month / std::chrono::last);
  Snapshot& snapshot = months_[number];
  snapshot.known = true;
  snapshot.not_required = not_required(month.grounds.policy);
  for (const Member& member : month.members) {
    const std::string& id = member.employee.id;
    const std::uint32_t person = number_of(id);
    const std::uint32_t row = row_of(member.employee.unit);
    labels_[person] = {member.sex ? static_cast<std::uint32_t>(*member.sex) : 2U,
                       member.employee.role.value_or(std::string())};
    bool any_day = false;
    std::int64_t workdays = 0;
    for (LocalDay day = first; day <= last; day += days{1}) {
      if (month.grounds.agreed.agreement(id, day) == nullptr) continue;
      any_day = true;
      const bool free = month.grounds.holidays.contains(policy::Date(day));
      workdays += is_weekday(day) && !free ? 1 : 0;
    }
    const Standing standing = standing_of(month.grounds, member.employee, last);
    snapshot.people.push_back(
        {person, row, number, columns_of(standing, any_day, month.heard.contains(id)), 1});
    if (workdays > 0) workdays_.push_back({person, row, number, 1, workdays});
  }
  for (const Laptop& laptop : month.laptops) {
    const auto laptop_number = static_cast<std::uint32_t>(snapshot.laptops.size());
    snapshot.laptops.push_back({laptop_number, row_of(laptop.unit), number,
                                bit(LaptopColumn::kAll) |
                                    when(laptop.with_agent, LaptopColumn::kWithAgent) |
                                    when(laptop.reporting, LaptopColumn::kReporting) |
                                    when(laptop.used_remotely, LaptopColumn::kUsedRemotely),
                                1});
  }
  for (const Unmeasured& unmeasured : month.unmeasured) {
    std::vector<Contribution>& kind =
        snapshot.unmeasured[static_cast<std::size_t>(unmeasured.kind)];
    for (std::int64_t i = 0; i < unmeasured.count; ++i) {
      kind.push_back(
          {static_cast<std::uint32_t>(kind.size()), row_of(unmeasured.unit), number, 1, 1});
    }
  }
}

}  // namespace distanskoll::compliance
