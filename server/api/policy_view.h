// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The list of policies as people read it, once for the API and once for the command `policy list`.
// Reads through a reader of its own. Errors are the store's. Thread-safe.

#include "server/admission/admission.h"
#include "server/store/database.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {

/// {"policies":[{"id","version","sha256","in_force_from","in_force"}…]}, as openapi.yaml says.
[[nodiscard]] Result<boost::json::object> view_policies(store::ReaderPool& readers,
                                                        const admission::Admission& admission);

}  // namespace distanskoll::server::api
