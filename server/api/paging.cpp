// SPDX-License-Identifier: EUPL-1.2
#include "server/api/paging.h"

#include "shared/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::api {

Result<Page> read_page(std::string_view query, const std::vector<std::string_view>& filters) {
  auto pairs = net::parse_query(query);
  if (!pairs) return pairs.error();
  Page page;
  for (auto& [name, value] : *pairs) {
    if (name == "limit") {
      const auto limit = parse_unsigned(value);
      if (!limit || *limit < 1 || *limit > kPageMost) {
        return Error{ErrorCode::kMalformed, fmt::format("limit must be 1 to {}", kPageMost)};
      }
      page.limit = static_cast<std::size_t>(*limit);
    } else if (name == "after") {
      page.after = std::move(value);
    } else if (std::find(filters.begin(), filters.end(), name) != filters.end()) {
      page.filter.emplace(name, std::move(value));
    } else {
      return Error{ErrorCode::kMalformed, fmt::format("there is no parameter \"{}\" here", name)};
    }
  }
  return page;
}

std::optional<std::string> given(const Page& page, const char* name) {
  const auto found = page.filter.find(name);
  return found == page.filter.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace distanskoll::server::api
