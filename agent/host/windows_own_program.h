// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where this program's own file is: what is installed beside it is found by it, and the service is
// registered with it. Thread-safe.

#include <filesystem>

namespace distanskoll::agent {

/// Its full path; empty: Windows does not say.
[[nodiscard]] std::filesystem::path own_program();

}  // namespace distanskoll::agent
