// SPDX-License-Identifier: EUPL-1.2
#include "server/days/grounds.h"

#include "shared/policy/loader.h"

#include <algorithm>

namespace distanskoll::server::days {
namespace {

using agreements::Employee;
using agreements::Snapshot;

template <class Record>
std::vector<const Record*> records_of(const agreements::Shelf<Record>& shelf,
                                      const Snapshot::ByEmployee& index,
                                      const std::string& employee) {
  std::vector<const Record*> found;
  const auto ids = index.find(employee);
  if (ids == index.end()) return found;
  for (const std::string& id : ids->second) {
    if (const Record* record = shelf.find(id)) found.push_back(record);
  }
  return found;
}

std::optional<LocalDay> signed_on(const std::optional<agreements::Signature>& signature) {
  return signature ? std::optional(signature->on) : std::nullopt;
}

compliance::Agreement agreement_of(const agreements::Agreement& kept,
                                   const std::vector<LocalDay>& trainings,
                                   const std::vector<LocalDay>& guidelines) {
  compliance::Agreement made;
  made.id = kept.id;
  made.employee = kept.employee;
  made.valid_from = kept.valid_from;
  made.valid_to = kept.valid_to;
  made.signed_by_employee_on = signed_on(kept.signed_by_employee);
  made.signed_by_manager_on = signed_on(kept.signed_by_manager);
  if (kept.ended) made.ended_on = kept.ended->on;
  made.max_days_per_week = kept.max_days_per_week;
  made.max_share_percent = kept.max_share_percent;
  made.risk_assessments_on = agreements::assessed_on(kept.risk_assessments);
  for (const agreements::FollowUp& one : kept.follow_ups) made.follow_ups_on.push_back(one.on);
  made.trainings_on = trainings;
  made.guidelines_read_on = guidelines;
  made.archived_in_personnel_file = kept.archived_in_personnel_file;
  return made;
}

std::vector<compliance::Agreement> agreements_of(const Snapshot& snapshot, const std::string& id) {
  std::vector<LocalDay> trainings;
  for (const auto* one : records_of(snapshot.trainings, *snapshot.trainings_of, id)) {
    trainings.push_back(one->on);
  }
  std::vector<LocalDay> guidelines;
  for (const auto* one : records_of(snapshot.guideline_reads, *snapshot.guideline_reads_of, id)) {
    guidelines.push_back(one->on);
  }
  std::vector<compliance::Agreement> made;
  for (const auto* one : records_of(snapshot.agreements, *snapshot.agreements_of, id)) {
    if (!one->refused) made.push_back(agreement_of(*one, trainings, guidelines));
  }
  return made;
}

/// The employment of the day; without one the last that began before it.
const agreements::Employment* place_on(const Employee& employee, LocalDay day) {
  if (const auto* held = employee.employment_on(day)) return held;
  const agreements::Employment* last = nullptr;
  for (const agreements::Employment& one : employee.employments) {
    const bool began = !one.period.from || *one.period.from <= day;
    if (began && (!last || last->period.from <= one.period.from)) last = &one;
  }
  return last;
}

compliance::Employee on_day(const Employee& employee, LocalDay day) {
  compliance::Employee who;
  who.id = employee.id;
  const agreements::Employment* place = place_on(employee, day);
  who.unit = place ? place->unit : std::string(kNoUnit);
  if (place) who.role = place->role;
  who.employment_percent = employee.percent_on(day);
  return who;
}

bool marks(const agreements::MarkRule& rule, const compliance::Employee& employee,
           const compliance::Directory& directory, LocalDay day) {
  const std::chrono::weekday weekday(std::chrono::sys_days(day.time_since_epoch()));
  return rule.period.covers(day) &&
         static_cast<std::int64_t>(weekday.iso_encoding()) == rule.weekday &&
         employee.role == rule.role &&
         (!rule.unit || directory.is_within(employee.unit, {*rule.unit}));
}

}  // namespace

Result<PolicyHistory> PolicyHistory::load(store::Connection& connection) {
  const auto stored = store::list_policies(connection);
  if (!stored) return stored.error();
  PolicyHistory history;
  for (const store::StoredPolicy& row : *stored) {
    Result<policy::Policy> policy = policy::load_policy(row.yaml, row.id);
    if (!policy) return policy.error().with_prefix("stored policy " + row.sha256_hex);
    history.periods_.push_back({row.in_force_from, std::move(*policy)});
  }
  return history;
}

const policy::Policy* PolicyHistory::on(LocalDay day) const {
  const policy::Policy* found = nullptr;
  bool held = false;
  for (const Period& period : periods_) {
    if (period.from <= compliance::midnight(day)) {
      held = true;
    } else if (held || compliance::local_day(period.from) != day) {
      break;
    }
    found = &period.policy;
  }
  return found;
}

DayGrounds::DayGrounds(const Snapshot& snapshot, policy::Holidays holidays)
    : snapshot_(snapshot), holidays_(std::move(holidays)) {
  if (const auto* calendar = snapshot.calendars.find("holidays")) {
    holidays_.dates.clear();
    for (const LocalDay day : calendar->holidays) holidays_.dates.emplace_back(day);
    std::ranges::sort(holidays_.dates);
  }
  for (const auto& [code, kept] : snapshot.units.all()) {
    const agreements::Unit& unit = kept->value;
    units_.push_back(
        {unit.code, unit.name, unit.parent, agreements::assessed_on(unit.assessments)});
  }
  for (const auto& [id, kept] : snapshot.waivers.all()) {
    const agreements::Waiver& w = kept->value;
    waivers_.push_back({w.id, w.requirement, w.employee, w.unit, w.valid_from, w.valid_to, w.reason,
                        w.approved_by});
  }
  for (const auto& [id, kept] : snapshot.outages.all()) {
    const agreements::Outage& o = kept->value;
    outages_.push_back(
        {o.id, o.requirement, o.from, o.to, o.units, o.reason, o.declared_by, o.declared_on});
  }
}

Result<EverybodyOnDay> DayGrounds::everybody_on(LocalDay day) const {
  std::vector<compliance::Employee> employed;
  std::vector<compliance::Agreement> agreed;
  for (const auto& [id, kept] : snapshot_.employees.all()) {
    if (kept->value.employment_on(day) == nullptr) continue;
    employed.push_back(on_day(kept->value, day));
    for (compliance::Agreement& one : agreements_of(snapshot_, id))
      agreed.push_back(std::move(one));
  }
  auto directory = compliance::Directory::make(std::move(employed), units_);
  if (!directory) return directory.error();
  return EverybodyOnDay{std::move(*directory),
                        compliance::Register(std::move(agreed), waivers_, {})};
}

Result<PersonOnDay> DayGrounds::person_on(const Employee& employee, LocalDay day) const {
  compliance::Employee who = on_day(employee, day);
  auto directory = compliance::Directory::make({who}, units_);
  if (!directory) return directory.error();

  std::vector<std::string> words;
  std::vector<compliance::Mark> covering;
  const auto mark = [&](agreements::MarkKind kind, const std::string& by, LocalDay on) {
    covering.push_back({who.id, day, kind, by, on});
    words.emplace_back(agreements::word_of(kind));
  };
  for (const auto* one : records_of(snapshot_.marks, *snapshot_.marks_of, who.id)) {
    if (one->date == day) mark(one->kind, one->set_by, one->set_on);
  }
  for (const auto& [id, kept] : snapshot_.mark_rules.all()) {
    if (marks(kept->value, who, *directory, day)) mark(kept->value.kind, kept->value.set_by, day);
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return PersonOnDay{
      std::move(who), std::move(*directory),
      compliance::Register(agreements_of(snapshot_, employee.id), waivers_, covering),
      std::move(words)};
}

}  // namespace distanskoll::server::days
