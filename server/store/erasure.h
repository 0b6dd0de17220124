// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Finding what is old enough to be erased, and deleting the rows that were made of it. Entries
// themselves go with erase_entry() (ledger_rows.h). How far the erasure of reports has come is a
// row; what it had to leave behind (a hold, a device's newest report) is a list that is looked at
// again. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/clock.h"
#include "shared/compliance/local_day.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

/// An entry that holds a report or a closed run.
struct OldReport {
  std::uint64_t leaf = 0;
  std::string device;
  WallTime received_at{};
  bool operator==(const OldReport&) const = default;
};
/// Those behind the cursor, in order of leaf, received before `before`; at most `most`. Stops at
/// the first entry of any kind that is younger.
[[nodiscard]] Result<std::vector<OldReport>> old_reports(Connection& connection, WallTime before,
                                                         std::size_t most);
/// The oldest report that is still there; nothing when there is none.
[[nodiscard]] Result<std::optional<WallTime>> oldest_report(Connection& connection);
[[nodiscard]] Result<void> advance_cursor(Writer& writer, std::uint64_t leaf);

/// Left behind for now; looked at again.
[[nodiscard]] Result<void> leave_behind(Writer& writer, const OldReport& report);
[[nodiscard]] Result<void> no_longer_left(Writer& writer, std::uint64_t leaf);
[[nodiscard]] Result<std::vector<OldReport>> left_behind(Connection& connection,
                                                         std::uint64_t after_leaf,
                                                         std::size_t most);
/// Whether the entry is the device's newest report, on which its next one must follow.
[[nodiscard]] Result<bool> is_newest_report(Connection& connection, const std::string& device,
                                            std::uint64_t leaf);

/// Which days devices' reports spoke for, before `before`; the newest of each device stays.
[[nodiscard]] Result<std::uint64_t> delete_old_device_days(Writer& writer,
                                                           compliance::LocalDay before,
                                                           std::size_t most);

/// A final or late day's entry.
struct OldDay {
  std::string employee;
  compliance::LocalDay date{};
  std::vector<std::uint64_t> leaves;
};
[[nodiscard]] Result<std::vector<OldDay>> old_days(Connection& connection,
                                                   compliance::LocalDay before,
                                                   const std::string& after_employee,
                                                   std::size_t most);
/// The day, what is said of it as late, and its changes.
[[nodiscard]] Result<void> delete_day_rows(Writer& writer, const std::string& employee,
                                           compliance::LocalDay date);

/// Everything beside records and days that names a person: pseudonyms, where the person was seen,
/// whose days were stale, in which months the person was heard.
[[nodiscard]] Result<void> delete_person_rows(Writer& writer, const std::string& employee,
                                              const std::vector<std::string>& logins);
/// Rows of the access log of days before `before`, whole hours, at least `most` rows if there are
/// so many; their hours' digests stay in the ledger.
[[nodiscard]] Result<std::uint64_t> delete_old_access(Writer& writer, compliance::LocalDay before,
                                                      std::size_t most);
[[nodiscard]] Result<void> delete_record_row(Writer& writer, std::uint64_t leaf);

/// Writes the database anew without unused pages and empties the write-ahead log. For a collector
/// that is stopped: admission would wait for as long as it takes. Needs room for a second copy.
[[nodiscard]] Result<void> compact(Writer& writer);
/// Gives unused pages back: at most `pages`. True when there are no more.
[[nodiscard]] Result<bool> shrink(Writer& writer, int pages);

}  // namespace distanskoll::server::store
