// SPDX-License-Identifier: EUPL-1.2
#include "server/outgoing/header_words.h"

#include "shared/crypto/encoding.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace distanskoll::server::outgoing {
namespace {

constexpr std::size_t kPlainBytes = 60;  // longer, and the line could pass 78 characters
constexpr std::size_t kWordBytes = 39;   // 52 of base64 and 12 round it; with "Subject: " below 76

bool is_plain(std::string_view text) {
  // "=?" would be read as an encoded word; a blank at either end would be lost.
  return text.size() <= kPlainBytes && text.find("=?") == std::string_view::npos && !text.empty() &&
         text.front() != ' ' && text.back() != ' ' &&
         std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t length = std::min(kWordBytes, text.size());
    while (length < text.size() && length > 1 && continues(text[length])) --length;
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ",
                       crypto::base64_encode(as_bytes(text.substr(0, length))));
    text.remove_prefix(length);
  }
  return out;
}

Result<void> check(std::string_view text) {
  if (text.empty() || text.size() > limits::kMailSubjectBytes || !is_printable_utf8(text)) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("a header of a mail must be one line of at most {} bytes of UTF-8",
                             limits::kMailSubjectBytes)};
  }
  return {};
}

}  // namespace

Result<std::string> header_text(std::string_view text) {
  DISTANSKOLL_TRY(check(text));
  return is_plain(text) ? std::string(text) : encoded_words(text);
}

Result<std::string> header_phrase(std::string_view text) {
  DISTANSKOLL_TRY(check(text));
  if (!is_plain(text)) return encoded_words(text);
  if (text.find_first_of("\"\\") != std::string_view::npos) return encoded_words(text);
  return fmt::format("\"{}\"", text);
}

std::string header_date(WallTime time) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     kDays.at(std::chrono::weekday(day).c_encoding()), unsigned{date.day()},
                     kMonths.at(unsigned{date.month()} - 1), int{date.year()},
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace distanskoll::server::outgoing
