// SPDX-License-Identifier: EUPL-1.2
#pragma once
// policies/grundkrav.yaml as it was when the program was built, so that `init` needs no other file.
// The build makes the .cpp from it.

#include <string_view>

namespace distanskoll::server {

[[nodiscard]] std::string_view default_policy();

}  // namespace distanskoll::server
