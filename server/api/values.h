// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Single values as the API writes them: times and dates as text, and null where there is nothing.
// Texts in two languages are requirement_texts.h's, whole answers are answers.h's. Pure.

#include "shared/clock.h"
#include "shared/compliance/local_day.h"

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace distanskoll::server::api {

[[nodiscard]] inline boost::json::string json_text(std::string_view text) {
  return boost::json::string(text.data(), text.size());
}
[[nodiscard]] inline boost::json::value text_or_null(const std::optional<std::string>& text) {
  return text ? boost::json::value(*text) : boost::json::value(nullptr);
}
[[nodiscard]] inline boost::json::value time_or_null(const std::optional<WallTime>& time) {
  return time ? boost::json::value(format_time(*time)) : boost::json::value(nullptr);
}
[[nodiscard]] inline boost::json::value date_or_null(
    const std::optional<compliance::LocalDay>& date) {
  return date ? boost::json::value(compliance::format_date(*date)) : boost::json::value(nullptr);
}

/// What a text of the store says; null when there is none or it cannot be read.
[[nodiscard]] inline boost::json::value stored_json(const std::string& text) {
  boost::system::error_code bad;
  auto value = boost::json::parse(text, bad);
  return bad ? boost::json::value(nullptr) : value;
}

}  // namespace distanskoll::server::api
