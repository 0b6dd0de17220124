// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/people_view.h"

#include "server/api/registers/lists.h"

namespace distanskoll::server::api {
namespace {

/// A tree of units deeper than this is a ring.
constexpr int kDepth = 32;

const agreements::Employee* find(const access::Caller& caller, std::string_view employee) {
  return caller.registry().employees.find(employee);
}

}  // namespace

std::string name_of(const access::Caller& caller, std::string_view employee) {
  const auto* person = find(caller, employee);
  return person ? person->name_on(caller.today()) : std::string();
}

std::string name_key(const access::Caller& caller, std::string_view employee) {
  const auto* person = find(caller, employee);
  if (person == nullptr) return {};
  for (auto name = person->names.rbegin(); name != person->names.rend(); ++name) {
    if (name->period.covers(caller.today())) return swedish_key(name->family + ' ' + name->given);
  }
  return {};
}

std::string unit_of(const access::Caller& caller, std::string_view employee) {
  const auto* person = find(caller, employee);
  const auto* employment = person ? access::employment_near(*person, caller.today()) : nullptr;
  return employment ? employment->unit : std::string();
}

bool is_within(const agreements::Snapshot& snapshot, std::string_view unit,
               std::string_view above) {
  const agreements::Unit* at = snapshot.units.find(unit);
  if (unit == above) return true;
  for (int depth = 0; at != nullptr && depth < kDepth; ++depth) {
    if (at->code == above) return true;
    at = at->parent ? snapshot.units.find(*at->parent) : nullptr;
  }
  return false;
}

bool belongs_to(const access::Caller& caller, std::string_view employee, std::string_view unit) {
  return is_within(caller.registry(), unit_of(caller, employee), unit);
}

}  // namespace distanskoll::server::api
