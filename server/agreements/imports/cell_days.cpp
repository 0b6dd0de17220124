// SPDX-License-Identifier: EUPL-1.2
// Days in cells: parse_day(), parse_last_day() and parse_day_of_time() of cells.h.
#include "server/agreements/imports/cells.h"
#include "server/agreements/imports/unicode.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace distanskoll::server::agreements::imports {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kEndlessYear = 9999;

struct DayText {
  std::string_view day;
  std::string_view time;  ///< what stands after the day, without the blank or the T
};

DayText split_time(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(" T"), text.size());
  return {text.substr(0, end), trimmed(text.substr(std::min(end + 1, text.size())))};
}

/// 00:00, 00:00:00, 00:00:00.0000000, with a Z or without.
bool is_midnight(std::string_view time) {
  if (time.ends_with('Z')) time.remove_suffix(1);
  return time.size() >= 5 && time.substr(0, 5) == "00:00" &&
         time.find_first_not_of("0:.") == std::string_view::npos;
}

/// Three numbers between the same separator, or eight digits.
struct Parts {
  std::array<std::string_view, 3> numbers;
  char separator = 0;
};

std::optional<Parts> parts_of(std::string_view text) {
  if (text.size() == 8 && std::ranges::all_of(text, is_digit))
    return Parts{{text.substr(0, 4), text.substr(4, 2), text.substr(6, 2)}, '-'};
  const std::size_t first = text.find_first_of("-./");
  if (first == std::string_view::npos) return std::nullopt;
  const char separator = text[first];
  const std::size_t second = text.find(separator, first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const Parts parts{
      {text.substr(0, first), text.substr(first + 1, second - first - 1), text.substr(second + 1)},
      separator};
  for (const std::string_view number : parts.numbers) {
    if (number.empty() || number.size() > 4 || !std::ranges::all_of(number, is_digit))
      return std::nullopt;
  }
  return parts;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// The written day; whether it exists is asked afterwards.
std::optional<std::chrono::year_month_day> written_day(std::string_view text) {
  const std::optional<Parts> parts = parts_of(text);
  if (!parts) return std::nullopt;
  const auto& [a, b, c] = parts->numbers;
  const bool year_first =
      a.size() == 4 && parts->separator != '.' && b.size() <= 2 && c.size() <= 2;
  const bool day_first = c.size() == 4 && parts->separator != '-' && a.size() <= 2 && b.size() <= 2;
  if (!year_first && !day_first) return std::nullopt;
  if (year_first && parts->separator == '-' && (b.size() != 2 || c.size() != 2))
    return std::nullopt;
  return std::chrono::year(number_of(year_first ? a : c)) /
         std::chrono::month(static_cast<unsigned>(number_of(b))) /
         std::chrono::day(static_cast<unsigned>(number_of(year_first ? c : a)));
}

/// 36526 (1 January 2000) to 73050 (31 December 2099), as Excel counts days.
bool is_excel_day(std::string_view text) {
  return text.size() == 5 && std::ranges::all_of(text, is_digit) && number_of(text) >= 36526 &&
         number_of(text) <= 73050;
}

Parsed<std::chrono::year_month_day> existing_day(std::string_view text) {
  if (is_excel_day(text)) return Fault{Reason::kExcelDay};
  const auto day = written_day(text);
  if (!day) return Fault{Reason::kDate};
  if (!day->ok()) return Fault{Reason::kNoSuchDay};
  return *day;
}

}  // namespace

Parsed<LocalDay> parse_day(std::string_view text) {
  const auto [day_text, time] = split_time(text);
  const auto day = existing_day(day_text);
  if (!day) return day.error();
  if (day->year() < std::chrono::year(kFirstYear) || day->year() >= std::chrono::year(kEndlessYear))
    return Fault{Reason::kNoSuchDay};
  if (!time.empty() && !is_midnight(time)) return Fault{Reason::kTimeOfDay};
  return LocalDay(*day);
}

Parsed<std::optional<LocalDay>> parse_last_day(std::string_view text) {
  const std::string key = heading_key(text);
  for (const std::string_view word : {"tillsvidare", "tv", "untilfurthernotice"})
    if (key == word) return std::optional<LocalDay>();
  if (const auto day = written_day(split_time(text).day);
      day && day->ok() && day->year() == std::chrono::year(kEndlessYear))
    return std::optional<LocalDay>();
  const Parsed<LocalDay> day = parse_day(text);
  if (!day) return day.error();
  return std::optional<LocalDay>(*day);
}

Parsed<std::optional<LocalDay>> parse_day_of_time(std::string_view text) {
  const auto [day_text, time] = split_time(text);
  const auto day = existing_day(day_text);
  if (!day) return day.error();
  // An American export has the month first, and AM or PM is how one sees it.
  if (time.find_first_of("AaPp") != std::string_view::npos) return Fault{Reason::kDate};
  if (day->year() < std::chrono::year(kFirstYear)) return std::optional<LocalDay>();
  return std::optional<LocalDay>(LocalDay(*day));
}

}  // namespace distanskoll::server::agreements::imports
