// SPDX-License-Identifier: EUPL-1.2
#include "server/access/caller.h"

#include "shared/ascii.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace distanskoll::server::access {
namespace {

using agreements::Employee;
using agreements::Employment;
using agreements::Grant;
using agreements::Snapshot;
using agreements::Unit;

/// A tree of units deeper than this is a ring.
constexpr int kUnitDepth = 32;
/// Kommunstyrelsen has uppsikt over all committees: its secretary sees their figures.
constexpr std::string_view kMunicipalBoard = "kommunstyrelsen";

/// The unit, its parent and so on; `found` says when to stop.
template <class Found>
const Unit* upwards(const Snapshot& snapshot, std::string_view code, Found found) {
  const Unit* unit = snapshot.units.find(code);
  for (int depth = 0; unit != nullptr && depth < kUnitDepth; ++depth) {
    if (found(*unit)) return unit;
    unit = unit->parent ? snapshot.units.find(*unit->parent) : nullptr;
  }
  return nullptr;
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// Nothing: all of them.
std::optional<std::string> committee_of(const Grant& grant) {
  if (grant.committee && ascii_lowered(*grant.committee) == kMunicipalBoard) return std::nullopt;
  return grant.committee;
}

/// Two grants of one role are one role: what either sees.
void join(HeldRole& into, const Grant& grant) {
  if (grant.units.empty()) into.units.clear();
  if (!into.units.empty()) {
    into.units.insert(into.units.end(), grant.units.begin(), grant.units.end());
  }
  const auto committee = committee_of(grant);
  if (!committee) into.committees.clear();
  if (!into.committees.empty()) into.committees.push_back(*committee);
  into.protected_identities |= grant.protected_identities;
}

HeldRole held(const Grant& grant) {
  HeldRole made;
  made.role = grant.role;
  made.units = grant.units;
  if (const auto committee = committee_of(grant)) made.committees = {*committee};
  made.protected_identities = grant.protected_identities;
  return made;
}

bool works_on(const Snapshot& snapshot, std::string_view employee, LocalDay day) {
  const Employee* person = snapshot.employees.find(employee);
  if (person == nullptr) return false;
  const auto last = person->last_day();
  return !last || *last >= day;
}

/// Manages a unit on that day, or is named as somebody's own manager.
bool is_manager(const Snapshot& snapshot, const std::string& employee, LocalDay day) {
  if (!works_on(snapshot, employee, day)) return false;
  for (const auto& [code, unit] : snapshot.units.all()) {
    if (unit->value.manager_on(day) == employee) return true;
  }
  return std::any_of(snapshot.employees.all().begin(), snapshot.employees.all().end(),
                     [&](const auto& each) { return each.second->value.manager == employee; });
}

}  // namespace

std::string_view HeldRole::word() const { return deputy ? "deputy" : to_string(role); }

std::vector<HeldRole> roles_on(const Snapshot& snapshot, const std::vector<Grant>& grants,
                               const std::optional<std::string>& employee, LocalDay day) {
  std::vector<HeldRole> roles;
  for (const Grant& grant : grants) {
    if (!grant.period.covers(day)) continue;
    const auto same = std::find_if(roles.begin(), roles.end(),
                                   [&](const HeldRole& each) { return each.role == grant.role; });
    if (same == roles.end()) {
      roles.push_back(held(grant));
    } else {
      join(*same, grant);
    }
  }
  if (!employee || snapshot.employees.find(*employee) == nullptr) return roles;
  HeldRole oneself;
  oneself.role = Role::kEmployee;
  roles.push_back(oneself);
  if (is_manager(snapshot, *employee, day)) {
    HeldRole manager;
    manager.role = Role::kManager;
    manager.managers = {*employee};
    roles.push_back(std::move(manager));
  }
  HeldRole deputy;
  deputy.role = Role::kManager;
  deputy.deputy = true;
  for (const auto& [id, lent] : snapshot.deputies.all()) {
    const agreements::Deputy& value = lent->value;
    if (value.deputy != *employee || day < value.from || day > value.to) continue;
    if (works_on(snapshot, *employee, day) && is_manager(snapshot, value.manager, day)) {
      deputy.managers.push_back(value.manager);
    }
  }
  if (!deputy.managers.empty()) roles.push_back(std::move(deputy));
  return roles;
}

const Employment* employment_near(const Employee& person, LocalDay day) {
  if (const Employment* now = person.employment_on(day)) return now;
  const Employment* last = nullptr;
  const Employment* first = nullptr;
  for (const Employment& one : person.employments) {
    if (one.period.to && *one.period.to < day && (!last || *last->period.to < *one.period.to)) {
      last = &one;
    }
    if (one.period.from && *one.period.from > day &&
        (!first || *first->period.from > *one.period.from)) {
      first = &one;
    }
  }
  return last ? last : first;
}

std::optional<std::string> manager_of(const Snapshot& snapshot, const Employee& person,
                                      LocalDay day) {
  if (person.manager) return person.manager;
  const Employment* employment = employment_near(person, day);
  if (employment == nullptr) return std::nullopt;
  const Unit* unit = upwards(snapshot, employment->unit, [&](const Unit& each) {
    const auto manager = each.manager_on(day);
    return manager && *manager != person.id;
  });
  return unit ? unit->manager_on(day) : std::nullopt;
}

bool Caller::within_grant(std::string_view code) const {
  if (role() == Role::kCommitteeSecretary) {
    if (acting_.committees.empty()) return true;
    const Unit* unit =
        upwards(*snapshot_, code, [](const Unit& each) { return each.committee.has_value(); });
    return unit != nullptr && contains(acting_.committees, *unit->committee);
  }
  if (acting_.units.empty()) return true;
  return upwards(*snapshot_, code,
                 [&](const Unit& each) { return contains(acting_.units, each.code); }) != nullptr;
}

bool Caller::manages(const Employee& person, LocalDay day) const {
  // Nobody is one's own manager, and who stands in for a manager does not see that manager.
  if (is_self(person.id) || contains(acting_.managers, person.id)) return false;
  if (person.manager && contains(acting_.managers, *person.manager)) return true;
  const Employment* employment = employment_near(person, day);
  return employment != nullptr && sees_unit(employment->unit);
}

bool Caller::sees(const Employee& person, LocalDay day) const {
  const auto within = [&] {
    const Employment* employment = employment_near(person, day);
    return acting_.units.empty() || (employment != nullptr && within_grant(employment->unit));
  };
  bool seen = false;
  switch (scope()) {
    case Scope::kNone:
    case Scope::kCounts:
    case Scope::kNames:
    case Scope::kLookUps:
    case Scope::kDrawn:  // nothing is drawn before there are samples
      return false;
    case Scope::kOwn:
      return is_self(person.id);
    case Scope::kArea:
      seen = role() == Role::kManager && manages(person, day);
      break;
    case Scope::kAll:
      seen = within();
      break;
  }
  if (!seen || !person.protected_identity) return seen;
  if (role() == Role::kHr) return acting_.protected_identities;
  return role() == Role::kManager && !acting_.deputy && who_.employee &&
         manager_of(*snapshot_, person, today_) == who_.employee;
}

bool Caller::sees_person(std::string_view employee) const { return sees_person(employee, today_); }
bool Caller::sees_person(std::string_view employee, LocalDay day) const {
  const Employee* person = snapshot_->employees.find(employee);
  return person != nullptr && sees(*person, day);
}

bool Caller::sees_unit(std::string_view code) const {
  if (scope() == Scope::kAll || scope() == Scope::kNames) return within_grant(code);
  if (scope() != Scope::kArea) return false;
  if (role() == Role::kEmployee) {
    const Employee* person = who_.employee ? snapshot_->employees.find(*who_.employee) : nullptr;
    const Employment* employment = person ? person->employment_on(today_) : nullptr;
    return employment != nullptr && employment->unit == code;
  }
  if (role() != Role::kManager) return within_grant(code);
  return upwards(*snapshot_, code, [&](const Unit& each) {
           const auto manager = each.manager_on(today_);
           return manager && contains(acting_.managers, *manager);
         }) != nullptr;
}

Result<Caller> permit(const std::shared_ptr<const Snapshot>& snapshot, LocalDay today,
                      const Who& who, std::string_view wanted, Resource resource, Act act,
                      const std::optional<std::string>& person) {
  if (who.read_only && act == Act::kWrite) {
    return Error{ErrorCode::kPermissionDenied, "this token may read and not write"};
  }
  std::vector<const HeldRole*> fit;
  for (const HeldRole& role : who.roles) {
    if (!wanted.empty() && wanted != role.word() && wanted != to_string(role.role)) continue;
    if (cell(resource, role.role).scope(act) != Scope::kNone) fit.push_back(&role);
  }
  if (fit.empty()) {
    return Error{ErrorCode::kPermissionDenied,
                 fmt::format("{} may not {} {}",
                             wanted.empty() ? std::string("none of your roles")
                                            : fmt::format("you have no role {} that", wanted),
                             act == Act::kRead ? "read" : "write", to_string(resource))};
  }
  if (!who.in_order) {
    std::stable_sort(fit.begin(), fit.end(), [&](const HeldRole* a, const HeldRole* b) {
      return cell(resource, a->role).scope(act) < cell(resource, b->role).scope(act);
    });
  }
  for (const HeldRole* role : fit) {
    Caller caller(snapshot, today, who, *role, resource, act);
    if (!person || caller.sees_person(*person)) return caller;
  }
  return Error{ErrorCode::kNotFound, "there is nobody with this id whom you may see"};
}

}  // namespace distanskoll::server::access
