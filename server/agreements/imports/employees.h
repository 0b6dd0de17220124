// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of a file of employees: one per employment, so that a person with several employments
// has several rows with the same number. What belongs to the person (name, sex, protected identity)
// must be the same in each. Used by the directory's import; whether units and managers exist is
// asked there. No personnummer, no cause of a leave. Pure, thread-safe.

#include "server/agreements/imports/rows.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::imports {

struct EmployeeRow {
  std::size_t row = 0;
  std::string hr_number;
  std::vector<std::string> logins;  ///< parse_login()
  std::string given_name;           ///< may be empty for a protected identity
  std::string family_name;
  std::string unit;
  std::optional<std::string> role;
  std::optional<std::int64_t> employment_percent;  ///< 0 to 100, rounded half up with a notice
  std::optional<PersonKind> kind;
  std::optional<LocalDay> from;
  std::optional<LocalDay> to;  ///< the last day
  std::optional<bool> primary;
  std::optional<std::string> manager;  ///< HR number
  std::optional<std::string> deputy;   ///< HR number of who stands in for the manager
  std::optional<std::string> mail;
  std::optional<Sex> sex;
  std::optional<bool> protected_identity;
  std::optional<std::string> external_id;
  std::optional<LocalDay> leave_from;
  std::optional<LocalDay> leave_to;  ///< the last day
};

namespace employee_fields {
extern const Field kHrNumber;
extern const Field kLogins;
extern const Field kGivenName;
extern const Field kFamilyName;
extern const Field kUnit;
extern const Field kRole;
extern const Field kPercent;
extern const Field kKind;
extern const Field kFrom;
extern const Field kTo;
extern const Field kPrimary;
extern const Field kManager;
extern const Field kDeputy;
extern const Field kMail;
extern const Field kSex;
extern const Field kProtected;
extern const Field kExternalId;
extern const Field kLeaveFrom;
extern const Field kLeaveTo;
}  // namespace employee_fields

/// Every field in the order of a template file.
[[nodiscard]] Fields employee_file();
[[nodiscard]] FileReading<EmployeeRow> read_employees(const Table& table);

}  // namespace distanskoll::server::agreements::imports
