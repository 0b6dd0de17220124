// SPDX-License-Identifier: EUPL-1.2
#include "server/days/device_history.h"

#include "server/store/device_state.h"
#include "server/store/ledger_rows.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/evidence/entry.h"
#include "shared/report/codec.h"

#include <algorithm>

namespace distanskoll::server::days {
namespace {

Error unreadable(const store::StoredEntry& stored, const Error& error) {
  return {ErrorCode::kCorrupt, "leaf " + std::to_string(store::number_of(stored.leaf)) + ": " +
                                   error.message + "; run fsck"};
}

Result<compliance::TimelineHeartbeat> heartbeat_of(std::string_view jws, WallTime received_at) {
  const Result<crypto::UntrustedJws> split = crypto::split_jws(jws);
  if (!split) return split.error();
  const Result<report::Heartbeat> heartbeat = report::decode_heartbeat(split->payload);
  if (!heartbeat) return heartbeat.error();
  return compliance::TimelineHeartbeat{
      heartbeat->seq, compliance::clamped(heartbeat->at, received_at), heartbeat->unchanged_since};
}

class Reading {
 public:
  Reading(store::Connection& connection, const store::DeviceDay& day)
      : connection_(connection), day_(day) {
    history_.device = day.device;
    history_.day = day.day;
  }

  Result<DeviceHistory> run() {
    DISTANSKOLL_TRY(read_newest());
    if (day_.before) {
      const auto before = store::find_report(connection_, day_.device, day_.before->seq);
      if (!before) return before.error();
      if (*before) {
        DISTANSKOLL_TRY(take(**before));
        history_.reports.back().at = day_.before->at;  // as corrected by all that came before it
      } else {
        history_.partial = true;
      }
    }
    const WallTime end = compliance::midnight(day_.day + std::chrono::days{1});
    for (std::uint64_t seq = day_.first_seq - 1;;) {
      const auto next = store::next_report(connection_, day_.device, seq);
      if (!next) return next.error();
      if (!*next) {
        DISTANSKOLL_TRY(take_running());
        break;
      }
      DISTANSKOLL_TRY(take(**next));
      if (history_.reports.back().at >= end) break;
      seq = history_.reports.back().seq;
    }
    return std::move(history_);
  }

 private:
  Result<void> read_newest() {
    const auto state = store::find_device_state(connection_, day_.device);
    if (!state) return state.error();
    if (*state) history_.newest_seq = (*state)->seq;
    const auto running = store::find_heartbeat(connection_, day_.device);
    if (!running) return running.error();
    if (*running) history_.newest_seq = std::max(history_.newest_seq, (*running)->seq);
    history_.newest_seq = std::max(history_.newest_seq, day_.first_seq);
    return {};
  }

  Result<void> take(const store::StoredEntry& stored) {
    const Result<evidence::Entry> entry = evidence::decode_entry(stored.line);
    if (!entry) return unreadable(stored, entry.error());
    const Result<evidence::ReportBody> body = evidence::decode_report_body(entry->body);
    if (!body) return unreadable(stored, body.error());
    if (!body->heartbeat.empty()) {
      const auto closing = heartbeat_of(body->heartbeat, entry->received_at);
      if (!closing) return unreadable(stored, closing.error());
      history_.heartbeats.push_back(*closing);
    }
    const Result<crypto::UntrustedJws> jws = crypto::split_jws(body->report);
    if (!jws) return unreadable(stored, jws.error());
    Result<report::Report> report = report::decode_report(jws->payload);
    if (!report) return unreadable(stored, report.error());
    WallTime at = compliance::clamped(report->at, entry->received_at);
    if (!history_.reports.empty()) at = std::max(at, history_.reports.back().at);
    const bool off =
        report->trigger == report::Trigger::kSuspend || report->trigger == report::Trigger::kStop;
    history_.reports.push_back({report->seq, at, std::move(report->user), off,
                                std::move(report->observations), crypto::sha256(body->report)});
    return {};
  }

  /// The heartbeat of a run that no report has ended yet, be it closed by silence or not.
  Result<void> take_running() {
    const auto running = store::find_heartbeat(connection_, day_.device);
    if (!running) return running.error();
    if (!*running) return {};
    const auto heartbeat = heartbeat_of((*running)->jws, (*running)->received_at);
    // A heartbeat that nobody can read vouches for nothing; fsck names it.
    if (heartbeat) history_.heartbeats.push_back(*heartbeat);
    return {};
  }

  store::Connection& connection_;
  const store::DeviceDay& day_;
  DeviceHistory history_;
};

}  // namespace

std::vector<compliance::Segment> DeviceHistory::segments(std::chrono::seconds hold) const {
  std::vector<compliance::TimelineReport> lines;
  lines.reserve(reports.size());
  for (std::uint32_t i = 0; i < reports.size(); ++i) {
    lines.push_back({reports[i].seq, reports[i].at, i, i, reports[i].off});
  }
  return compliance::timeline(std::move(lines), heartbeats, hold);
}

Result<DeviceHistory> read_history(store::Connection& connection, const store::DeviceDay& day) {
  return Reading(connection, day).run();
}

}  // namespace distanskoll::server::days
