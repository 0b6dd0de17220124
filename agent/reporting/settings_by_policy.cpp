// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/settings_by_policy.h"

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

/// A text in double quotes, as YAML 1.2 section 7.3.1 takes it; what is no text fails there.
std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts)
    out += fmt::format("{}{}", out.empty() ? "" : ", ", in_quotes(text));
  return "[" + out + "]";
}

/// Anything but 0 and 1 stays the number, which is no flag.
std::string flag_of(std::uint32_t number) {
  if (number == 0) return "false";
  return number == 1 ? "true" : std::to_string(number);
}

/// "HOST:PORT PIN" becomes a mapping; without a blank the pin is empty, and the reader says so.
std::string pinned_address_of(std::string_view line) {
  const std::size_t blank = line.find(' ');
  const std::string_view pin = blank == std::string_view::npos ? "" : line.substr(blank + 1);
  return fmt::format("{{address: {}, pin: {}}}", in_quotes(line.substr(0, blank)), in_quotes(pin));
}

}  // namespace

std::vector<SettingByPolicy> settings_of(const PolicyValues& values) {
  std::vector<SettingByPolicy> out;
  const auto add = [&](const char* key, const char* value, std::string_view yaml) {
    out.push_back({key, value, fmt::format("{}: {}\n", key, yaml)});
  };
  if (!values.collector.empty()) add("collector", "Collector", list_of(values.collector));
  if (values.proxy) add("proxy", "Proxy", in_quotes(*values.proxy));
  if (!values.internal.empty()) {
    std::string list;
    for (const auto& line : values.internal) list += "\n    - " + pinned_address_of(line);
    add("network_location", "InternalAddresses", "\n  addresses:" + list);
  }
  if (values.heartbeat) {
    add("heartbeat_seconds", "HeartbeatSeconds", fmt::format("{}", *values.heartbeat));
  }
  if (values.keep_days) {
    add("spool", "KeepDays", fmt::format("{{keep_days: {}}}", *values.keep_days));
  }
  if (values.tpm) add("key", "UseTpm", fmt::format("{{tpm: {}}}", flag_of(*values.tpm)));
  if (values.page) add("page", "Page", in_quotes(*values.page));
  if (values.notify) add("notify", "Notify", flag_of(*values.notify));
  if (values.log) add("log", "LogLevel", fmt::format("{{level: {}}}", in_quotes(*values.log)));
  return out;
}

}  // namespace distanskoll::agent
