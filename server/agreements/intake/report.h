// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A plan as JSON, for the command and the API: how many records would be added, changed and ended,
// each of them up to a bound, and what is wrong in which cell and how to mend it, in Swedish and
// English. Values of a protected identity are not in it. Pure, thread-safe.

#include "server/agreements/intake/planners.h"

#include <boost/json/object.hpp>

namespace distanskoll::server::agreements::intake {

/// `written`: whether the plan was carried out.
[[nodiscard]] boost::json::object report_of(FileKind kind, const FilePlan& plan, bool written);

}  // namespace distanskoll::server::agreements::intake
