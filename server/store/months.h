// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the indicators of a closed month need and days do not keep: whose computers were heard in
// it, and which laptops of the inventory had an agent, reported, and were used remotely. Written
// once, when the month's last date becomes final, so that figures are the same whenever they are
// made. Errors as guarded() gives them.

#include "server/store/database.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct MonthLaptop {
  std::string laptop;  ///< id of the inventory's record
  bool with_agent = false;
  bool reporting = false;  ///< on one of the month's last 14 days
  bool used_remotely = false;
};

/// `leaf` is the manifest of the month's last date: registers count as known before it.
struct ClosedMonth {
  std::chrono::year_month month;
  std::uint64_t leaf = 0;
};
[[nodiscard]] Result<void> close_month(Writer& writer, const ClosedMonth& closed,
                                       const std::set<std::string>& heard,
                                       const std::vector<MonthLaptop>& laptops);
/// Ascending.
[[nodiscard]] Result<std::vector<ClosedMonth>> closed_months(Connection& connection);
[[nodiscard]] Result<std::set<std::string, std::less<>>> heard_in(Connection& connection,
                                                                  std::chrono::year_month month);
[[nodiscard]] Result<std::vector<MonthLaptop>> laptops_in(Connection& connection,
                                                          std::chrono::year_month month);

/// From what is still there of the month: employees seen, devices with a day from `from` on.
[[nodiscard]] Result<std::set<std::string>> seen_between(Connection& connection,
                                                         std::chrono::local_days from,
                                                         std::chrono::local_days to);
[[nodiscard]] Result<std::set<std::string>> devices_between(Connection& connection,
                                                            std::chrono::local_days from,
                                                            std::chrono::local_days to);
/// Devices on which somebody was seen who that day worked remotely.
[[nodiscard]] Result<std::set<std::string>> devices_used_remotely(Connection& connection,
                                                                  std::chrono::local_days from,
                                                                  std::chrono::local_days to);

}  // namespace distanskoll::server::store
