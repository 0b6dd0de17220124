// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the collector knows of a device's series now: its newest report (by leaf: the entry is the
// one copy) and the newest heartbeat of the running run. A projection of the ledger: rebuild makes
// it again, fsck compares it; heartbeats alone exist nowhere else until their run is closed.
// Written by the sequencer's thread, read by admission at start and by the API.

#include "server/store/database.h"
#include "server/store/ledger_rows.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct DeviceState {
  std::string device;
  std::uint64_t seq = 0;   ///< of the newest report
  std::uint64_t leaf = 0;  ///< its leaf id
  Digest hash{};           ///< SHA-256 of its compact JWS
  WallTime at{};           ///< corrected as evaluation.md "Timeline" 1 says
  WallTime received_at{};
  std::string trigger;
  std::optional<std::string> expected_user;  ///< pseudonym
  bool operator==(const DeviceState&) const = default;
};
/// Deletes the old row, inserts the new one.
[[nodiscard]] Result<void> put_device_state(Writer& writer, const DeviceState& state);
[[nodiscard]] Result<std::optional<DeviceState>> find_device_state(Connection& connection,
                                                                   const std::string& device);
/// Ordered by device, those after `after`.
[[nodiscard]] Result<std::vector<DeviceState>> list_device_states(Connection& connection,
                                                                  const std::string& after,
                                                                  std::size_t most);
[[nodiscard]] Result<void> clear_device_states(Writer& writer);

/// The newest heartbeat of the run that began with the newest report.
struct RunningHeartbeat {
  std::string device;
  std::uint64_t seq = 0;
  WallTime at{};
  WallTime received_at{};
  std::string jws;                            ///< compact
  std::optional<std::uint64_t> verified_seq;  ///< the newest whose signature was verified
  std::optional<std::string> verified;        ///< its compact JWS
  bool closed = false;                        ///< by silence: its entry is in the ledger
  bool operator==(const RunningHeartbeat&) const = default;
};
/// A `verified` that is absent keeps the stored one with the same `verified_seq`.
[[nodiscard]] Result<void> put_heartbeat(Writer& writer, const RunningHeartbeat& heartbeat);
[[nodiscard]] Result<std::optional<RunningHeartbeat>> find_heartbeat(Connection& connection,
                                                                     const std::string& device);
[[nodiscard]] Result<std::vector<RunningHeartbeat>> list_heartbeats(Connection& connection,
                                                                    const std::string& after,
                                                                    std::size_t most);
/// A new report ended the run.
[[nodiscard]] Result<void> delete_heartbeat(Writer& writer, const std::string& device);

/// The newest report's entry; kNotFound when the device has not reported or it has been erased.
[[nodiscard]] Result<StoredEntry> newest_report(Connection& connection, const std::string& device);

}  // namespace distanskoll::server::store
