// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which local days a device's reports speak for, and whose days they were: a projection of the
// reports by which a day's lines are found without reading a year of them. One row a device and
// day, written when a day begins or a run reaches into it; nothing is written for each report.
// Times here are only those at which a report holds, which the entry says too; all of it goes with
// the reports. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/clock.h"
#include "shared/compliance/local_day.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

using compliance::LocalDay;

/// The report that holds when the day begins, if any.
struct ReportBefore {
  std::uint64_t seq = 0;
  WallTime at{};  ///< corrected (evaluation.md "Timeline of one device", 1)
};

struct DeviceDay {
  std::string device;
  LocalDay day{};
  std::uint64_t first_seq = 0;  ///< no report before this number holds from the day's midnight on
  std::optional<ReportBefore> before;
  std::uint64_t judged_seq = 0;  ///< the newest number known when it was judged; 0: judge it
};
/// A row that exists stays as it is. A new one makes the device's day before it stale.
[[nodiscard]] Result<void> add_device_day(Writer& writer, const DeviceDay& row);
[[nodiscard]] Result<std::optional<DeviceDay>> find_device_day(Connection& connection,
                                                               const std::string& device,
                                                               LocalDay day);
/// Device days to be judged (again), in order of day.
[[nodiscard]] Result<std::vector<DeviceDay>> stale_device_days(Connection& connection,
                                                               std::size_t most);
/// All device days of one day, by device.
[[nodiscard]] Result<std::vector<DeviceDay>> device_days_on(Connection& connection, LocalDay day);
/// The newest days of devices that have said something since it was judged: those that people are
/// in.
[[nodiscard]] Result<std::vector<DeviceDay>> running_device_days(Connection& connection,
                                                                 std::size_t most);
[[nodiscard]] Result<void> set_judged(Writer& writer, const std::string& device, LocalDay day,
                                      std::uint64_t judged_seq);
/// Every device's days up to `to` count as judged, whatever is known now.
[[nodiscard]] Result<void> set_all_judged(Writer& writer, LocalDay to);
/// 0: must be judged anew, whatever came.
[[nodiscard]] Result<void> forget_judged(Writer& writer, const std::string& device, LocalDay from);
/// The earliest day of any device.
[[nodiscard]] Result<std::optional<LocalDay>> first_device_day(Connection& connection);
[[nodiscard]] Result<void> clear_device_days(Writer& writer);

/// Devices on which an employee was seen on a day. An empty employee stands for somebody whom the
/// directory does not know.
struct SeenOn {
  std::string employee;
  LocalDay day{};
  std::string device;
  bool operator==(const SeenOn&) const = default;
};
[[nodiscard]] Result<void> replace_seen(Writer& writer, const std::string& device, LocalDay day,
                                        const std::vector<std::string>& employees);
[[nodiscard]] Result<std::vector<std::string>> devices_of(Connection& connection,
                                                          const std::string& employee,
                                                          LocalDay day);
[[nodiscard]] Result<std::vector<std::string>> people_on(Connection& connection,
                                                         const std::string& device, LocalDay day);
/// The employee's rows from a day on, in order of day.
[[nodiscard]] Result<std::vector<SeenOn>> seen_from(Connection& connection, LocalDay from,
                                                    const std::string& employee);

/// Employees seen on any device from a day on, sorted.
[[nodiscard]] Result<std::vector<std::string>> people_from(Connection& connection, LocalDay from);

/// What login a device's pseudonym stands for, once found.
[[nodiscard]] Result<void> put_pseudonym(Writer& writer, const std::string& device,
                                         const std::string& pseudonym, const std::string& login);
[[nodiscard]] Result<std::optional<std::string>> find_pseudonym(Connection& connection,
                                                                const std::string& device,
                                                                const std::string& pseudonym);

}  // namespace distanskoll::server::store
