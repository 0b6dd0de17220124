// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One copy of the database being made, some pages at a time, with SQLite's backup API on the
// writing connection: what that connection commits between two steps goes into the copy too, so the
// copy is of the moment of its last step. Steps run outside transactions on the writer's thread.
// Used by server/ledger/backup.

#include "server/store/database.h"

#include <filesystem>
#include <memory>

#include <SQLiteCpp/Backup.h>

namespace distanskoll::server::store {

class BackupCopy {
 public:
  explicit BackupCopy(std::filesystem::path file) : file_(std::move(file)) {}
  /// True when the copy is whole, durable and closed; it needs no log beside it.
  [[nodiscard]] Result<bool> step(Writer& writer, int pages);
  [[nodiscard]] int pages() const { return pages_; }
  [[nodiscard]] int pages_done() const { return pages_done_; }

 private:
  std::filesystem::path file_;
  std::unique_ptr<SQLite::Database> target_;
  std::unique_ptr<SQLite::Backup> backup_;
  int pages_ = 0;
  int pages_done_ = 0;
};

}  // namespace distanskoll::server::store
