// SPDX-License-Identifier: EUPL-1.2
#pragma once
// UTF-16, as Windows speaks, and UTF-8, as everything of ours. For agent/host/windows_*.cpp and its
// neighbours. What is no text (half a surrogate pair) becomes U+FFFD.

#include <windows.h>

#include <string>
#include <string_view>

namespace distanskoll::agent {

[[nodiscard]] inline std::string to_utf8(std::wstring_view text) {
  const int size = static_cast<int>(text.size());
  const int need =
      ::WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<std::size_t>(need > 0 ? need : 0), '\0');
  if (need > 0) {
    ::WideCharToMultiByte(CP_UTF8, 0, text.data(), size, out.data(), need, nullptr, nullptr);
  }
  return out;
}

[[nodiscard]] inline std::wstring to_utf16(std::string_view text) {
  const int size = static_cast<int>(text.size());
  const int need = ::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, nullptr, 0);
  std::wstring out(static_cast<std::size_t>(need > 0 ? need : 0), L'\0');
  if (need > 0) ::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, out.data(), need);
  return out;
}

}  // namespace distanskoll::agent
