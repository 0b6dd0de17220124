// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Letters without regard to case, where a protocol or a rule of ours says ASCII: host names (RFC
// 4343), HTTP header names (RFC 9110 section 5.1), schemes, logins (evidence.md "Signed reports").
// No locale is asked and every other byte stays as it is: "Å" and "å" are two. Pure, thread-safe.

#include <algorithm>
#include <string>
#include <string_view>

namespace distanskoll {

[[nodiscard]] constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

[[nodiscard]] inline std::string ascii_lowered(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), ascii_lower);
  return lowered;
}

/// Equal but for the case of ASCII letters; allocates nothing.
[[nodiscard]] constexpr bool ascii_same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

}  // namespace distanskoll
