// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Versions of the registers' records. A row names the ledger entry that carries the record and
// holds no copy of it: the entry is the one copy, and erasing it erases the record. The newest
// version of an id is what holds. Also which people's days must be judged anew because something
// they rest on changed. Rows are only added. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct RecordRow {
  std::string kind;  ///< word of agreements::RecordKind
  std::string id;
  std::uint64_t version = 1;  ///< from 1, without holes
  std::uint64_t leaf = 0;     ///< id of the entry
  WallTime at{};
  std::string person;    ///< employee id whose data it is, or empty
  bool removed = false;  ///< no record from this version on
};
/// kConflict when that version exists.
[[nodiscard]] Result<void> insert_record(Writer& writer, const RecordRow& row);
/// Every row of every register, and what was stale: before rebuild makes them again.
[[nodiscard]] Result<void> clear_records(Writer& writer);
struct NewestVersion {
  std::uint64_t version = 0;  ///< 0: there never was one
  bool removed = false;
};
[[nodiscard]] Result<NewestVersion> newest_version(Connection& connection, const std::string& kind,
                                                   const std::string& id);

struct StoredRecord {
  RecordRow row;
  std::string line;  ///< the entry's, empty when it was erased
};
/// No leaf has a higher id.
inline constexpr std::uint64_t kEndOfTime = std::uint64_t{1} << 62;
/// What was known before the entry `before_leaf`: of every record of the kind the newest version
/// that is not a removal, by id; at most `most` after `after`. Erased ones are left out.
[[nodiscard]] Result<std::vector<StoredRecord>> newest_records(
    Connection& connection, const std::string& kind, const std::string& after, std::size_t most,
    std::uint64_t before_leaf = kEndOfTime);
/// Every version, oldest first.
[[nodiscard]] Result<std::vector<StoredRecord>> record_history(Connection& connection,
                                                               const std::string& kind,
                                                               const std::string& id);
/// Every version of every record that is about the person, in order of its entry.
[[nodiscard]] Result<std::vector<StoredRecord>> records_of_person(Connection& connection,
                                                                  const std::string& person);

/// Whose open days must be judged anew and why. An empty employee is everybody.
struct Stale {
  std::string employee;
  std::string cause;       ///< "agreement:ID", "employee:ID", …: shown with the change
  std::uint64_t leaf = 0;  ///< the entry that caused it; the newest when there are several
};
[[nodiscard]] Result<void> mark_stale(Writer& writer, const Stale& stale);
[[nodiscard]] Result<std::vector<Stale>> list_stale(Connection& connection, std::size_t most);
/// Only if nothing newer of the same cause came meanwhile.
[[nodiscard]] Result<void> unmark_stale(Writer& writer, const Stale& stale);

}  // namespace distanskoll::server::store
