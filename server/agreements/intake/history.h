// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A person of the directory after another system has said what holds now: employments, logins,
// names and leave keep what was, end yesterday what no longer holds, and begin today what is new,
// unless the system says from when. Used by the file of employees and by SCIM. What it is told may
// be nothing (an absent column), and then what is stored stays. Pure, no errors, thread-safe.

#include "server/agreements/records/employee.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::intake {

/// One employment as a system tells it. Two optionals: the outer one is whether it says anything.
struct ToldEmployment {
  std::string unit;
  std::optional<std::optional<std::string>> role{};
  std::optional<std::int64_t> percent{};
  std::optional<EmploymentKind> kind{};
  std::optional<bool> primary{};
  std::optional<LocalDay> from{};
  std::optional<std::optional<LocalDay>> to{};  ///< the last day
};

/// These are all employments from today on. One that goes on in the same unit with other terms is
/// cut: the old terms up to yesterday, or up to the day before `from` when that is later. One that
/// is not told ends when the first new one begins, else yesterday; one that has not begun is gone.
void tell_employments(Employee& employee, std::vector<ToldEmployment> told, LocalDay today);

/// `since` is when new ones began; nothing: today.
void tell_logins(Employee& employee, const std::vector<std::string>& logins, LocalDay today,
                 std::optional<LocalDay> since = std::nullopt);
void tell_name(Employee& employee, const std::string& given, const std::string& family,
               LocalDay today);
void tell_leave(Employee& employee, const std::vector<Period>& leave, LocalDay today);

/// What is open ends on `last`; what would begin after it is gone. Also the logins.
void end_person(Employee& employee, LocalDay last);

/// The two have a day in common.
[[nodiscard]] bool overlap(const Period& a, const Period& b);

}  // namespace distanskoll::server::agreements::intake
