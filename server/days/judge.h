// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One employee's one day, judged from the lines of the devices on which the employee was seen: the
// rules are shared/compliance, what they rest on is grounds.h. The result is what is stored and,
// when the day becomes final, entered (shared/evidence/day_entry.h). Reads pseudonyms; otherwise
// pure.

#include "server/days/device_history.h"
#include "server/days/grounds.h"
#include "server/days/people.h"
#include "shared/evidence/day_entry.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::days {

/// Somebody seen on a device on a day: employee id, or empty for a user whom nobody knows.
struct SeenPeople {
  std::vector<std::string> employees;  ///< sorted, each once
};
[[nodiscard]] Result<SeenPeople> people_seen(store::Connection& connection, People& people,
                                             const DeviceHistory& history,
                                             std::chrono::seconds hold);

struct DayJudging {
  const policy::Policy& policy;
  const DayGrounds& grounds;
  const agreements::Employee& employee;
  LocalDay day{};
  std::vector<std::shared_ptr<const DeviceHistory>> devices;
  std::vector<LocalDay> agreement_days;  ///< before the day, ascending
};
/// Nothing when the day is neither remote nor undetermined.
[[nodiscard]] Result<std::optional<evidence::DayEntry>> judge_stored_day(
    store::Connection& connection, People& people, DayJudging judging);

/// The first day whose agreement days a verdict of `day` looks back at: its week's Monday, or the
/// beginning of an agreement that is valid then.
[[nodiscard]] LocalDay looks_back_to(const agreements::Snapshot& snapshot,
                                     const std::string& employee, LocalDay day);

}  // namespace distanskoll::server::days
