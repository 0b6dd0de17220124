// SPDX-License-Identifier: EUPL-1.2
#pragma once
// openapi.yaml as it was when the program was built, for GET /api/v1/openapi.yaml. The build makes
// the .cpp from it.

#include <string_view>

namespace distanskoll::server::api {

[[nodiscard]] std::string_view openapi_text();

}  // namespace distanskoll::server::api
