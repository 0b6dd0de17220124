// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Days and indicators as people ask for them: one person's days with what they rest on and why they
// changed, a manager's staff over some weeks, indicators of closed months. Answers hold dates and
// results, never a time of day or a duration (server/access decides who sees whose). Thread-safe.

#include "server/access/door.h"
#include "server/api/parts.h"

namespace distanskoll::server::api {

/// GET /api/v1/employees/{}/days, /api/v1/staff/days, /api/v1/indicators, /api/v1/indicators/{}.
void add_day_routes(access::Door& door, const ApiParts& parts);

/// A range of dates from `from=` and `to=`: both or none; at most `most` days; without them the
/// `usual` last days. kMalformed says which.
struct DateRange {
  compliance::LocalDay from{};
  compliance::LocalDay to{};
};
[[nodiscard]] Result<DateRange> date_range(const std::map<std::string, std::string>& filter,
                                           compliance::LocalDay today, std::chrono::days usual,
                                           std::chrono::days most);

}  // namespace distanskoll::server::api
