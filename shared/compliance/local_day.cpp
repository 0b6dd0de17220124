// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/local_day.h"

#include "shared/compliance/stockholm.h"

#include <fmt/format.h>

namespace distanskoll::compliance {

using namespace std::chrono;

LocalDay local_day(WallTime time) {
  return LocalDay(floor<days>(time + stockholm_ahead_of_utc(time)).time_since_epoch());
}

WallTime midnight(LocalDay day) {
  // Summer time begins and ends at 01:00 UTC, long after midnight here: one hour before UTC's
  // midnight the offset is the one that local midnight had.
  const WallTime utc = sys_days(day.time_since_epoch());
  return utc - stockholm_ahead_of_utc(utc - hours{1});
}

LocalDay monday_of(LocalDay day) { return day - (weekday(day) - Monday); }

bool is_weekday(LocalDay day) { return (weekday(day) - Monday) < days{5}; }

LocalDay add_months(LocalDay day, std::int64_t months) {
  const year_month_day date(day);
  const year_month month = date.year() / date.month() + std::chrono::months(months);
  const year_month_day same = month / date.day();
  return LocalDay(same.ok() ? same : month / last);
}

std::string format_date(LocalDay day) {
  const year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<LocalDay> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (const char letter : text) {
    if (letter == '-') {
      ++part;
    } else if (letter < '0' || letter > '9' || part > 2) {
      return std::nullopt;
    } else {
      parts[part] = parts[part] * 10 + (letter - '0');
    }
  }
  const year_month_day date = year(parts[0]) / month(static_cast<unsigned>(parts[1])) /
                              day(static_cast<unsigned>(parts[2]));
  if (!date.ok() || parts[0] < 1900 || part != 2) return std::nullopt;
  return LocalDay(date);
}

}  // namespace distanskoll::compliance
