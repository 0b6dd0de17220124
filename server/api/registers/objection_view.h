// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is said against a person's days, for those who show days: whether a day is contested, and
// how that ended. Pure.

#include "server/agreements/registry.h"

#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace distanskoll::server::api {

[[nodiscard]] std::vector<const agreements::Objection*> objections_of(
    const agreements::Snapshot& snapshot, std::string_view employee);
/// "open", "accepted" or "rejected"; null when nobody contests the day.
[[nodiscard]] boost::json::value contested(const agreements::Snapshot& snapshot,
                                           std::string_view employee, agreements::LocalDay date);

}  // namespace distanskoll::server::api
