// SPDX-License-Identifier: EUPL-1.2
#pragma once
// JSON on several lines, two blanks for each level: Boost.JSON writes one line only, and these
// files are read by people in an editor. For pages.cpp and its neighbours. Pure.

#include "shared/clock.h"
#include "shared/result.h"

#include <optional>
#include <string>

#include <boost/json.hpp>

namespace distanskoll::agent {

[[nodiscard]] std::string pretty(const boost::json::value& value);

/// {"error":CODE,"why":TEXT}
[[nodiscard]] boost::json::object error_object(const Error& error);
[[nodiscard]] boost::json::value time_or_null(const std::optional<WallTime>& time);

}  // namespace distanskoll::agent
