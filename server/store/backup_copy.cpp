// SPDX-License-Identifier: EUPL-1.2
#include "server/store/backup_copy.h"

#include <sqlite3.h>

namespace distanskoll::server::store {

Result<bool> BackupCopy::step(Writer& writer, int pages) {
  return guarded("backup to " + file_.string(), [&]() -> Result<bool> {
    if (!backup_) {
      target_ = std::make_unique<SQLite::Database>(file_.string(),
                                                   SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      backup_ = std::make_unique<SQLite::Backup>(*target_, writer.database());
    }
    const int result = backup_->executeStep(pages);
    pages_ = backup_->getTotalPageCount();
    pages_done_ = pages_ - backup_->getRemainingPageCount();
    if (result == SQLITE_LOCKED || result == SQLITE_BUSY) return false;
    if (result != SQLITE_DONE) return false;
    backup_.reset();
    // The copy inherits the log mode; a backup is one file that any SQLite opens.
    target_->exec("PRAGMA journal_mode=DELETE");
    target_.reset();
    return true;
  });
}

}  // namespace distanskoll::server::store
