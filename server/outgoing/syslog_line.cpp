// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/syslog_line.h"

#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::outgoing {
namespace {

constexpr std::string_view kAppName = "distanskoll";
constexpr std::string_view kBom = "\xEF\xBB\xBF";  // MSG is UTF-8 (section 6.4)
constexpr std::size_t kHostFieldBytes = 255;
constexpr std::size_t kMsgIdBytes = 32;
constexpr std::size_t kNameBytes = 32;

/// PRINTUSASCII without blanks, shortened; "-" when there is nothing.
std::string field(std::string_view text, std::size_t most) {
  std::string out(text.substr(0, most));
  for (char& c : out) {
    if (c <= 0x20 || c >= 0x7f) c = '?';
  }
  return out.empty() ? "-" : out;
}

/// SD-NAME: a field that has neither '=', ']' nor '"' either.
std::string name(std::string_view text) {
  std::string out = field(text, kNameBytes);
  for (char& c : out) {
    if (c == '=' || c == ']' || c == '"') c = '?';
  }
  return out;
}

/// One line of UTF-8, whatever came in.
std::string printable(std::string_view text) {
  std::size_t length = std::min(text.size(), limits::kSyslogValueBytes);
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; };
  while (length > 0 && length < text.size() && continues(text[length])) --length;
  std::string out(text.substr(0, length));
  if (is_printable_utf8(out)) return out;
  for (char& c : out) {
    if (c < 0x20 || c == 0x7f) c = '?';  // bytes over 0x7f are negative here
  }
  return out;
}

std::string value(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string syslog_line(const SyslogOrigin& origin, const SyslogEvent& event) {
  const int priority = static_cast<int>(origin.facility) * 8 + static_cast<int>(event.severity);
  std::string data = fmt::format("[distanskoll@{}", origin.enterprise);
  for (const auto& [key, text] : event.fields) {
    data += fmt::format(" {}=\"{}\"", name(key), value(text));
  }
  data += ']';
  return fmt::format("<{}>1 {} {} {} - {} {} {}{}", priority, format_time(event.at),
                     field(origin.host, kHostFieldBytes), kAppName, field(event.kind, kMsgIdBytes),
                     data, kBom, printable(event.text));
}

std::string syslog_frame(std::string_view line) { return fmt::format("{} {}", line.size(), line); }

}  // namespace distanskoll::server::outgoing
