// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/spool_database.h"

#include "shared/files.h"
#include "shared/sqlite_codes.h"

#include <cerrno>
#include <string>
#include <system_error>

namespace distanskoll::agent {

namespace {

constexpr int kSchemaVersion = 2;

// A schema once released is never edited: a later version appends steps.
constexpr const char* kSchema = R"(
CREATE TABLE series(
  id INTEGER PRIMARY KEY CHECK (id = 1),
  device TEXT NOT NULL,
  next_seq INTEGER NOT NULL,
  report_seq INTEGER,           -- newest report, and the SHA-256 of its JWS
  report_hash BLOB,
  seen_size INTEGER,            -- newest checkpoint, and the note it was read from
  seen_root BLOB,
  checkpoint TEXT,
  epoch INTEGER);               -- of the ledger, as the collector last named it
CREATE TABLE heartbeat(         -- the newest of the running run
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  jws TEXT NOT NULL,
  sent INTEGER NOT NULL);
CREATE TABLE report(
  seq INTEGER PRIMARY KEY,
  state INTEGER NOT NULL,       -- 0 waiting, 1 acknowledged
  bytes INTEGER NOT NULL,
  jws TEXT NOT NULL,
  closing_seq INTEGER,          -- the heartbeat that closes the run before it
  closing TEXT,
  gap_from INTEGER, gap_to INTEGER, gap_code TEXT,
  acknowledged_at INTEGER, leaf INTEGER, salt BLOB);
CREATE INDEX report_state ON report(state, seq, bytes);
CREATE INDEX report_age ON report(acknowledged_at) WHERE state = 1;
CREATE TABLE gap(
  id INTEGER PRIMARY KEY,
  from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL, code TEXT NOT NULL);
CREATE TABLE refused(
  id INTEGER PRIMARY KEY,
  device TEXT NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL, detail TEXT NOT NULL,
  at INTEGER NOT NULL, jws TEXT NOT NULL);
)";

/// Step 2: in which epoch's tree the leaf of a receipt is.
constexpr const char* kStep2 = "ALTER TABLE report ADD COLUMN epoch INTEGER";

Result<std::unique_ptr<SQLite::Database>> open_once(const std::filesystem::path& file) {
  return spool_guarded(file.string(), [&]() -> Result<std::unique_ptr<SQLite::Database>> {
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, 0);
    database->exec("PRAGMA locking_mode=EXCLUSIVE");
    database->exec("PRAGMA cache_size=-128");
    database->exec("PRAGMA temp_store=MEMORY");
    database->exec("PRAGMA auto_vacuum=INCREMENTAL");
    database->exec("PRAGMA journal_mode=WAL");
    database->exec("PRAGMA synchronous=FULL");
    database->exec("PRAGMA secure_delete=ON");
    database->exec("PRAGMA wal_autocheckpoint=128");
    database->exec("PRAGMA journal_size_limit=1048576");
    const int version = database->execAndGet("PRAGMA user_version").getInt();
    if (version > kSchemaVersion) {
      return Error{ErrorCode::kUnsupported,
                   file.string() + " was written by a later version of distanskoll-agent"};
    }
    const std::string health = database->execAndGet("PRAGMA quick_check(1)").getString();
    if (health != "ok") return Error{ErrorCode::kCorrupt, file.string() + ": " + health};
    if (version < kSchemaVersion) {
      SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
      if (version == 0) database->exec(kSchema);
      database->exec(kStep2);
      database->exec("PRAGMA user_version=" + std::to_string(kSchemaVersion));
      transaction.commit();
    }
    return database;
  });
}

}  // namespace

Error spool_error(std::string_view what, const SQLite::Exception& exception) {
  return {code_of_sqlite(exception.getErrorCode(), errno),
          std::string(what) + ": " + exception.what()};
}

Result<std::unique_ptr<SQLite::Database>> open_spool_database(const std::filesystem::path& file,
                                                              std::string_view stamp) {
  // Made by hand for its mode; SQLite gives its WAL the same.
  make_secret_file(file);
  auto database = open_once(file);
  if (!database && database.error().code == ErrorCode::kUnavailable) {
    return Error{ErrorCode::kConflict,
                 database.error().message + " (is another distanskoll-agent running?)"};
  }
  if (database || database.error().code != ErrorCode::kCorrupt) return database;
  for (const char* suffix : {"", "-wal"}) {
    const std::string from = file.string() + suffix;
    std::error_code code;
    if (!std::filesystem::exists(from, code)) continue;
    std::filesystem::rename(from, file.string() + ".damaged-" + std::string(stamp) + suffix, code);
    if (code) return Error{ErrorCode::kIo, from + " is damaged and cannot be set aside"};
  }
  return open_once(file);
}

}  // namespace distanskoll::agent
