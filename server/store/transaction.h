// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The transaction statements of the one writer, and the small durable write by which the sequencer
// finds out whether a full disk has room again. Used by server/ledger on the sequencer's thread.

#include "server/store/database.h"

namespace distanskoll::server::store {

[[nodiscard]] Result<void> begin(Writer& writer);
[[nodiscard]] Result<void> commit(Writer& writer);
/// Nothing happens when SQLite has rolled back by itself already.
void rollback(Writer& writer);
[[nodiscard]] bool in_transaction(Writer& writer);

/// One savepoint at a time.
[[nodiscard]] Result<void> begin_savepoint(Writer& writer);
[[nodiscard]] Result<void> release_savepoint(Writer& writer);
[[nodiscard]] Result<void> rollback_savepoint(Writer& writer);

/// Moves what the log holds into the database and gives its room back; with a full disk that may
/// not be possible, which is no error as long as the log is whole.
[[nodiscard]] Result<void> empty_log(Writer& writer);
/// Inside a transaction: writes as much as a busy commit does, and deletes it again.
[[nodiscard]] Result<void> write_filler(Writer& writer);

}  // namespace distanskoll::server::store
