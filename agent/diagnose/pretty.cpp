// SPDX-License-Identifier: EUPL-1.2
#include "agent/diagnose/pretty.h"

namespace distanskoll::agent {
namespace {

namespace json = boost::json;

// NOLINTNEXTLINE(misc-no-recursion): as deep as our own pages, or as Boost.JSON read (32)
void append(std::string& out, const json::value& value, std::size_t depth) {
  const std::string indent(2 * depth + 2, ' ');
  const auto close = [&](char bracket) { out += "\n" + std::string(2 * depth, ' ') + bracket; };
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    const char* separator = "{\n";
    for (const auto& member : *object) {
      out += separator + indent + json::serialize(json::value(member.key())) + ": ";
      append(out, member.value(), depth + 1);
      separator = ",\n";
    }
    close('}');
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    const char* separator = "[\n";
    for (const auto& each : *array) {
      out += separator + indent;
      append(out, each, depth + 1);
      separator = ",\n";
    }
    close(']');
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string pretty(const json::value& value) {
  std::string out;
  append(out, value, 0);
  return out + "\n";
}

json::object error_object(const Error& error) {
  return {{"error", std::string(to_string(error.code))}, {"why", error.message}};
}

json::value time_or_null(const std::optional<WallTime>& time) {
  if (!time) return nullptr;
  return json::value(format_time(*time));
}

}  // namespace distanskoll::agent
