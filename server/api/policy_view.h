// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The list of policies as people read it, once for the API and once for the command `policy list`.
// Reads through a reader of its own. Errors are the store's. Thread-safe.

#include "server/store/database.h"
#include "shared/clock.h"
#include "shared/policy/policy.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {

/// {"policies":[{"id","version","state","in_force_from",…}…]}, as openapi.yaml says.
[[nodiscard]] Result<boost::json::object> view_policies(store::ReaderPool& readers, WallTime now);

/// "decision", "co_determination" and "dpia" of it; null where the file names none.
void add_grounds(boost::json::object& row, const policy::Policy& policy);

}  // namespace distanskoll::server::api
