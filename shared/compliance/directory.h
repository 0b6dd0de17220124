// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who works where, as far as a verdict needs it (evaluation.md "Shapes", directory.json): employees
// with the pseudonyms of their laptops, and units as a tree. No names, no personal numbers. A
// Directory is made once from whole lists and is immutable and thread-safe after that.

#include "shared/compliance/local_day.h"
#include "shared/policy/policy.h"
#include "shared/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::compliance {

struct Employee {
  std::string id;
  std::vector<std::string> pseudonyms;
  std::string unit;
  std::optional<std::string> role;
  std::optional<std::string> manager;
  std::int64_t employment_percent = 100;
};

struct Unit {
  std::string code;
  std::string name;
  std::optional<std::string> parent;
  std::vector<LocalDay> assessments_on;  ///< risk assessments for the unit as a whole
};

class Directory {
 public:
  /// kConflict when an id, a unit's code or a pseudonym is given twice.
  [[nodiscard]] static Result<Directory> make(std::vector<Employee> employees,
                                              std::vector<Unit> units);

  /// In order of id (bytes).
  [[nodiscard]] const std::vector<Employee>& employees() const { return employees_; }
  /// Index into employees(), or nothing.
  [[nodiscard]] std::optional<std::uint32_t> by_pseudonym(std::string_view pseudonym) const;
  /// Null when there is no such unit.
  [[nodiscard]] const Unit* unit(std::string_view code) const;
  /// Whether `unit` is one of `listed` or below one of them. A circle of parents ends at its first
  /// repeat.
  [[nodiscard]] bool is_within(std::string_view unit, const std::vector<std::string>& listed) const;
  /// evaluation.md "Predicates": in every positive list that is given, in no `except` list.
  [[nodiscard]] bool in_scope(const policy::Scope& scope, const Employee& employee) const;

 private:
  std::vector<Employee> employees_;
  std::map<std::string, std::uint32_t, std::less<>> pseudonyms_;
  std::map<std::string, Unit, std::less<>> units_;
};

}  // namespace distanskoll::compliance
