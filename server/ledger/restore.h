// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Brings a backup back without ever continuing a tree that somebody has seen grow further
// (evidence.md "Backup, restore, epochs"). The steps:
//   1. restore()      copies the backup into an empty data directory, replays the tombstones of the
//                     backup and of the newer file given (revoked stays revoked, used stays used,
//                     erased stays erased) and marks recovery
//   2. the collector  runs, signs nothing, answers `retry`, and remembers the newest checkpoint
//   that
//                     any laptop's `seen` names, until `until` or until the operator ends it
//   3. outlook()      says whether the log can go on
//   4. continue_log() or begin_epoch() ends recovery
// Functions for the commands; offline, with the data directory's lock. Private keys are not here.

#include "server/ledger/ledger.h"
#include "server/store/recovery.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace distanskoll::server::ledger {

struct RestoreOptions {
  std::filesystem::path backup;
  std::filesystem::path data_directory;             ///< exists, without collector.db
  std::optional<std::filesystem::path> tombstones;  ///< a copy newer than the backup's
  std::chrono::seconds wait{std::chrono::hours(24)};
};
struct RestoreReport {
  std::uint64_t epoch = 0;
  std::uint64_t size = 0;
  std::size_t revoked = 0;  ///< devices that the backup still took for good
  std::size_t codes = 0;
  std::size_t tokens = 0;  ///< revoked tokens that the backup still believed
  std::size_t erased = 0;
  WallTime until{};
};
/// kConflict when the data directory has a database: move it aside, it is evidence.
[[nodiscard]] Result<RestoreReport> restore(const RestoreOptions& options, WallTime now);

enum class Outlook {
  kNotRecovering,
  kWaiting,   ///< neither `until` nor a decision yet
  kContinue,  ///< nobody has seen more than the backup holds
  kNewEpoch,  ///< somebody has, or holds a checkpoint that does not fit
};
/// `end_now`: the operator does not wait any longer.
[[nodiscard]] Result<Outlook> outlook(store::Connection& connection, WallTime now, bool end_now);

/// kConflict unless the outlook is kContinue.
[[nodiscard]] Result<void> continue_log(store::Writer& writer, WallTime now, bool end_now);

struct NewEpoch {
  std::string origin;          ///< not used before
  crypto::PrivateKey log_key;  ///< Ed25519, not used before
  std::string by;
  std::string why;
};
/// Ends recovery with a new epoch whose first entry names the newest checkpoint anybody is known to
/// have held of the old one. Answers the open ledger. kConflict when origin or key were used
/// before.
[[nodiscard]] Result<Ledger> begin_epoch(store::Writer& writer, NewEpoch next, WallTime now);

}  // namespace distanskoll::server::ledger
