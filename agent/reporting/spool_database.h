// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The spool's SQLite file: opening, schema, setting a damaged one aside, and SQLiteCpp's exceptions
// as errors. Used by spool.cpp alone. The connection is the only one (locking_mode=EXCLUSIVE: no
// shared-memory file, and a second agent on the same folder is told so), WAL, synchronous=FULL,
// secure_delete, and a page cache of 128 KiB for the memory budget.

#include "shared/result.h"

#include <filesystem>
#include <memory>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

namespace distanskoll::agent {

[[nodiscard]] Error spool_error(std::string_view what, const SQLite::Exception& exception);

/// Runs `body`, which returns some Result, and turns an exception of SQLiteCpp into an Error.
template <class Body>
auto spool_guarded(std::string_view what, Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return spool_error(what, exception);
  }
}

/// Opens or makes `file`. A damaged file (and its WAL) is renamed to FILE.damaged-`stamp` and a new
/// one begun; kUnsupported when it was written by a later version; kConflict when another process
/// has it open.
[[nodiscard]] Result<std::unique_ptr<SQLite::Database>> open_spool_database(
    const std::filesystem::path& file, std::string_view stamp);

}  // namespace distanskoll::agent
