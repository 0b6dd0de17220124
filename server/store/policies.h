// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Policies that are or were in force, as the very bytes that were put in force, and the collector's
// own notices. Written through the sequencer, read by admission, the API and rebuild. Errors as
// guarded() gives them.

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
};
/// The same bytes again are in force from the new time on.
[[nodiscard]] Result<void> put_policy(Writer& writer, const StoredPolicy& policy);
/// kNotFound when those bytes were never in force here.
[[nodiscard]] Result<StoredPolicy> find_policy(Connection& connection,
                                               const std::string& sha256_hex);
/// The one with the latest `in_force_from` not after `when`.
[[nodiscard]] Result<std::optional<StoredPolicy>> policy_in_force(Connection& connection,
                                                                  WallTime when);
/// Oldest first.
[[nodiscard]] Result<std::vector<StoredPolicy>> list_policies(Connection& connection);

struct Notice {
  WallTime at{};
  std::string kind;
  std::string detail;
};
[[nodiscard]] Result<void> insert_notice(Writer& writer, const Notice& notice);
/// Newest first.
[[nodiscard]] Result<std::vector<Notice>> list_notices(Connection& connection, std::size_t most);

}  // namespace distanskoll::server::store
