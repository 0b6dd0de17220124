// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How the spool's values stand in SQLite's columns: numbers of the series as integers, times as
// seconds since 1970, digests as blobs of 32 bytes. For spool_rows.cpp and spool_settling.cpp.

#include "shared/bytes.h"
#include "shared/clock.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include <SQLiteCpp/SQLiteCpp.h>

namespace distanskoll::agent {

inline std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }
inline std::uint64_t number(const SQLite::Column& column) {
  return static_cast<std::uint64_t>(column.getInt64());
}
inline std::int64_t seconds(WallTime time) { return time.time_since_epoch().count(); }

inline void bind_digest(SQLite::Statement& statement, int index, const Digest& digest) {
  statement.bind(index, digest.data(), static_cast<int>(digest.size()));
}

inline std::optional<Digest> digest_of(const SQLite::Column& column) {
  Digest digest{};
  if (column.isNull() || column.getBytes() != static_cast<int>(digest.size())) return std::nullopt;
  const auto* bytes = static_cast<const std::uint8_t*>(column.getBlob());
  std::copy_n(bytes, digest.size(), digest.begin());
  return digest;
}

}  // namespace distanskoll::agent
