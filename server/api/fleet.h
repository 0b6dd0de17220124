// SPDX-License-Identifier: EUPL-1.2
#pragma once
// All computers as they stand now: what lists and counts over the whole municipality are made of.
// Rows are read anew for every question (store/fleet.h), so that nothing shown is older than the
// question; what is remembered is how each newest report was judged, which is the expensive part
// and changes only with the report or the policy. Names no person.

#include "server/admission/admission.h"
#include "server/agreements/registry.h"
#include "server/store/fleet.h"
#include "shared/compliance/presence.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace distanskoll::server::api {

/// Where a computer belongs in a count: each is in exactly one. Only `kPass` is in order; a
/// computer that is off, silent or undecided never counts as that.
enum class FleetState {
  kFail,
  kUnknown,  ///< it is heard from, and some requirement cannot be decided
  kSilent,
  kNever,  ///< enrolled, and no report has come
  kOff,
  kPass,
  kWrittenOff,  ///< revoked, lost or retired
};
inline constexpr FleetState kAllFleetStates[] = {
    FleetState::kFail, FleetState::kUnknown, FleetState::kSilent,    FleetState::kNever,
    FleetState::kOff,  FleetState::kPass,    FleetState::kWrittenOff};
[[nodiscard]] std::string_view to_string(FleetState state);  ///< "fail" … "written_off"

struct FleetDevice {
  store::FleetRow row;
  std::optional<std::string> unit;  ///< its own, else the inventory's for that host name
  std::optional<compliance::Presence> presence;  ///< nothing: it has never reported
  std::optional<WallTime> newest;
  /// One per requirement of the policy while it is current, else none.
  std::vector<compliance::RequirementResult> results;
  compliance::RequirementResult overall = compliance::RequirementResult::kUnknown;
  FleetState state = FleetState::kNever;
};

/// Units of the inventory by host name, for computers that were enrolled without one.
class InventoryUnits {
 public:
  explicit InventoryUnits(const agreements::Snapshot& snapshot);
  /// The device's own unit, else the inventory's.
  [[nodiscard]] std::optional<std::string> of(const std::optional<std::string>& own,
                                              const std::optional<std::string>& host_name) const;

 private:
  std::unordered_map<std::string, std::string> by_host_name_;
};

/// Thread-safe.
class Fleet {
 public:
  /// Ordered by id. kCorrupt when a stored report cannot be read.
  [[nodiscard]] Result<std::vector<FleetDevice>> now(store::Reader& reader,
                                                     const agreements::Snapshot& snapshot,
                                                     const admission::InForce* in_force,
                                                     WallTime at);

 private:
  struct Judged {
    std::uint64_t leaf = 0;
    std::vector<compliance::RequirementResult> results;  ///< none: its entry is erased
  };
  [[nodiscard]] Result<std::vector<compliance::RequirementResult>> judged(
      store::Connection& connection, const store::FleetRow& row,
      const admission::InForce& in_force);

  std::mutex mutex_;
  // Protected by mutex_:
  std::string policy_;  ///< SHA-256 of the one judged by
  std::unordered_map<std::string, Judged> judged_;
};

}  // namespace distanskoll::server::api
