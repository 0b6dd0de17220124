// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The collector's SQLite database and the rule about who may write it: one Writer in one thread of
// one process (Debian 12's SQLite 3.40.1 has the WAL-reset bug: two writing connections can
// corrupt), any number of Readers that are query_only, with wal_autocheckpoint=0 and no mmap. All
// SQL of the product is in server/store, one file per aggregate, as free functions over these two.
// SQLiteCpp throws; every function here catches and returns Result.

#include "shared/result.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

namespace distanskoll::server::store {

/// Runs `body` and turns an exception of SQLiteCpp into an Error (kNoSpace for SQLITE_FULL, kIo,
/// kCorrupt, kConflict for a broken constraint).
template <class Body>
auto guarded(std::string_view what, Body&& body) -> decltype(body());
[[nodiscard]] Error error_of(std::string_view what, const SQLite::Exception& exception);

template <class Body>
auto guarded(std::string_view what, Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return error_of(what, exception);
  }
}

/// A connection with its prepared statements, each compiled once. Belongs to one thread at a time.
class Connection {
 public:
  virtual ~Connection();
  /// The statement for `sql` (a string literal: its address is the key), reset and unbound.
  [[nodiscard]] SQLite::Statement& prepare(const char* sql);
  [[nodiscard]] SQLite::Database& database() { return *database_; }

 protected:
  explicit Connection(std::unique_ptr<SQLite::Database> database);
  /// Finalises every statement, then closes the database.
  void close() {
    statements_.clear();
    database_.reset();
  }

 private:
  std::unique_ptr<SQLite::Database> database_;
  std::map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

/// The one writing connection: WAL, synchronous=FULL, secure_delete=ON, auto_vacuum=INCREMENTAL,
/// foreign_keys=ON, journal_size_limit. It checkpoints; readers never do.
class Writer final : public Connection {
 public:
  /// Opens DIR/collector.db, taking the data directory's lock (kConflict names the holder); applies
  /// missing schema steps on a copy first and then for real; refuses (kUnsupported) a database with
  /// steps it does not know.
  [[nodiscard]] static Result<std::unique_ptr<Writer>> open(const std::filesystem::path& directory);
  ~Writer() override;

 private:
  Writer(std::unique_ptr<SQLite::Database> database, int lock);
  int lock_ = -1;
};

class Reader final : public Connection {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Reader>> open(const std::filesystem::path& directory);

 private:
  using Connection::Connection;
};

/// Lends readers to threads; grows to the number used at once. Thread-safe.
class ReaderPool {
 public:
  explicit ReaderPool(std::filesystem::path directory) : directory_(std::move(directory)) {}
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Reader> reader)
        : pool_(&pool), reader_(std::move(reader)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    [[nodiscard]] Reader& operator*() { return *reader_; }
    [[nodiscard]] Reader* operator->() { return reader_.get(); }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Reader> reader_;
  };
  [[nodiscard]] Result<Lease> lend();

 private:
  void take_back(std::unique_ptr<Reader> reader);
  std::filesystem::path directory_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;  // protected by mutex_
};

}  // namespace distanskoll::server::store
