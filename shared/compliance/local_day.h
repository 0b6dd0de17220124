// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Days as people live them: from midnight to midnight in Europe/Stockholm (stockholm.h), 23 or 25
// hours long twice a year. std::chrono keeps local days and UTC apart by type, and so do we:
// nothing but local_day() and midnight() goes from one to the other. Pure, thread-safe.

#include "shared/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::compliance {

using LocalDay = std::chrono::local_days;

[[nodiscard]] LocalDay local_day(WallTime time);
/// When the day begins; it ends at midnight(day + days{1}).
[[nodiscard]] WallTime midnight(LocalDay day);

/// The Monday of the day's ISO week (ISO 8601: weeks begin on Monday).
[[nodiscard]] LocalDay monday_of(LocalDay day);
/// Monday to Friday.
[[nodiscard]] bool is_weekday(LocalDay day);
/// The same day number so many months later, or the month's last day.
[[nodiscard]] LocalDay add_months(LocalDay day, std::int64_t months);

/// "2026-03-02".
[[nodiscard]] std::string format_date(LocalDay day);
/// The exact inverse, years 1900 to 9999; nothing for any other text or a day that does not exist.
[[nodiscard]] std::optional<LocalDay> parse_date(std::string_view text);

}  // namespace distanskoll::compliance
