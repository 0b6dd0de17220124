// SPDX-License-Identifier: EUPL-1.2
#include "server/store/database.h"

#include "server/store/schema.h"
#include "shared/sqlite_codes.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

namespace distanskoll::server::store {
namespace {

constexpr const char* kDatabaseFile = "collector.db";
constexpr const char* kTrialFile = "collector.db.upgrade";
constexpr int kBusyMilliseconds = 5'000;

/// Takes DIR/lock for this process, or says who has it.
Result<int> take_lock(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kPermissionDenied;
    return Error{code, "cannot open " + file.string() + ": " +
                           std::generic_category().message(errno) +
                           "; is this a data directory made by init?"};
  }
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    char holder[32] = {};
    const ssize_t got = ::read(lock, holder, sizeof holder - 1);
    ::close(lock);
    std::string who = got > 0 ? std::string(holder, static_cast<std::size_t>(got)) : "unknown";
    while (!who.empty() && who.back() == '\n') who.pop_back();
    return Error{ErrorCode::kConflict, directory.string() + " is in use by process " + who +
                                           "; ask the running collector or stop it first"};
  }
  const std::string mine = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, mine.data(), mine.size(), 0) < 0) {
    // The lock holds without the number; only the message of whoever comes second is poorer.
    return lock;
  }
  return lock;
}

/// Mode 0600 for the database and the files beside it. New ones get it before SQLite writes to
/// them; SQLite gives its log the mode of the database. By path: closing another descriptor of a
/// database file would drop SQLite's locks on it.
Result<void> make_owner_only(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::exists(file, error)) {
    const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (made < 0) {
      return Error{ErrorCode::kIo,
                   "cannot make " + file + ": " + std::generic_category().message(errno)};
    }
    ::close(made);
  }
  for (const char* beside : {"", "-wal", "-shm"}) {
    if (!fs::exists(file + beside, error)) continue;
    fs::permissions(file + beside, fs::perms::owner_read | fs::perms::owner_write, error);
    if (error) {
      return Error{ErrorCode::kPermissionDenied,
                   "cannot make " + file + beside + " its owner's alone: " + error.message()};
    }
  }
  return {};
}

std::int64_t version_of(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt64();
}

void apply_steps(SQLite::Database& database, std::int64_t from) {
  const auto steps = schema_steps();
  SQLite::Transaction transaction(database);
  for (auto step = static_cast<std::size_t>(from); step < steps.size(); ++step) {
    database.exec(std::string(steps[step]));
  }
  database.exec("PRAGMA user_version=" + std::to_string(steps.size()));
  transaction.commit();
}

/// Applies the missing steps to a copy and lets SQLite examine it; the copy is removed either way.
Result<void> rehearse(SQLite::Database& database, const std::filesystem::path& directory,
                      std::int64_t from) {
  const std::filesystem::path file = directory / kTrialFile;
  std::error_code ignored;
  std::filesystem::remove(file, ignored);
  Result<void> outcome = guarded("schema steps on a copy", [&]() -> Result<void> {
    SQLite::Database copy(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(copy, database).executeStep(-1);
    apply_steps(copy, from);
    const std::string verdict = copy.execAndGet("PRAGMA integrity_check(1)").getString();
    if (verdict != "ok") return Error{ErrorCode::kCorrupt, "after the steps: " + verdict};
    return {};
  });
  std::filesystem::remove(file, ignored);
  std::filesystem::remove(file.string() + "-journal", ignored);
  return outcome;
}

Result<void> bring_up_to_date(SQLite::Database& database, const std::filesystem::path& directory) {
  const auto known = static_cast<std::int64_t>(schema_steps().size());
  const std::int64_t version = version_of(database);
  if (version > known) {
    return Error{ErrorCode::kUnsupported,
                 (directory / kDatabaseFile).string() + " has schema step " +
                     std::to_string(version) + ", this program knows " + std::to_string(known) +
                     "; run the newer program (steps do not run backwards)"};
  }
  if (version == known) return {};
  if (version > 0) DISTANSKOLL_TRY(rehearse(database, directory, version));
  apply_steps(database, version);
  return {};
}

}  // namespace

Error error_of(std::string_view what, const SQLite::Exception& exception) {
  return {code_of_sqlite(exception.getErrorCode(), errno),
          std::string(what) + ": " + exception.what()};
}

Connection::Connection(std::unique_ptr<SQLite::Database> database)
    : database_(std::move(database)) {}

Connection::~Connection() = default;

SQLite::Statement& Connection::prepare(const char* sql) {
  std::unique_ptr<SQLite::Statement>& statement = statements_[sql];
  if (!statement) {
    statement = std::make_unique<SQLite::Statement>(*database_, sql);
  } else {
    statement->tryReset();
    statement->clearBindings();
  }
  return *statement;
}

Result<std::unique_ptr<Writer>> Writer::open(const std::filesystem::path& directory) {
  const Result<int> lock = take_lock(directory);
  if (!lock) return lock.error();
  const std::string file = (directory / kDatabaseFile).string();
  if (const Result<void> alone = make_owner_only(file); !alone) {
    ::close(*lock);
    return alone.error();
  }
  auto opened = guarded("open " + file, [&]() -> Result<std::unique_ptr<SQLite::Database>> {
    auto database = std::make_unique<SQLite::Database>(
        file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX,
        kBusyMilliseconds);
    // Must stand before the first table is made.
    database->exec("PRAGMA auto_vacuum=INCREMENTAL");
    database->exec("PRAGMA journal_mode=WAL");
    database->exec(
        "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA cache_size=-2048;"
        "PRAGMA wal_autocheckpoint=4096; PRAGMA journal_size_limit=67108864");
    DISTANSKOLL_TRY(bring_up_to_date(*database, directory));
    return database;
  });
  if (!opened) {
    ::close(*lock);
    return opened.error();
  }
  return std::unique_ptr<Writer>(new Writer(std::move(*opened), *lock));
}

Writer::Writer(std::unique_ptr<SQLite::Database> database, int lock)
    : Connection(std::move(database)), lock_(lock) {}

Writer::~Writer() {
  close();
  ::close(lock_);
}

Result<std::unique_ptr<Reader>> Reader::open(const std::filesystem::path& directory) {
  const std::string file = (directory / kDatabaseFile).string();
  return guarded("open " + file, [&]() -> Result<std::unique_ptr<Reader>> {
    auto database = std::make_unique<SQLite::Database>(
        file, SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, kBusyMilliseconds);
    database->exec(
        "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; PRAGMA mmap_size=0;"
        "PRAGMA temp_store=MEMORY");
    if (sqlite3_db_config(database->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr) !=
        SQLITE_OK) {
      return Error{ErrorCode::kInternal,
                   file + ": SQLite does not let readers leave the log alone"};
    }
    return std::unique_ptr<Reader>(new Reader(std::move(database)));
  });
}

Result<ReaderPool::Lease> ReaderPool::lend() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Reader> reader = std::move(idle_.back());
      idle_.pop_back();
      return Lease(*this, std::move(reader));
    }
  }
  Result<std::unique_ptr<Reader>> reader = Reader::open(directory_);
  if (!reader) return reader.error();
  return Lease(*this, std::move(*reader));
}

ReaderPool::Lease::~Lease() {
  if (reader_) pool_->take_back(std::move(reader_));
}

void ReaderPool::take_back(std::unique_ptr<Reader> reader) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(reader));
}

}  // namespace distanskoll::server::store
