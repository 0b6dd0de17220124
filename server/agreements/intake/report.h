// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A plan as JSON, for the command and the API: how many records would be added, changed and ended,
// each of them up to a bound, and what is wrong in which cell and how to mend it, in Swedish and
// English. Values of a protected identity are not in it, nor persons whom its reader may not see.
// Pure, thread-safe.

#include "server/agreements/intake/planners.h"

#include <functional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

namespace distanskoll::server::agreements::intake {

/// Whether that person (employee id) may be told about; not set: everybody may. Of the others only
/// is said that something changes.
using Shown = std::function<bool(const std::string& person)>;

/// `written`: whether the plan was carried out.
[[nodiscard]] boost::json::object report_of(FileKind kind, const FilePlan& file, bool written,
                                            const Shown& shown = {});
/// Whom report_of() tells about, by employee id; somebody may be there twice.
[[nodiscard]] std::vector<std::string> persons_of(const ImportPlan& plan, const Shown& shown = {});

}  // namespace distanskoll::server::agreements::intake
