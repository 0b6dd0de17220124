// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/directory.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::compliance {

Result<Directory> Directory::make(std::vector<Employee> employees, std::vector<Unit> units) {
  Directory made;
  std::ranges::sort(employees, {}, &Employee::id);
  for (std::size_t i = 0; i < employees.size(); ++i) {
    if (i > 0 && employees[i].id == employees[i - 1].id) {
      return Error{ErrorCode::kConflict,
                   fmt::format("employee {} is given twice", employees[i].id)};
    }
    for (const std::string& pseudonym : employees[i].pseudonyms) {
      if (!made.pseudonyms_.emplace(pseudonym, static_cast<std::uint32_t>(i)).second) {
        return Error{ErrorCode::kConflict, fmt::format("pseudonym {} is given twice", pseudonym)};
      }
    }
  }
  for (Unit& unit : units) {
    std::string code = unit.code;
    if (!made.units_.emplace(code, std::move(unit)).second) {
      return Error{ErrorCode::kConflict, fmt::format("unit {} is given twice", code)};
    }
  }
  made.employees_ = std::move(employees);
  return made;
}

std::optional<std::uint32_t> Directory::by_pseudonym(std::string_view pseudonym) const {
  const auto found = pseudonyms_.find(pseudonym);
  return found == pseudonyms_.end() ? std::nullopt : std::optional(found->second);
}

const Unit* Directory::unit(std::string_view code) const {
  const auto found = units_.find(code);
  return found == units_.end() ? nullptr : &found->second;
}

bool Directory::is_within(std::string_view unit, const std::vector<std::string>& listed) const {
  std::vector<std::string_view> passed;
  for (std::string_view at = unit; std::ranges::find(passed, at) == passed.end();) {
    if (std::ranges::find(listed, at) != listed.end()) return true;
    passed.push_back(at);
    const Unit* entry = this->unit(at);
    if (entry == nullptr || !entry->parent) return false;
    at = *entry->parent;
  }
  return false;
}

bool Directory::in_scope(const policy::Scope& scope, const Employee& employee) const {
  const auto has_role = [&employee](const std::vector<std::string>& roles) {
    return employee.role && std::ranges::find(roles, *employee.role) != roles.end();
  };
  if (scope.units && !is_within(employee.unit, *scope.units)) return false;
  if (scope.roles && !has_role(*scope.roles)) return false;
  if (scope.except_units && is_within(employee.unit, *scope.except_units)) return false;
  return !scope.except_roles || !has_role(*scope.except_roles);
}

}  // namespace distanskoll::compliance
