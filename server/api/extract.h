// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Registerutdrag (GDPR art. 15): everything the collector keeps about one person, as one JSON
// document and as a page that a person can read. Every version of every record, days with what they
// rest on, why they changed, on which computers the person was seen, and who has read about them.
// Reports themselves name nobody; they are found by the computers and days listed here.

#include "server/agreements/registry.h"
#include "server/store/database.h"
#include "shared/result.h"

#include <string>

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

/// kNotFound when nothing is kept about the person.
[[nodiscard]] Result<boost::json::object> extract_of(store::Connection& connection,
                                                     const std::string& employee,
                                                     compliance::LocalDay today);
/// The same as HTML in Swedish, without style or script.
[[nodiscard]] std::string extract_html(const boost::json::object& extract);

}  // namespace distanskoll::server::api
