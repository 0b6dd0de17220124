// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/personal_number.h"

#include "server/agreements/imports/cells.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>

namespace distanskoll::server::agreements::imports {
namespace {

constexpr std::size_t kDay = 6;     ///< digits of YYMMDD
constexpr std::size_t kShort = 10;  ///< digits without the century
constexpr std::size_t kLong = 12;
constexpr unsigned kCoordination = 60;  ///< added to the day of a samordningsnummer

unsigned value_of(char digit) { return static_cast<unsigned>(digit - '0'); }
unsigned two(std::string_view digits, std::size_t at) {
  return value_of(digits[at]) * 10 + value_of(digits[at + 1]);
}

struct Shape {
  std::string digits;  ///< ten, or twelve with the century
  bool hyphen = false;
};

/// The number that opens `text`, and how long it is there; nothing: length 0.
std::size_t take(std::string_view text, Shape& shape) {
  shape = {};
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at]) && shape.digits.size() < kLong)
    shape.digits += text[at++];
  const bool day_alone = shape.digits.size() == kDay || shape.digits.size() == kDay + 2;
  if (day_alone && at < text.size() && (text[at] == '-' || text[at] == '+')) {
    shape.hyphen = true;
    ++at;
    for (int i = 0; i < 4; ++i, ++at) {
      if (at >= text.size() || !is_digit(text[at])) return 0;
      shape.digits += text[at];
    }
  }
  return shape.digits.size() == kShort || shape.digits.size() == kLong ? at : 0;
}

bool has_day(std::string_view digits) {
  const bool century = digits.size() == kLong;
  if (century && !digits.starts_with("19") && !digits.starts_with("20") &&
      !digits.starts_with("18"))
    return false;
  const std::string_view day = digits.substr(century ? 2 : 0);
  // Without a century the leap day is right in either.
  const int year =
      static_cast<int>(two(day, 0)) + (century ? static_cast<int>(two(digits, 0)) * 100 : 2000);
  unsigned of_month = two(day, 4);
  if (of_month > kCoordination) of_month -= kCoordination;
  using namespace std::chrono;
  const auto exists = [&](int y) {
    return year_month_day(std::chrono::year(y), month(two(day, 2)), std::chrono::day(of_month))
        .ok();
  };
  return exists(year) || (!century && exists(year - 100));
}

bool has_luhn_digit(std::string_view digits) {
  digits.remove_prefix(digits.size() - kShort);
  unsigned sum = 0;
  for (std::size_t i = 0; i < kShort; ++i) {
    const unsigned product = value_of(digits[i]) * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return sum % 10 == 0;
}

bool is_plain(const Shape& shape) { return shape.hyphen || shape.digits.size() == kLong; }

/// Some run of digits with an existing day of which `judge` is true.
template <class Judge>
bool any_shape(std::string_view text, Judge judge) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at]) || (at > 0 && is_digit(text[at - 1]))) continue;
    Shape shape;
    const std::size_t length = take(text.substr(at), shape);
    const bool ends = at + length == text.size() || !is_digit(text[at + length]);
    if (length > 0 && ends && has_day(shape.digits) && judge(shape)) return true;
  }
  return false;
}

}  // namespace

PersonalNumber personal_number(std::string_view text) {
  Shape shape;
  const std::size_t length = take(text, shape);
  if (length == 0 || length != text.size() || !has_day(shape.digits) ||
      !has_luhn_digit(shape.digits))
    return PersonalNumber::kNo;
  return is_plain(shape) ? PersonalNumber::kPlain : PersonalNumber::kPerhaps;
}

bool contains_personal_number(std::string_view text) {
  return any_shape(text, [](const Shape& shape) {  //
    return is_plain(shape) && has_luhn_digit(shape.digits);
  });
}

bool may_hold_personal_number(std::string_view text) {
  return any_shape(text, [](const Shape&) { return true; });
}

bool names_personal_numbers(std::string_view key) {
  constexpr std::string_view kWhole[] = {"pnr", "ssn"};
  constexpr std::string_view kParts[] = {"personnummer",         "personnr",
                                         "persnummer",           "persnr",
                                         "samordningsnummer",    "samordningsnr",
                                         "personligtidnummer",   "personalnumber",
                                         "personalidentity",     "personalidentification",
                                         "personidentitynumber", "socialsecurity",
                                         "civicnumber",          "nationalid",
                                         "identitetsbeteckning"};
  return std::ranges::find(kWhole, key) != std::end(kWhole) ||
         std::ranges::any_of(kParts, [&](std::string_view part) {
           return key.find(part) != std::string_view::npos;
         });
}

}  // namespace distanskoll::server::agreements::imports
