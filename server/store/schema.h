// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The database's schema as numbered steps. A step once released is never edited; what changes is a
// new step. The number applied is SQLite's user_version. Steps run on a copy first (database.cpp).

#include <span>
#include <string_view>

namespace distanskoll::server::store {

/// Step n (from 1) is element n-1.
[[nodiscard]] std::span<const std::string_view> schema_steps();

}  // namespace distanskoll::server::store
