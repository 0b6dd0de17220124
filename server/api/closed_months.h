// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which months indicators can be asked for, and what is said where there are none: the months that
// are closed in the store, once their reports are made after a start. For the indicators' resources
// alone. Reads through a reader of its own; thread-safe.

#include "server/access/door.h"
#include "server/api/parts.h"
#include "server/store/months.h"

#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

using ClosedMonths = std::vector<store::ClosedMonth>;

/// Ascending. After a start their reports are made once more, year by year; until all of them are
/// there it is kUnavailable, so that nobody is told that there is nothing.
[[nodiscard]] Result<ClosedMonths> ready_months(const ApiParts& parts);
/// 503 not_ready with Retry-After for kUnavailable, else as any error.
void refuse_months(const access::Answering& answering, const Error& error);

[[nodiscard]] bool is_closed(const ClosedMonths& months, std::chrono::year_month month);

/// Why there is nothing to show: nothing is closed yet, or not that. {"code","sv","en"}.
[[nodiscard]] boost::json::object why_none(const ApiParts& parts);

}  // namespace distanskoll::server::api
