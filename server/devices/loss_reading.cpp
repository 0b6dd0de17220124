// SPDX-License-Identifier: EUPL-1.2
#include "server/devices/loss_reading.h"

#include "server/store/device_state.h"
#include "server/store/devices.h"
#include "server/store/report_rows.h"
#include "shared/crypto/jws.h"
#include "shared/evidence/entry.h"
#include "shared/report/codec.h"

#include <algorithm>

namespace distanskoll::server::devices {
namespace {

constexpr std::size_t kStep = 100;
constexpr std::size_t kMostReports = 5'000;

Error unreadable(const store::StoredEntry& stored) {
  return {ErrorCode::kCorrupt, "leaf " + std::to_string(store::number_of(stored.leaf)) +
                                   " holds no report that can be read; run fsck"};
}

Result<compliance::TimelineHeartbeat> heartbeat_in(std::string_view jws, WallTime received_at) {
  const auto split = crypto::split_jws(jws);
  if (!split) return split.error();
  const auto heartbeat = report::decode_heartbeat(split->payload);
  if (!heartbeat) return heartbeat.error();
  return compliance::TimelineHeartbeat{
      heartbeat->seq, compliance::clamped(heartbeat->at, received_at), heartbeat->unchanged_since};
}

std::string disk_state(const LossReport& report) {
  const auto* const disk = report::find(report.observations, "disk_encryption");
  return disk == nullptr ? std::string() : disk->state;
}

/// Newest first until the disk's state is another: what is older changes nothing that is said.
Result<void> read_reports(store::Connection& connection, const std::string& device,
                          LossHistory& history) {
  std::uint64_t before = 0;
  for (bool more = true; more;) {
    const auto page = store::reports_before(connection, device, before, kStep);
    if (!page) return page.error();
    more = page->size() == kStep;
    for (const auto& stored : *page) {
      auto read = read_report(stored);
      if (!read) return read.error();
      before = read->report.seq;
      if (read->closing) history.heartbeats.push_back(*read->closing);
      history.reports.push_back(std::move(read->report));
      const bool other = disk_state(history.reports.back()) != disk_state(history.reports.front());
      if (other || history.reports.size() == kMostReports) {
        history.before = Before::kNotRead;
        return {};
      }
    }
  }
  return {};
}

}  // namespace

Result<ReadReport> read_report(const store::StoredEntry& stored) {
  const auto entry = evidence::decode_entry(stored.line);
  if (!entry) return unreadable(stored);
  const auto body = evidence::decode_report_body(entry->body);
  if (!body) return unreadable(stored);
  const auto jws = crypto::split_jws(body->report);
  if (!jws) return unreadable(stored);
  auto decoded = report::decode_report(jws->payload);
  if (!decoded) return unreadable(stored);
  ReadReport read;
  read.leaf = stored.leaf;
  read.user = std::move(decoded->user);
  read.report = {decoded->seq,
                 compliance::clamped(decoded->at, entry->received_at),
                 entry->received_at,
                 decoded->trigger,
                 decoded->gap.has_value(),
                 std::move(decoded->observations)};
  if (!body->heartbeat.empty()) {
    const auto closing = heartbeat_in(body->heartbeat, entry->received_at);
    if (!closing) return unreadable(stored);
    read.closing = *closing;
  }
  return read;
}

Result<LossHistory> read_loss_history(store::Connection& connection, const std::string& device) {
  DISTANSKOLL_TRY(store::find_device(connection, device));
  LossHistory history;
  const auto state = store::find_device_state(connection, device);
  if (!state) return state.error();
  history.ever_reported = state->has_value();
  DISTANSKOLL_TRY(read_reports(connection, device, history));
  if (*state && (history.reports.empty() || history.reports.front().seq != (*state)->seq)) {
    history = LossHistory();
    history.ever_reported = history.newest_erased = true;
    return history;
  }
  std::ranges::reverse(history.reports);
  for (std::size_t i = 1; i < history.reports.size(); ++i) {
    auto& at = history.reports[i].at;
    at = std::max(at, history.reports[i - 1].at);
  }
  // Number 1 is the first of a series; who begins with another has had some that are gone.
  if (history.before == Before::kNothing && !history.reports.empty() &&
      history.reports.front().seq > 1) {
    history.before = Before::kErased;
  }
  const auto running = store::find_heartbeat(connection, device);
  if (!running) return running.error();
  if (*running) {
    const auto heartbeat = heartbeat_in((*running)->jws, (*running)->received_at);
    // A heartbeat that nobody can read vouches for nothing; fsck names it.
    if (heartbeat) history.heartbeats.push_back(*heartbeat);
  }
  return history;
}

}  // namespace distanskoll::server::devices
