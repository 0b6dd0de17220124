// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reads from the ledger what loss.h says something about: a device's reports, newest first, for as
// long as they say the same about the disk, and not more than some thousand. Reads through the
// connection it is given; thread-compatible.

#include "server/devices/loss.h"
#include "server/store/ledger_rows.h"

namespace distanskoll::server::devices {

/// A stored report with the heartbeat that closed the run before it. kCorrupt: run fsck.
struct ReadReport {
  LossReport report;
  std::optional<compliance::TimelineHeartbeat> closing;
  std::optional<std::string> user;  ///< pseudonym: never in an answer
  std::uint64_t leaf = 0;           ///< id
};
[[nodiscard]] Result<ReadReport> read_report(const store::StoredEntry& stored);

/// kNotFound when there is no such device.
[[nodiscard]] Result<LossHistory> read_loss_history(store::Connection& connection,
                                                    const std::string& device);

}  // namespace distanskoll::server::devices
