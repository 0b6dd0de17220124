// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Files of policies/ as they were when the program was built, so that a collector needs no other:
// grundkrav.yaml for `init`, and the Swedish public holidays for days while the register has no
// calendar. The build makes the .cpp from them.

#include <string_view>

namespace distanskoll::server {

[[nodiscard]] std::string_view default_policy();
[[nodiscard]] std::string_view public_holidays();

}  // namespace distanskoll::server
