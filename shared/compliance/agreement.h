// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What people agreed, waived, marked and declared, as far as a verdict needs it (evaluation.md
// "Shapes"): plain values, as they were in force and known when a day is judged.

#include "shared/compliance/local_day.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::compliance {

struct Agreement {
  std::string id;
  std::string employee;
  LocalDay valid_from{};
  std::optional<LocalDay> valid_to;  ///< nothing: until further notice
  std::optional<LocalDay> signed_by_employee_on;
  std::optional<LocalDay> signed_by_manager_on;
  std::optional<LocalDay> ended_on;  ///< that day is no longer covered
  std::optional<std::int64_t> max_days_per_week;
  std::optional<std::int64_t> max_share_percent;
  std::vector<LocalDay> risk_assessments_on;
  std::vector<LocalDay> follow_ups_on;
  std::vector<LocalDay> trainings_on;
  std::vector<LocalDay> guidelines_read_on;
  bool archived_in_personnel_file = false;
  std::vector<std::string> equipment;

  /// Within its dates, signed by both on or before the day, not ended.
  [[nodiscard]] bool covers(LocalDay day) const {
    return valid_from <= day && (!valid_to || *valid_to >= day) &&  //
           signed_by_employee_on && *signed_by_employee_on <= day && signed_by_manager_on &&
           *signed_by_manager_on <= day && (!ended_on || *ended_on > day);
  }
};

/// At most one of `employee` and `unit`; neither: everybody.
struct Waiver {
  std::string id;
  std::string requirement;
  std::optional<std::string> employee;
  std::optional<std::string> unit;
  LocalDay valid_from{};
  LocalDay valid_to{};
  std::string reason;
  std::string approved_by;  ///< empty: approved by nobody, waives nothing
};

enum class MarkKind { kFieldWork, kTravel, kOtherWorkplace, kOnCall };

struct Mark {
  std::string employee;
  LocalDay date{};
  MarkKind kind = MarkKind::kFieldWork;
  std::string set_by;
  LocalDay set_on{};
};

/// Outside the laptops' power: [from, to). The requirement "network_location" is the internal
/// probe.
struct Outage {
  std::string id;
  std::string requirement;
  WallTime from{};
  WallTime to{};
  std::vector<std::string> units;  ///< empty: everybody
  std::string reason;
  std::string declared_by;
  LocalDay declared_on{};
};
inline constexpr std::string_view kInternalProbeOutage = "network_location";

}  // namespace distanskoll::compliance
