// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Every enrolled computer in one narrow row each: what a list over all of them is filtered, ordered
// and counted by. Four ordered scans instead of five queries for each computer. The caller holds a
// Moment (moment.h), so that the scans see the same database. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct FleetRow {
  std::string id;
  std::string computer;
  std::optional<std::string> host_name;
  std::optional<std::string> unit;
  std::string lifecycle;
  WallTime enrolled_at{};
  std::optional<WallTime> revoked_at;
  /// Of the newest report; nothing when none has come.
  struct Newest {
    std::uint64_t leaf = 0;
    WallTime at{};
    std::string trigger;
  };
  std::optional<Newest> newest;
  std::optional<WallTime> heartbeat_at;  ///< of the running run
  std::uint64_t open_findings = 0;
};

/// Ordered by id.
[[nodiscard]] Result<std::vector<FleetRow>> read_fleet(Connection& connection);

}  // namespace distanskoll::server::store
