// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The one row that says that the collector is in recovery after a restore (evidence.md "Backup,
// restore, epochs"): nothing is admitted or signed; the newest checkpoint that any laptop holds is
// collected. Written by restore and the sequencer's thread.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct Recovery {
  WallTime since{};
  WallTime until{};                    ///< ends by itself then
  std::string source;                  ///< the backup that was restored
  std::uint64_t seen_size = 0;         ///< newest checkpoint that a laptop said it holds
  std::optional<Digest> seen_root;     ///< absent until one said so
  std::optional<std::string> seen_by;  ///< device id
};
[[nodiscard]] Result<std::optional<Recovery>> find_recovery(Connection& connection);
[[nodiscard]] Result<void> put_recovery(Writer& writer, const Recovery& recovery);
[[nodiscard]] Result<void> delete_recovery(Writer& writer);

/// One restore that this database has gone through; kept for good.
struct Restored {
  WallTime at{};        ///< when it was brought back
  WallTime taken_at{};  ///< what came after this was lost
  std::string source;   ///< the backup's name
};
[[nodiscard]] Result<void> insert_restored(Writer& writer, const Restored& restored);
[[nodiscard]] Result<std::vector<Restored>> list_restored(Connection& connection);

}  // namespace distanskoll::server::store
