// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a backup needs beside the database, and how recovery ends (evidence.md "Backup, restore,
// epochs"). Private keys leave only sealed to the recovery key: BACKUP/keys.cms is CMS
// EnvelopedData over one JSON object {"FILE":"CONTENTS"} of DIR/keys. Offline functions; the caller
// has the lock.

#include "server/ledger/restore.h"
#include "server/store/database.h"
#include "shared/clock.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace distanskoll::server {

/// Writes keys.cms and collector.yaml (when DIR has one) into a finished backup.
[[nodiscard]] Result<void> seal_keys(const std::filesystem::path& directory,
                                     const std::filesystem::path& backup);
/// Makes DIR/keys from BACKUP/keys.cms. kConflict when DIR has keys; kUntrusted for another key.
[[nodiscard]] Result<void> open_keys(const std::filesystem::path& backup,
                                     const std::filesystem::path& directory,
                                     std::string_view recovery_key_pem);

/// Finishes what begin_epoch may have been cut off in: when the newest epoch's key is log-EPOCH.key
/// and log.key is not, the one becomes the other and the old key log-(EPOCH-1).key. Else nothing.
/// Called before the log key is loaded, at every start.
[[nodiscard]] Result<void> settle_log_key(store::Connection& connection,
                                          const std::filesystem::path& directory);

/// Does what is due: nothing while not recovering or waiting; lets the log go on when nobody has
/// seen more than the backup holds; else begins a new epoch with a new origin and a new log key
/// (the old one stays beside it as log-EPOCH.key). `end_now`: the operator does not wait longer.
/// Answers what it found and did.
[[nodiscard]] Result<ledger::Outlook> end_recovery(store::Writer& writer,
                                                   const std::filesystem::path& directory,
                                                   bool end_now, const std::string& by,
                                                   WallTime now);

}  // namespace distanskoll::server
