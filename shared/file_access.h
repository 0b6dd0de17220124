// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether a file or folder is its owner's alone, as read_secret_file (files.h) demands of a secret,
// without reading it: for `diagnose`, which names what is open. files_linux.cpp, files_windows.cpp.

#include "shared/result.h"

#include <filesystem>

namespace distanskoll {

/// True when group or others (Windows: anybody but SYSTEM, administrators and the owner) may do
/// anything with it. kNotFound, kPermissionDenied, kIo.
[[nodiscard]] Result<bool> is_open_to_others(const std::filesystem::path& path);

}  // namespace distanskoll
