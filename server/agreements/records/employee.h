// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A person in the directory as HR systems know them: several employments with one that is primary,
// periods of leave without their cause, logins and names with history. `id` is random and ours; it
// is what days, frames and bundles name. No personnummer exists here. Values; decode is strict.

#include "server/agreements/records/period.h"
#include "shared/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements {

enum class EmploymentKind { kEmployee, kSubstitute, kConsultant, kElected };
enum class Sex { kWoman, kMan };  ///< as in the HR system, for the equality view and nothing else

struct Employment {
  std::string unit;                 ///< code
  std::optional<std::string> role;  ///< AID label
  std::int64_t percent = 100;       ///< 0–100
  EmploymentKind kind = EmploymentKind::kEmployee;
  bool primary = false;
  Period period;
  bool operator==(const Employment&) const = default;
};

/// As evidence.md "Signed reports" has it: UPN or account name without domain, NFC, ASCII lowered.
struct Login {
  std::string login;
  Period period;
  bool operator==(const Login&) const = default;
};

struct PersonName {
  std::string given;
  std::string family;
  Period period;
  bool operator==(const PersonName&) const = default;
};

struct Employee {
  std::string id;
  std::optional<std::string> number;  ///< the HR system's (anställningsnummer)
  std::vector<Employment> employments;
  std::vector<Period> leave;
  std::vector<Login> logins;
  std::vector<PersonName> names;
  std::optional<std::string> mail;
  std::optional<std::string> external_id;  ///< what the system that keeps the person calls them
  std::optional<std::string> manager;      ///< employee id, where it is not the unit's
  std::optional<Sex> sex;
  bool protected_identity = false;
  std::string master = "here";  ///< or the system whose fields are read-only here
  bool operator==(const Employee&) const = default;

  /// The primary one on that day; if none is marked the one with most per cent, then the first.
  /// Null: not employed that day.
  [[nodiscard]] const Employment* employment_on(LocalDay day) const;
  /// Sum of all employments on that day, at most 100.
  [[nodiscard]] std::int64_t percent_on(LocalDay day) const;
  [[nodiscard]] bool has_login_on(std::string_view login, LocalDay day) const;
  /// The newest name of that day, "Given Family"; empty without one.
  [[nodiscard]] std::string name_on(LocalDay day) const;
  /// The last day of the last employment; nothing while one has no end or none exists.
  [[nodiscard]] std::optional<LocalDay> last_day() const;
};

[[nodiscard]] std::string encode(const Employee& employee);
[[nodiscard]] Result<Employee> decode_employee(std::string_view json);

}  // namespace distanskoll::server::agreements
