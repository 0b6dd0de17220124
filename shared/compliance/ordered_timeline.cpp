// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/ordered_timeline.h"

#include <algorithm>

namespace distanskoll::compliance {

std::optional<Segment> OrderedTimeline::segment(WallTime next, std::chrono::seconds hold) const {
  Segment found{report_.at, report_.at, report_.user, report_.facts, report_.seq, report_.seq};
  WallTime last = report_.at;
  if (older_.seq != 0) {
    if (older_.at >= next) return std::nullopt;
    last = std::max(last, older_.at);
    found.last = older_.seq;
  }
  for (std::size_t i = 0; i < std::min(count_, newest_.size()); ++i) {
    if (newest_[i].at >= next) continue;
    last = std::max(last, newest_[i].at);
    found.last = std::max(found.last, newest_[i].seq);
  }
  found.to = report_.off ? report_.at : std::min(next, last + hold);
  return found;
}

OrderedTimeline::Step OrderedTimeline::add(TimelineReport report, std::chrono::seconds hold,
                                           Segment& ended) {
  if (report.seq <= last_number_) return Step::kOutOfOrder;
  last_number_ = report.seq;
  Step step = Step::kTaken;
  if (has_report_) {
    report.at = std::max(report.at, report_.at);
    const std::optional<Segment> found = segment(report.at, hold);
    if (!found) return Step::kOutOfOrder;
    ended = *found;
    if (ended.to > ended.from) step = Step::kEnded;
  }
  has_report_ = true;
  report_ = report;
  count_ = 0;
  older_ = {};
  return step;
}

OrderedTimeline::Step OrderedTimeline::add(const TimelineHeartbeat& heartbeat,
                                           std::chrono::seconds hold) {
  if (heartbeat.seq <= last_number_) return Step::kOutOfOrder;
  last_number_ = heartbeat.seq;
  // Of a report that will come it is too cheap; of one that has passed it may count only when the
  // clock went back.
  if (!has_report_ || heartbeat.unchanged_since > report_.seq) return Step::kTaken;
  if (heartbeat.unchanged_since < report_.seq) {
    return heartbeat.at < report_.at ? Step::kOutOfOrder : Step::kTaken;
  }
  if (!vouches(heartbeat, report_, hold)) return Step::kTaken;
  Beat& slot = newest_[count_ % newest_.size()];
  if (count_ >= newest_.size()) older_ = {std::max(older_.at, slot.at), slot.seq};
  slot = {heartbeat.at, heartbeat.seq};
  ++count_;
  return Step::kTaken;
}

bool OrderedTimeline::finish(std::chrono::seconds hold, Segment& ended) const {
  if (!has_report_) return false;
  const std::optional<Segment> found = segment(WallTime::max(), hold);
  if (!found || found->to <= found->from) return false;
  ended = *found;
  return true;
}

}  // namespace distanskoll::compliance
