// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A policy and the difference between two of them as people's pages show it: each field with its
// name in Swedish and English, and how many of the changes are stricter, milder or neither. Used by
// the comparison of an administrator's file and by the page that tells what is announced. Pure.

#include "shared/policy/policy.h"

#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace distanskoll::server::administration {

/// As policy_diff_json() (server/policy_report.h), each field also with "label", and "stricter",
/// "milder", "other": numbers of changes.
[[nodiscard]] boost::json::object compared(const policy::Policy& before,
                                           const policy::Policy& after);
[[nodiscard]] boost::json::object text_object(const policy::LocalText& text);
[[nodiscard]] boost::json::array texts_array(const std::vector<policy::LocalText>& texts);

}  // namespace distanskoll::server::administration
