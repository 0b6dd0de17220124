// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One device's reports and heartbeats become segments of time for which something is known
// (evaluation.md "Timeline of one device"). What was said is only a number here, so that days and
// tests need no observations to work with time. Pure, thread-safe.

#include "shared/clock.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace distanskoll::compliance {

/// `at` is the device's word clamped to `received_at` (clamped()). `user` and `facts` are the
/// caller's: indices into tables of its own.
struct TimelineReport {
  std::uint64_t seq = 0;
  WallTime at{};
  std::uint32_t user = 0;
  std::uint32_t facts = 0;
  bool off = false;  ///< trigger suspend or stop: holds for no time
};

struct TimelineHeartbeat {
  std::uint64_t seq = 0;
  WallTime at{};
  std::uint64_t unchanged_since = 0;
};

/// [from, to), never empty. `first` and `last` are the lowest and the highest number that speak for
/// it: the report and the heartbeats that count.
struct Segment {
  WallTime from{};
  WallTime to{};
  std::uint32_t user = 0;
  std::uint32_t facts = 0;
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

/// A time later than when it was received counts as when it was received.
[[nodiscard]] constexpr WallTime clamped(WallTime at, WallTime received_at) {
  return at > received_at ? received_at : at;
}

/// Whether the heartbeat counts for its report if the next report is later: not before it, and with
/// at least one number spent for each `hold` that passed, since who skips numbers skips time.
[[nodiscard]] bool vouches(const TimelineHeartbeat& heartbeat, const TimelineReport& report,
                           std::chrono::seconds hold);

/// Segments in order of time. All reports and heartbeats are of one device, no number twice, in any
/// order. `hold` is at least one second.
[[nodiscard]] std::vector<Segment> timeline(std::vector<TimelineReport> reports,
                                            std::vector<TimelineHeartbeat> heartbeats,
                                            std::chrono::seconds hold);

}  // namespace distanskoll::compliance
