// SPDX-License-Identifier: EUPL-1.2
#include "server/devices/loss.h"

#include <algorithm>

namespace distanskoll::server::devices {
namespace {

constexpr std::string_view kDisk = "disk_encryption";

Said said_in(const LossReport& report, std::string_view probe) {
  Said said;
  const report::Observation* const observation = report::find(report.observations, probe);
  if (observation == nullptr) {
    said.unknown = Unknown::kNotReported;
  } else if (!observation->observable()) {
    said.unknown = Unknown::kUnobservable;
    said.reason = observation->unobservable;
  } else {
    said.state = observation->state;
    said.details = observation->details;
  }
  return said;
}

Said nothing_said(const LossHistory& history) {
  Said said;
  said.unknown = history.ever_reported ? Unknown::kErased : Unknown::kNeverReported;
  return said;
}

Limit limit_of(Before before) {
  switch (before) {
    case Before::kNothing:
      return Limit::kFirstReport;
    case Before::kErased:
      return Limit::kErased;
    case Before::kNotRead:
      return Limit::kNotRead;
  }
  return Limit::kErased;
}

/// When the computer was on and nobody can say what it was like: between a report (with what
/// prolongs it) and the next one.
struct Silence {
  std::size_t after = 0;  ///< index of the report before it
  WallTime to{};
};

std::vector<Silence> silences_of(const LossHistory& history, std::chrono::seconds hold) {
  std::vector<compliance::TimelineReport> lines;
  for (std::uint32_t i = 0; i < history.reports.size(); ++i) {
    const LossReport& report = history.reports[i];
    lines.push_back({report.seq, report.at, 0, i, report.off()});
  }
  std::vector<WallTime> known(history.reports.size());
  for (const auto& segment : compliance::timeline(std::move(lines), history.heartbeats, hold)) {
    known[segment.facts] = segment.to;
  }
  std::vector<Silence> silences;
  for (std::size_t i = 0; i + 1 < history.reports.size(); ++i) {
    const WallTime end = history.reports[i + 1].at;
    if (history.reports[i].off() || end <= history.reports[i].at) continue;
    if (known[i] < end) silences.push_back({i, end});
  }
  return silences;
}

/// Until when the newest report stood, as far as a heartbeat vouches for it.
WallTime last_heard(const LossHistory& history, std::chrono::seconds hold) {
  const LossReport& newest = history.reports.back();
  const compliance::TimelineReport line{newest.seq, newest.at, 0, 0, newest.off()};
  WallTime last = newest.at;
  for (const auto& heartbeat : history.heartbeats) {
    if (heartbeat.unchanged_since == newest.seq && compliance::vouches(heartbeat, line, hold)) {
      last = std::max(last, heartbeat.at);
    }
  }
  return last;
}

/// The index of the oldest report of the run, ending with the newest, that said `state`.
std::size_t begin_of(const LossHistory& history, std::string_view state) {
  std::size_t begin = history.reports.size() - 1;
  while (begin > 0 && said_in(history.reports[begin - 1], kDisk).state == state) --begin;
  return begin;
}

Stretch stretch_said(const LossHistory& history, std::size_t begin) {
  Stretch stretch{history.reports[begin].at, limit_of(history.before), {}};
  if (begin == 0) return stretch;
  const Said before = said_in(history.reports[begin - 1], kDisk);
  stretch.limit = before.unknown ? Limit::kUnobservable : Limit::kOtherState;
  stretch.before = before.unknown ? before.reason : before.state;
  return stretch;
}

/// The part of the stretch since the newest time of which nothing is known.
Stretch unbroken_part(const LossHistory& history, std::size_t begin, const Stretch& said,
                      const std::vector<Silence>& silences) {
  Stretch stretch = said;
  for (std::size_t i = begin; i < history.reports.size(); ++i) {
    const bool lost = history.reports[i].reports_missing && i > begin;
    if (lost) stretch = {history.reports[i].at, Limit::kReportsLost, {}};
  }
  for (const Silence& silence : silences) {
    if (silence.after < begin || silence.to < stretch.since) continue;
    if (silence.to == stretch.since && stretch.limit == Limit::kReportsLost) continue;
    stretch = {silence.to, Limit::kNotHeard, {}};
  }
  return stretch;
}

}  // namespace

std::string_view to_string(Unknown why) {
  switch (why) {
    case Unknown::kNeverReported:
      return "never_reported";
    case Unknown::kErased:
      return "erased";
    case Unknown::kNotReported:
      return "not_reported";
    case Unknown::kUnobservable:
      return "unobservable";
  }
  return "not_reported";
}

std::string_view to_string(Limit limit) {
  switch (limit) {
    case Limit::kOtherState:
      return "other_state";
    case Limit::kUnobservable:
      return "unobservable";
    case Limit::kNotHeard:
      return "not_heard";
    case Limit::kReportsLost:
      return "reports_lost";
    case Limit::kFirstReport:
      return "first_report";
    case Limit::kErased:
      return "erased";
    case Limit::kNotRead:
      return "not_read";
  }
  return "erased";
}

const report::DetailValue* Said::find(std::string_view name) const {
  const auto found = std::find_if(details.begin(), details.end(),
                                  [&](const auto& detail) { return detail.first == name; });
  return found == details.end() ? nullptr : &found->second;
}

LossStatement state_loss(const LossHistory& history, std::chrono::seconds hold) {
  LossStatement statement;
  if (history.reports.empty() || history.newest_erased) {
    statement.disk = statement.screen_lock = statement.sign_in = statement.session =
        nothing_said(history);
    return statement;
  }
  const LossReport& newest = history.reports.back();
  statement.last_report = newest.at;
  statement.last_received = newest.received_at;
  statement.last_heard = last_heard(history, hold);
  statement.seq = newest.seq;
  statement.off = newest.off();
  statement.asleep = newest.trigger == report::Trigger::kSuspend;
  statement.disk = said_in(newest, kDisk);
  statement.screen_lock = said_in(newest, "screen_lock");
  statement.sign_in = said_in(newest, "siths_login");
  statement.session = said_in(newest, "session");
  if (statement.disk.unknown) return statement;
  const std::size_t begin = begin_of(history, statement.disk.state);
  statement.disk_said = stretch_said(history, begin);
  const auto silences = silences_of(history, hold);
  statement.not_heard = static_cast<std::size_t>(std::ranges::count_if(
      silences, [&](const Silence& silence) { return silence.after >= begin; }));
  statement.disk_unbroken = unbroken_part(history, begin, *statement.disk_said, silences);
  return statement;
}

}  // namespace distanskoll::server::devices
