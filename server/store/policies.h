// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Policies that were, are or come into force, as the very bytes that were put, each with the time
// from which it holds, and the collector's own notices. One row for each time a policy is put: one
// that comes back later has two, so that old days keep theirs. A withdrawn row never holds.
// Written through the sequencer, read by admission, the API, days and rebuild. Errors as guarded()
// gives them.

#include "server/store/database.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct StoredPolicy {
  std::string sha256_hex;
  std::string id;
  std::int64_t version = 1;
  WallTime in_force_from{};
  std::string yaml;
  WallTime put_at{};  ///< when it was announced
  std::optional<WallTime> withdrawn_at = std::nullopt;
};
[[nodiscard]] Result<void> put_policy(Writer& writer, const StoredPolicy& policy);
/// The rows of those bytes that begin after `now` hold no more; how many there were.
[[nodiscard]] Result<std::size_t> withdraw_policy(Writer& writer, const std::string& sha256_hex,
                                                  WallTime now);
/// kNotFound when those bytes were never put here, or only withdrawn.
[[nodiscard]] Result<StoredPolicy> find_policy(Connection& connection,
                                               const std::string& sha256_hex);
/// The one with the latest `in_force_from` not after `when`; of two with the same, the later put.
[[nodiscard]] Result<std::optional<StoredPolicy>> policy_in_force(Connection& connection,
                                                                  WallTime when);
/// In the order in which they hold; without those withdrawn.
[[nodiscard]] Result<std::vector<StoredPolicy>> list_policies(Connection& connection);
/// The same with those withdrawn.
[[nodiscard]] Result<std::vector<StoredPolicy>> list_all_policies(Connection& connection);

struct Notice {
  WallTime at{};
  std::string kind;
  std::string detail;
};
[[nodiscard]] Result<void> insert_notice(Writer& writer, const Notice& notice);
/// Newest first.
[[nodiscard]] Result<std::vector<Notice>> list_notices(Connection& connection, std::size_t most);

}  // namespace distanskoll::server::store
