// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Copies the database while the collector serves (evidence.md "Backup, restore, epochs"): SQLite's
// backup API in steps on the writing connection, between commits, so that admission goes on and the
// copy is of one moment. A backup is a folder: collector.db, checkpoint (the newest signed note of
// that moment), tombstones. Private keys are not in it. Offline use gives a Writer instead of the
// sequencer. The folder appears whole or not at all (written beside, fsynced, renamed).

#include "server/ledger/sequencer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace distanskoll::server::ledger {

struct BackupReport {
  std::uint64_t epoch = 0;
  std::uint64_t size = 0;  ///< of the ledger
  std::string checkpoint;  ///< signed note
  std::uint64_t bytes = 0;
};
/// Pages done and pages in all; called after each step, on the sequencer's thread: quick. An error
/// ends the backup and is its result.
using BackupProgress = std::function<Result<void>(int done, int all)>;

/// kConflict when `target` exists. Blocks; never on the sequencer's own thread.
[[nodiscard]] Result<BackupReport> backup(Sequencer& sequencer,
                                          const std::filesystem::path& data_directory,
                                          const std::filesystem::path& target,
                                          const BackupProgress& progress = {});
[[nodiscard]] Result<BackupReport> backup_offline(store::Writer& writer,
                                                  const std::filesystem::path& data_directory,
                                                  const std::filesystem::path& target,
                                                  const BackupProgress& progress = {});

}  // namespace distanskoll::server::ledger
