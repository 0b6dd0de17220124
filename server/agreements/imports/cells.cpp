// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/cells.h"

#include "server/agreements/imports/personal_number.h"
#include "shared/ascii.h"
#include "shared/csv_writer.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kBlanks = " \t\r\n";

bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

/// 1,23457E+11
bool is_scientific(std::string_view text) {
  const std::size_t at = text.find_first_of("Ee");
  if (at == 0 || at == std::string_view::npos || at + 2 >= text.size()) return false;
  const std::string_view mantissa = text.substr(0, at);
  return (text[at + 1] == '+' || text[at + 1] == '-') && all_digits(text.substr(at + 2)) &&
         mantissa.find_first_not_of("0123456789,.") == std::string_view::npos;
}

struct Decimal {
  std::int64_t hundredths = 0;
  bool fits = false;
};

/// Digits with at most two decimals that are not zero, after a comma or a point.
Decimal decimal(std::string_view text) {
  const std::size_t comma = text.find_first_of(",.");
  const std::string_view whole = text.substr(0, comma);
  std::string_view part = comma == std::string_view::npos ? "0" : text.substr(comma + 1);
  if (whole.empty() || whole.size() > 9 || part.empty() || !all_digits(whole) || !all_digits(part))
    return {};
  while (part.size() > 2 && part.back() == '0') part.remove_suffix(1);
  if (part.size() > 2) return {};
  std::int64_t value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  value = value * 10 + (part[0] - '0');
  value = value * 10 + (part.size() > 1 ? part[1] - '0' : 0);
  return {value, true};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  for (bool more = true; more;) {
    const std::size_t before = text.size();
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    text.remove_suffix(text.size() - std::min(text.find_last_not_of(kBlanks) + 1, text.size()));
    if (text.starts_with(kNoBreakSpace)) text.remove_prefix(kNoBreakSpace.size());
    if (text.ends_with(kNoBreakSpace)) text.remove_suffix(kNoBreakSpace.size());
    more = text.size() != before;
  }
  return text;
}

std::string_view plain_cell(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.size() > 3 && cell.starts_with("=\"") && cell.ends_with('"'))
    return trimmed(cell.substr(2, cell.size() - 3));
  return without_csv_guard(cell);
}

std::optional<Reason> general_fault(std::string_view text) {
  constexpr std::string_view kErrors[] = {
      "#SAKNAS!", "#VÄRDEFEL!", "#REFERENS!", "#NAMN?", "#DIVISION/0!", "#OGILTIGT!", "#SKÄRNING!",
      "#N/A",     "#VALUE!",    "#REF!",      "#NAME?", "#DIV/0!",      "#NUM!",      "#NULL!"};
  if (std::ranges::find(kErrors, text) != std::end(kErrors) ||
      (text.size() > 1 && text.find_first_not_of('#') == std::string_view::npos))
    return Reason::kSpreadsheetError;
  if (contains_personal_number(text)) return Reason::kPersonalNumber;
  return std::nullopt;
}

Parsed<std::int64_t> parse_percent(std::string_view text) {
  constexpr std::int64_t kWhole = 100 * 100;
  if (text.ends_with('%')) text = trimmed(text.substr(0, text.size() - 1));
  const Decimal read = decimal(text);
  if (!read.fits || read.hundredths > kWhole) return Fault{Reason::kPercent};
  // 0,75 and 1 are what an HR system writes that means a factor.
  if (read.hundredths > 0 && read.hundredths < 200) return Fault{Reason::kFactor};
  return read.hundredths;
}

Parsed<std::int64_t> parse_number(std::string_view text, NumberRange range) {
  const Decimal read = decimal(text);
  if (!read.fits || read.hundredths % 100 != 0 || read.hundredths / 100 < range.least ||
      read.hundredths / 100 > range.most)
    return Fault{Reason::kNumber, fmt::format("{}–{}", range.least, range.most)};
  return read.hundredths / 100;
}

