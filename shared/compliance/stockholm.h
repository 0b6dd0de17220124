// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Europe/Stockholm, the only time zone there is here: the EU's summer time (directive 2000/84/EC,
// last Sundays of March and October at 01:00 UTC) as code, because GCC 12 has no time-zone database
// and Windows no tz files. Right from 1996 on. For local days and for times shown to people; what
// is stored or sent is UTC (shared/clock.h). Pure.

#include "shared/clock.h"

#include <chrono>
#include <string>

namespace distanskoll::compliance {

/// 1 in winter, 2 in summer.
[[nodiscard]] std::chrono::hours stockholm_ahead_of_utc(WallTime time);

/// For people: "2026-03-02 08:00".
[[nodiscard]] std::string stockholm_text(WallTime time);

}  // namespace distanskoll::compliance
