// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Rows of the access log: who looked at which persons' data, as what, where and why. A row is
// added; the same again within its hour deletes it and adds it with one more in its count; once the
// hour is sealed (its digest is in the ledger) nothing of it changes but by erasure. Written
// through the sequencer. What a row means is server/access/log.h's. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct AccessRow {
  std::uint64_t id = 0;  ///< given by log_access()
  WallTime first_at{};
  std::string day;  ///< the local date of first_at
  std::string reader;
  std::string name;
  std::string role;
  std::string route;
  std::optional<std::string> reason;
  std::string filter;
  std::vector<std::string> persons;  ///< employee ids, in order, each once
  std::uint64_t count = 1;
  Digest salt{};
};
/// Adds the row, or one to the count of the same within the hour.
[[nodiscard]] Result<void> log_access(Writer& writer, const AccessRow& row);

/// The first hour before `before` that has rows and no digest.
[[nodiscard]] Result<std::optional<WallTime>> oldest_unsealed_hour(Connection& connection,
                                                                   WallTime before);
/// By id, with their persons.
[[nodiscard]] Result<std::vector<AccessRow>> access_rows_of_hour(Connection& connection,
                                                                 WallTime hour, std::uint64_t after,
                                                                 std::size_t most);
/// An hour that is over and the entry that holds its digest.
struct AccessDigest {
  WallTime hour{};
  std::uint64_t leaf = 0;
};
/// In order of hours, those after `after`.
[[nodiscard]] Result<std::vector<AccessDigest>> access_digests(Connection& connection,
                                                               WallTime after, std::size_t most);
/// Its digest is the entry `leaf`.
[[nodiscard]] Result<void> seal_hour(Writer& writer, WallTime hour, std::uint64_t leaf);

/// Newest first, before the id `before` (0: from the newest). Without their persons.
[[nodiscard]] Result<std::vector<AccessRow>> access_about(Connection& connection,
                                                          const std::string& employee,
                                                          std::uint64_t before, std::size_t most);
/// The same of what one reader looked up, with their persons.
[[nodiscard]] Result<std::vector<AccessRow>> access_by(Connection& connection,
                                                       const std::string& reader,
                                                       std::uint64_t before, std::size_t most);

struct AccessCount {
  std::string month;  ///< "2026-11"
  std::string role;
  std::string reader;  ///< empty when counted per role alone
  std::string name;
  std::uint64_t reads = 0;    ///< requests
  std::uint64_t persons = 0;  ///< persons named, each once a row
};
/// Per month and role, newest month first; and per reader if wanted.
[[nodiscard]] Result<std::vector<AccessCount>> count_access(Connection& connection,
                                                            bool per_reader);

}  // namespace distanskoll::server::store
