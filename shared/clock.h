// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The only clock. Two times exist and must not be mixed: *wall time* (what a report says, UTC whole
// seconds; it jumps when somebody sets the clock) and *boot time* (monotonic, counts also while the
// machine sleeps: CLOCK_BOOTTIME, on Windows QueryInterruptTime; for intervals and deadlines).
// Everything that needs a time is handed a Clock; tests hand in one that they move themselves.

#include "shared/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace distanskoll {

/// UTC, whole seconds. Written only as "YYYY-MM-DDThh:mm:ssZ".
using WallTime = std::chrono::sys_seconds;
/// Since boot, sleep included. Only differences mean anything.
using BootTime = std::chrono::nanoseconds;

/// Thread-safe: both functions may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallTime wall() const = 0;
  [[nodiscard]] virtual BootTime boot() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override;
  [[nodiscard]] BootTime boot() const override;
};

/// "2026-03-02T07:00:00Z". Years 1970 to 9999 only; others are clamped to that range.
[[nodiscard]] std::string format_time(WallTime time);

/// The exact inverse: any other spelling (offset, fraction, lower case, 24:00, 60th second, a day
/// that does not exist) is kMalformed.
[[nodiscard]] Result<WallTime> parse_time(std::string_view text);

}  // namespace distanskoll
