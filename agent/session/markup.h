// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A text of somebody else's as content or attribute of XML and HTML: what has a meaning there is
// escaped, control characters are left out (XML 1.0 has no way to write them). For toast_xml and
// local_page. Pure, thread-safe; cannot fail.

#include <string>
#include <string_view>

namespace distanskoll::agent {

[[nodiscard]] inline std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      out += c;
    } else if (c == '\n' || c == '\t') {
      out += ' ';
    }
  }
  return out;
}

}  // namespace distanskoll::agent
