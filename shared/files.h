// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Files that must be whole or absent, and secret ones that only their owner may read. Used for
// keys, certificates, identity and settings; the spool and the ledger have SQLite for that.

#include "shared/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace distanskoll {

enum class FileMode { kOwnerOnly, kWorldReadable };  ///< 0600, 0644

/// Temporary file in the same folder, fsync, rename, fsync of the folder.
[[nodiscard]] Result<void> write_file_atomically(const std::filesystem::path& file,
                                                 std::string_view contents, FileMode mode);
/// kNotFound, kPermissionDenied, kTooLarge (over `most` bytes) or kIo.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, std::size_t most);
/// As read_file, and kPermissionDenied when group or others may read it. A systemd credential
/// (root:root 0440, its reader named in an ACL) is read.
[[nodiscard]] Result<std::string> read_secret_file(const std::filesystem::path& file,
                                                   std::size_t most);

}  // namespace distanskoll
