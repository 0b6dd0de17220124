// SPDX-License-Identifier: EUPL-1.2
#include "server/store/transaction.h"

#include "server/store/statement.h"

#include <sqlite3.h>

namespace distanskoll::server::store {
namespace {

constexpr std::int64_t kFillerBytes = 256 * 1024;

Result<void> execute(Writer& writer, const char* sql) {
  return guarded(sql, [&]() -> Result<void> {
    Use(writer, sql).run();
    return {};
  });
}

}  // namespace

Result<void> begin(Writer& writer) { return execute(writer, "BEGIN IMMEDIATE"); }

Result<void> commit(Writer& writer) { return execute(writer, "COMMIT"); }

void rollback(Writer& writer) {
  if (!in_transaction(writer)) return;
  // A rollback that fails leaves a transaction that the next BEGIN reports.
  static_cast<void>(execute(writer, "ROLLBACK"));
}

bool in_transaction(Writer& writer) {
  return sqlite3_get_autocommit(writer.database().getHandle()) == 0;
}

Result<void> begin_savepoint(Writer& writer) { return execute(writer, "SAVEPOINT change"); }

Result<void> release_savepoint(Writer& writer) { return execute(writer, "RELEASE change"); }

Result<void> rollback_savepoint(Writer& writer) {
  DISTANSKOLL_TRY(execute(writer, "ROLLBACK TO change"));
  return execute(writer, "RELEASE change");
}

Result<void> empty_log(Writer& writer) {
  return guarded("checkpoint of the log", [&]() -> Result<void> {
    Use use(writer, "PRAGMA wal_checkpoint(TRUNCATE)");
    while (use.step()) {
    }
    return {};
  });
}

Result<void> write_filler(Writer& writer) {
  DISTANSKOLL_TRY(guarded("probe", [&]() -> Result<void> {
    Use(writer, "INSERT INTO filler(bytes) VALUES(randomblob(?))").integer(kFillerBytes).run();
    return {};
  }));
  return execute(writer, "DELETE FROM filler");
}

}  // namespace distanskoll::server::store
