// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/timeline.h"

#include <algorithm>

namespace distanskoll::compliance {
bool vouches(const TimelineHeartbeat& heartbeat, const TimelineReport& report,
             std::chrono::seconds hold) {
  if (heartbeat.seq < report.seq || heartbeat.at < report.at) return false;
  return heartbeat.seq - report.seq >=
         static_cast<std::uint64_t>((heartbeat.at - report.at) / hold);
}

std::vector<Segment> timeline(std::vector<TimelineReport> reports,
                              std::vector<TimelineHeartbeat> heartbeats,
                              std::chrono::seconds hold) {
  std::ranges::sort(reports, {}, &TimelineReport::seq);
  std::ranges::sort(heartbeats, {}, &TimelineHeartbeat::unchanged_since);
  for (std::size_t i = 1; i < reports.size(); ++i) {
    reports[i].at = std::max(reports[i].at, reports[i - 1].at);
  }
  std::vector<Segment> segments;
  segments.reserve(reports.size());
  auto heartbeat = heartbeats.begin();
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const TimelineReport& report = reports[i];
    const WallTime next = i + 1 < reports.size() ? reports[i + 1].at : WallTime::max();
    Segment segment{report.at, report.at, report.user, report.facts, report.seq, report.seq};
    WallTime last = report.at;
    while (heartbeat != heartbeats.end() && heartbeat->unchanged_since < report.seq) ++heartbeat;
    for (; heartbeat != heartbeats.end() && heartbeat->unchanged_since == report.seq; ++heartbeat) {
      if (heartbeat->at >= next || !vouches(*heartbeat, report, hold)) continue;
      last = std::max(last, heartbeat->at);
      segment.last = std::max(segment.last, heartbeat->seq);
    }
    segment.to = std::min(next, last + hold);
    if (!report.off && segment.to > segment.from) segments.push_back(segment);
  }
  return segments;
}

}  // namespace distanskoll::compliance
