// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The spool's SQL, one function per statement or small group, inside the caller's transaction. Used
// by spool.cpp alone; spool_settling.cpp holds what follows the collector's answer. SQLiteCpp's
// exceptions pass through: spool.cpp turns them into errors.

#include "agent/reporting/spool.h"

#include <optional>

#include <SQLiteCpp/SQLiteCpp.h>

namespace distanskoll::agent {

struct Series {
  std::string device;
  std::uint64_t next_seq = 1;
  std::uint64_t report_seq = 0;
  std::optional<Digest> report_hash;  ///< absent before the first report
  std::optional<report::Seen> seen;
  std::optional<std::uint64_t> epoch;  ///< of the ledger
};

struct HeartbeatRow {
  std::uint64_t seq = 0;
  std::string jws;
};

[[nodiscard]] Result<std::optional<Series>> read_series(SQLite::Database& database);
/// kConflict unless the series is `device`'s.
[[nodiscard]] Result<Series> require_series(SQLite::Database& database, const std::string& device);
void insert_series(SQLite::Database& database, const std::string& device);
/// What waits goes to `refused` as `series_ended`; everything else of that series is erased.
void abandon_series(SQLite::Database& database, const std::string& device, WallTime now);
/// `used` is spent; `report_jws` is the newest report, or null for a heartbeat.
void advance_series(SQLite::Database& database, std::uint64_t used, const std::string* report_jws);
void store_seen(SQLite::Database& database, const report::Seen& seen, const std::string& note);

/// Writes only when it is new; true when another one was known.
[[nodiscard]] bool exchange_epoch(SQLite::Database& database, std::uint64_t epoch);

[[nodiscard]] std::optional<HeartbeatRow> read_heartbeat(SQLite::Database& database);
void replace_heartbeat(SQLite::Database& database, std::uint64_t seq, const std::string& jws);

/// Removes and returns the oldest gap not yet said.
[[nodiscard]] std::optional<report::Gap> take_gap(SQLite::Database& database);
/// Joins the newest gap of the same code when no report stands between the two.
void add_gap(SQLite::Database& database, const report::Gap& gap);
/// Deletes a report that will never arrive: the gap it carried and its own number are to be said.
void lose_report(SQLite::Database& database, std::uint64_t seq, const std::string& code);
/// Also removes the heartbeat that became `closing`.
void insert_report(SQLite::Database& database, const report::Report& report, const std::string& jws,
                   const std::optional<HeartbeatRow>& closing);
/// Evicts until both bounds hold: acknowledged rows first, then the oldest waiting ones, which
/// become gaps; never `newest`.
void make_room(SQLite::Database& database, std::size_t most_rows, std::size_t most_bytes,
               std::uint64_t newest);

[[nodiscard]] Result<Batch> read_batch(SQLite::Database& database, std::size_t most_bytes,
                                       std::size_t most_lines);
void acknowledge(SQLite::Database& database, const Settlement::Receipt& receipt, WallTime now);
void refuse(SQLite::Database& database, const Settlement::Refusal& refusal, WallTime now);
[[nodiscard]] std::uint64_t wait_again(SQLite::Database& database, std::uint64_t from);
void erase_acknowledged(SQLite::Database& database, WallTime before);
[[nodiscard]] Result<SpoolState> read_state(SQLite::Database& database);

}  // namespace distanskoll::agent
