// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What every list of the API takes: `limit` (1–200, 100 unless told) and `after`, the key of the
// last row of the page before. Unknown parameters are refused, so that a misspelt filter never
// shows everything. Pure.

#include "server/net/message.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::api {

inline constexpr std::size_t kPageDefault = 100;
inline constexpr std::size_t kPageMost = 200;

struct Page {
  std::size_t limit = kPageDefault;
  std::string after;                          ///< empty: from the beginning
  std::map<std::string, std::string> filter;  ///< only names that were allowed
};

[[nodiscard]] Result<Page> read_page(std::string_view query,
                                     const std::vector<std::string_view>& filters);

/// A filter's value; nothing when it was not given.
[[nodiscard]] std::optional<std::string> given(const Page& page, const char* name);
/// What is searched for is at most so long.
inline constexpr std::size_t kSearchBytes = 100;

}  // namespace distanskoll::server::api
