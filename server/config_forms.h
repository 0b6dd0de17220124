// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What texts of the configuration look like, for the files that read its parts (config*.cpp): one
// form for each kind of text, and the words in which its refusal names it. Pure.

#include "server/outgoing/addresses.h"

#include <string_view>

namespace distanskoll::server {

[[nodiscard]] inline bool is_https(std::string_view text) {
  return outgoing::HttpsUrl::parse(text).has_value();
}

inline constexpr std::string_view kPathForm = "a path that begins with '/'";
[[nodiscard]] inline bool is_path(std::string_view text) { return text.starts_with('/'); }

}  // namespace distanskoll::server
