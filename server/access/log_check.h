// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Compares the access log with the digests in the ledger, so that nobody can take away or change
// afterwards who read about whom. Part of fsck; on a copy of one moment, reads only.

#include "server/store/database.h"
#include "shared/clock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace distanskoll::server::access {

struct LogProblem {
  WallTime hour{};
  std::string what;
};

struct LogCheck {
  std::uint64_t hours = 0;   ///< whose rows give the root that the ledger has
  std::uint64_t erased = 0;  ///< whose rows are gone, and those of every hour before them
  std::vector<LogProblem> problems;
};

/// Errors only when something cannot be read at all.
[[nodiscard]] Result<LogCheck> check_log(store::Connection& connection);

}  // namespace distanskoll::server::access
