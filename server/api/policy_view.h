// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The list of policies as people read it, once for the API and once for the command `policy list`.
// Reads through a reader of its own. Errors are the store's. Thread-safe.

#include "server/store/database.h"
#include "shared/clock.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {

/// {"policies":[{"id","version","state","in_force_from",…}…]}, as openapi.yaml says.
[[nodiscard]] Result<boost::json::object> view_policies(store::ReaderPool& readers, WallTime now);

}  // namespace distanskoll::server::api
