// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the agent's three threads (loop, uplink, local socket) know in common, and nothing else: the
// identity in force, the numbers that the collector may set, the newest posture, and how things are
// going. Each part is one small value behind one mutex; nobody waits for I/O while holding it.
// Thread-safe.

#include "agent/reporting/identity.h"
#include "agent/reporting/ways.h"
#include "shared/clock.h"
#include "shared/limits.h"
#include "shared/policy/policy.h"
#include "shared/report/observation.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace distanskoll::agent {

/// How the uplink is doing; one word of a closed list with one line for whoever mends it.
enum class UplinkState {
  kStarting,     ///< nothing tried yet
  kConnected,    ///< the last exchange succeeded
  kWaiting,      ///< the collector asked for patience (quota, full disk, shutdown)
  kUnreachable,  ///< no network, no collector, or it does not answer
  kUntrusted,    ///< the collector's certificate does not verify; nothing was sent
  kUnproved,     ///< its receipts are not signed by the enrolled log; nothing is acknowledged
  kRejected,     ///< the collector does not accept this laptop's certificate (revoked, unknown)
  kOutdated,     ///< the collector no longer accepts this agent's report version
  kSuccessor,    ///< the number series ended; a successor device is being asked for
};
[[nodiscard]] std::string_view to_string(UplinkState state);

/// A copy of everything that `status` shows. Holds no pseudonym, key or login.
struct Snapshot {
  std::string device;
  UplinkState uplink = UplinkState::kStarting;
  std::string uplink_detail;
  WayTaken way;                      ///< to the collector, when one was tried
  std::string spool_fault;           ///< empty, or why reports cannot be stored now
  std::optional<WallTime> contact;   ///< last exchange that succeeded
  std::optional<WallTime> reported;  ///< last report or heartbeat stored
  std::uint64_t waiting = 0;         ///< in the spool
  std::optional<WallTime> certificate_ends;
  std::string page;     ///< address of the person's own page on the web, or empty
  bool notify = true;   ///< whether the person is told what is not met
  std::string posture;  ///< the collector's, one JSON object, or empty
  std::optional<WallTime> posture_at;
  report::Observations observations;         ///< newest round of probes
  std::optional<std::uint32_t> session_uid;  ///< whose session facts are in them
};

class SharedState {
 public:
  [[nodiscard]] SharedIdentity identity() const;
  void set_identity(SharedIdentity identity);

  [[nodiscard]] std::chrono::seconds heartbeat() const;
  void set_heartbeat(std::chrono::seconds heartbeat);
  /// Null until one is known.
  [[nodiscard]] std::shared_ptr<const policy::Policy> policy() const;
  void set_policy(std::shared_ptr<const policy::Policy> policy);

  [[nodiscard]] Snapshot snapshot() const;
  /// Changes the snapshot under the lock: state.update([](Snapshot& s) { … }).
  template <class Change>
  void update(Change&& change) {
    const std::lock_guard lock(mutex_);
    change(snapshot_);
  }

 private:
  mutable std::mutex mutex_;
  SharedIdentity identity_;                                     // protected by mutex_
  std::chrono::seconds heartbeat_ = limits::kHeartbeatDefault;  // protected by mutex_
  std::shared_ptr<const policy::Policy> policy_;                // protected by mutex_
  Snapshot snapshot_;                                           // protected by mutex_
};

}  // namespace distanskoll::agent
