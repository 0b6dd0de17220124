// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What several registers say of a person beside the record itself: the name and unit of today, and
// whether that unit is one or below one that somebody asks about. Pure.

#include "server/access/caller.h"

#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::server::api {

/// Empty when there is no such person any more, or no name was ever written down.
[[nodiscard]] std::string name_of(const access::Caller& caller, std::string_view employee);
/// "Family Given", as lists of people are ordered.
[[nodiscard]] std::string name_key(const access::Caller& caller, std::string_view employee);
/// The code of the unit that says where the person belongs; empty: none.
[[nodiscard]] std::string unit_of(const access::Caller& caller, std::string_view employee);
/// `unit` is `above` or below it.
[[nodiscard]] bool is_within(const agreements::Snapshot& snapshot, std::string_view unit,
                             std::string_view above);
/// The person's unit is `unit` or below it.
[[nodiscard]] bool belongs_to(const access::Caller& caller, std::string_view employee,
                              std::string_view unit);

}  // namespace distanskoll::server::api
