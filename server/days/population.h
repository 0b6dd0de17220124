// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which computers of the inventory are measured: with an agent, heard from, used for remote work
// (evaluation.md "Indicators": population first). An inventory names computers as people do, so it
// is joined to enrolled devices by host name, whatever its case. The months' indicators and the
// API's inventory use the same words. Reads through the connection it is given; errors of the
// store. Thread-compatible.

#include "server/agreements/registry.h"
#include "server/store/database.h"
#include "shared/compliance/indicators.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::server::days {

/// Days up to and with the last one on which a report makes a computer a reporting one: 14.
inline constexpr std::chrono::days kReporting{13};

/// Why a computer cannot have an agent; nothing: it can.
[[nodiscard]] std::optional<compliance::UnmeasuredKind> unmeasured_kind(
    const agreements::Laptop& laptop);

/// Devices by their host name, ascii_lowered.
using DevicesByName = std::multimap<std::string, std::string>;
/// `only_live`: neither revoked nor retired nor lost.
[[nodiscard]] Result<DevicesByName> devices_by_name(store::Connection& connection, bool only_live);

struct Measured {
  bool with_agent = false;
  bool reporting = false;      ///< in the last 14 days
  bool used_remotely = false;  ///< likewise, on somebody's remote day
};
/// By id of the inventory's record; computers without an agent are not in it.
[[nodiscard]] Result<std::map<std::string, Measured, std::less<>>> measured_on(
    store::Connection& connection, const agreements::Snapshot& snapshot,
    agreements::LocalDay today);

}  // namespace distanskoll::server::days