Parsed<std::int64_t> parse_minutes(std::string_view text) {
  constexpr std::int64_t kMost = std::int64_t{14} * 24 * 60;
  const std::size_t after = std::min(text.find_first_not_of("0123456789,.:"), text.size());
  const std::string_view number = text.substr(0, after);
  const std::string unit = ascii_lowered(trimmed(text.substr(after)));
  std::int64_t hundredths = -1;
  if (const std::size_t colon = number.find(':'); colon != std::string_view::npos) {
    const Decimal hours = decimal(number.substr(0, colon));
    const Decimal minutes = decimal(number.substr(colon + 1));
    if (unit.empty() && hours.fits && minutes.fits && number.size() == colon + 3 &&
        minutes.hundredths < 6000 && hours.hundredths % 100 == 0)
      hundredths = hours.hundredths * 60 + minutes.hundredths;
  } else if (const Decimal read = decimal(number); read.fits) {
    for (const std::string_view word : {"", "m", "min", "min.", "minuter", "minutes"})
      if (unit == word) hundredths = read.hundredths;
    for (const std::string_view word :
         {"h", "t", "tim", "tim.", "timme", "timmar", "hour", "hours"})
      if (unit == word) hundredths = read.hundredths * 60;
  }
  if (hundredths < 0 || hundredths % 100 != 0 || hundredths / 100 > kMost)
    return Fault{Reason::kDuration};
  return hundredths / 100;
}

Parsed<std::string> parse_login(std::string_view text) {
  if (const std::size_t slash = text.rfind('\\'); slash != std::string_view::npos) {
    const std::string_view domain = text.substr(0, slash);
    if (domain.empty() || domain.find_first_of("\\@") != std::string_view::npos)
      return Fault{Reason::kLogin};
    text.remove_prefix(slash + 1);
    if (text.find('@') != std::string_view::npos) return Fault{Reason::kLogin};
  }
  constexpr std::string_view kNever =
      " \t/[]:;|=,+*?<>\"";  // what Windows allows in no account name
  const std::size_t at = text.find('@');
  const bool upn = at != std::string_view::npos;
  if (text.empty() || text.size() > limits::kImportLoginBytes || !is_printable_utf8(text) ||
      text.find(kNoBreakSpace) != std::string_view::npos ||
      // UPNs may have a plus in front of the @, account names may not.
      text.find_first_of(upn ? " \t/\\;|,<>\"" : kNever) != std::string_view::npos ||
      (upn &&
       (at == 0 || at + 1 == text.size() || text.find('@', at + 1) != std::string_view::npos))) {
    return Fault{Reason::kLogin};
  }
  return ascii_lowered(text);
}

Parsed<std::string> parse_mail(std::string_view text) {
  const std::size_t at = text.find('@');
  if (text.size() > limits::kImportLoginBytes || !is_printable_utf8(text) || at == 0 ||
      at == std::string_view::npos || at + 1 == text.size() ||
      text.find('@', at + 1) != std::string_view::npos ||
      text.find_first_of(" ,;<>\"") != std::string_view::npos)
    return Fault{Reason::kMail};
  return std::string(text);
}

Parsed<std::string> parse_code(std::string_view text) {
  if (is_scientific(text)) return Fault{Reason::kScientific};
  if (!is_id(text)) return Fault{Reason::kCode};
  return std::string(text);
}

Parsed<std::string> parse_role(std::string_view text) {
  constexpr std::size_t kLabel = 6;
  if (text.size() > kLabel && all_digits(text.substr(0, kLabel)) &&
      (text[kLabel] == ' ' || text[kLabel] == ','))
    return std::string(text.substr(0, kLabel));
  return parse_code(text);
}

Parsed<std::string> parse_text(std::string_view text) {
  if (text.size() > limits::kImportTextBytes || !is_printable_utf8(text))
    return Fault{Reason::kText};
  return std::string(text);
}

std::vector<std::string_view> split_list(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (const std::string_view item = trimmed(text.substr(0, end)); !item.empty())
      items.push_back(item);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

}  // namespace distanskoll::server::agreements::imports
