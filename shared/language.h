// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The two languages in which the product speaks to people, and which of them a person at a terminal
// gets. Log lines and error messages are for administrators and are English. Pure; cannot fail.

#include <string_view>

namespace distanskoll {

enum class Language { kSwedish, kEnglish };

/// `wanted` is --lang (may be empty), `locale` the value of LC_ALL, LC_MESSAGES or LANG, whichever
/// is set first. English when neither says Swedish.
[[nodiscard]] constexpr Language choose_language(std::string_view wanted, std::string_view locale) {
  const std::string_view word = wanted.empty() ? locale : wanted;
  return word.starts_with("sv") ? Language::kSwedish : Language::kEnglish;
}

}  // namespace distanskoll
