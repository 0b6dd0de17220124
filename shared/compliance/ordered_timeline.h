// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The timeline of one device (timeline.h) while its lines arrive in order of number, as ledgers and
// spools give them: each segment comes out when the report after it is known, and nothing older is
// kept. Says when that is not enough, and then timeline() over all lines is; used by
// distanskoll-audit, which reads years. Pure, thread-compatible.
//
//   Segment ended;
//   switch (timeline.add(report, ended)) { … }     // for each line; kEnded: use `ended`
//   if (timeline.finish(ended)) …                  // after the last
//   A kOutOfOrder makes everything that came out of this timeline void.

#include "shared/compliance/timeline.h"

#include <array>
#include <cstddef>
#include <optional>

namespace distanskoll::compliance {

class OrderedTimeline {
 public:
  enum class Step {
    kTaken,
    kEnded,       ///< and a segment ended
    kOutOfOrder,  ///< a number that is not higher than the last, or a clock that went back too far
  };

  [[nodiscard]] Step add(TimelineReport report, std::chrono::seconds hold, Segment& ended);
  [[nodiscard]] Step add(const TimelineHeartbeat& heartbeat, std::chrono::seconds hold);
  /// The last report's segment; false when it is empty or there was none.
  [[nodiscard]] bool finish(std::chrono::seconds hold, Segment& ended) const;

 private:
  struct Beat {
    WallTime at{};
    std::uint64_t seq = 0;
  };
  /// Nothing when a heartbeat that was forgotten as a single one would have to be known.
  [[nodiscard]] std::optional<Segment> segment(WallTime next, std::chrono::seconds hold) const;

  bool has_report_ = false;
  std::uint64_t last_number_ = 0;
  TimelineReport report_;
  /// The newest heartbeats that count if they are before the next report. Older ones only as the
  /// latest time and the highest number among them: the clock hardly goes back that far.
  std::array<Beat, 4> newest_{};
  std::size_t count_ = 0;
  Beat older_;
};

}  // namespace distanskoll::compliance
