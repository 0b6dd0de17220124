// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How the result of `policy simulate` and of `policy put` read at a terminal, in Swedish or
// English, from the operations' JSON (operations.h). Counts alone: never a person. A figure that is
// null reads "färre än 5". Pure, thread-safe, cannot fail: what is missing reads as nothing.

#include "shared/language.h"

#include <string>

#include <boost/json/object.hpp>

namespace distanskoll::server {

[[nodiscard]] std::string simulation_page(const boost::json::object& result, Language language);
[[nodiscard]] std::string put_page(const boost::json::object& result, Language language);

}  // namespace distanskoll::server
