// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/stockholm.h"

namespace distanskoll::compliance {

std::chrono::hours stockholm_ahead_of_utc(WallTime time) {
  using namespace std::chrono;
  const auto year = year_month_day(floor<days>(time)).year();
  const WallTime summer = sys_days(year / March / Sunday[last]) + hours{1};
  const WallTime winter = sys_days(year / October / Sunday[last]) + hours{1};
  return hours{time >= summer && time < winter ? 2 : 1};
}

std::string stockholm_text(WallTime time) {
  std::string text = format_time(time + stockholm_ahead_of_utc(time));
  text[10] = ' ';
  text.resize(16);
  return text;
}

}  // namespace distanskoll::compliance
