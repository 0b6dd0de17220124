// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Files that must be whole or absent, and secret ones that only their owner may read. Used for
// keys, certificates, identity and settings; the spool and the ledger have SQLite for that.
// files_linux.cpp and files_windows.cpp: "only the owner" is a mode there and an access list here,
// which also lets SYSTEM and the administrators in.

#include "shared/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace distanskoll {

enum class FileMode { kOwnerOnly, kWorldReadable };  ///< 0600, 0644; Windows: see above, inherited

/// Temporary file in the same folder, fsync, rename, fsync of the folder.
[[nodiscard]] Result<void> write_file_atomically(const std::filesystem::path& file,
                                                 std::string_view contents, FileMode mode);
/// kNotFound, kPermissionDenied, kTooLarge (over `most` bytes) or kIo.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, std::size_t most);
/// As read_file, and kPermissionDenied when group or others may read it. A systemd credential
/// (root:root 0440, its reader named in an ACL) is read.
[[nodiscard]] Result<std::string> read_secret_file(const std::filesystem::path& file,
                                                   std::size_t most);

/// Makes a folder, with those above it, that only its owner enters (0700). One that is there is
/// narrowed to that. kPermissionDenied, kIo.
[[nodiscard]] Result<void> make_private_folder(const std::filesystem::path& folder);
/// An empty file as write_file_atomically(kOwnerOnly) makes it, when there is none; for a library
/// that would make it itself, open to others. Failing is not told: the library's own error comes.
void make_secret_file(const std::filesystem::path& file);

}  // namespace distanskoll
