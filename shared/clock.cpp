// SPDX-License-Identifier: EUPL-1.2
#include "shared/clock.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll {
namespace {

/// The number that `length` ASCII digits at `at` spell, or -1.
int digits(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

WallTime SystemClock::wall() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string format_time(WallTime time) {
  using namespace std::chrono;
  static constexpr WallTime kFirst{sys_days{year{1970} / 1 / 1}};
  static constexpr WallTime kLast{sys_days{year{9999} / 12 / 31} + hours{24} - seconds{1}};
  time = std::clamp(time, kFirst, kLast);
  const sys_days day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

Result<WallTime> parse_time(std::string_view text) {
  using namespace std::chrono;
  const Error malformed{ErrorCode::kMalformed, "a time is written YYYY-MM-DDThh:mm:ssZ"};
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != 'Z') {
    return malformed;
  }
  const int years = digits(text, 0, 4);
  const int months = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (years < 1970 || months < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
      second < 0 || second > 59) {
    return malformed;
  }
  const year_month_day date{year{years}, month{static_cast<unsigned>(months)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return malformed;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

}  // namespace distanskoll
