// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The talk sheet as JSON, and the facts for it gathered from a snapshot. Used by the employee's
// routes; pages print it. Pure.

#include "server/agreements/acts/talk_sheet.h"
#include "server/agreements/registry.h"

#include <boost/json/object.hpp>

namespace distanskoll::server::api {

[[nodiscard]] boost::json::object talk_sheet_view(const agreements::Snapshot& snapshot,
                                                  const agreements::Employee& employee,
                                                  const policy::Policy* policy,
                                                  agreements::LocalDay today);

}  // namespace distanskoll::server::api
