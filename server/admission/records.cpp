// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/records.h"

#include "server/store/findings.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace distanskoll::server::admission {
namespace {

constexpr std::size_t kLoadedAtOnce = 1'000;

Series series_of_state(const store::DeviceState& state) {
  Series series;
  series.last_contact = state.received_at;
  series.known.newest_evidence = state.at;
  series.known.state = ledger::newest_of(state);
  return series;
}

void add_running(Series& series, const store::RunningHeartbeat& row) {
  series.running.seq = row.seq;
  series.running.at = row.at;
  series.running.received_at = row.received_at;
  series.running.hash = crypto::sha256(row.jws);
  series.running.verified_seq = row.verified_seq.value_or(0);
  series.running.stored = true;
  series.running.closed = row.closed;
  series.last_contact = std::max(series.last_contact, row.received_at);
  series.known.newest_evidence = std::max(series.known.newest_evidence, row.at);
}

void add_finding(Series& series, store::FindingKind kind) {
  if (kind != store::FindingKind::kRequirementFailed) series.known.open.add(kind);
}

}  // namespace

void Series::beat(const Line& line, const PreparedHeartbeat& heartbeat, WallTime received_at) {
  auto texts = std::make_shared<Unwritten>();
  texts->jws = line.jws;
  if (heartbeat.verified) {
    running.verified_seq = line.seq;
  } else if (running.unwritten) {
    const bool was_newest = running.verified_seq != 0 && running.verified_seq == running.seq;
    texts->verified = was_newest ? running.unwritten->jws : running.unwritten->verified;
  }
  running.unwritten = std::move(texts);
  running.seq = line.seq;
  running.at = std::min(heartbeat.heartbeat.at, received_at);
  running.received_at = received_at;
  running.hash = line.hash;
  running.closed = false;
  known.newest_evidence = std::max(known.newest_evidence, running.at);
  last_contact = received_at;
}

store::RunningHeartbeat row_of(const std::string& device, const Running& running) {
  store::RunningHeartbeat row;
  row.device = device;
  row.seq = running.seq;
  row.at = running.at;
  row.received_at = running.received_at;
  row.closed = running.closed;
  if (running.verified_seq != 0) row.verified_seq = running.verified_seq;
  if (!running.unwritten) return row;
  row.jws = running.unwritten->jws;
  if (running.verified_seq == running.seq) {
    row.verified = row.jws;
  } else if (!running.unwritten->verified.empty()) {
    row.verified = running.unwritten->verified;
  }
  return row;
}

Result<void> Records::load(store::Connection& connection) {
  const std::lock_guard lock(mutex_);
  for (std::string after;;) {
    const Result<std::vector<store::DeviceState>> page =
        store::list_device_states(connection, after, kLoadedAtOnce);
    if (!page) return page.error();
    if (page->empty()) break;
    after = page->back().device;
    for (const store::DeviceState& state : *page) {
      records_[state.device].series = series_of_state(state);
    }
  }
  for (std::string after;;) {
    const Result<std::vector<store::RunningHeartbeat>> page =
        store::list_heartbeats(connection, after, kLoadedAtOnce);
    if (!page) return page.error();
    if (page->empty()) break;
    after = page->back().device;
    for (const store::RunningHeartbeat& row : *page) add_running(records_[row.device].series, row);
  }
  for (std::int64_t before = 0;;) {
    const Result<std::vector<store::Finding>> page =
        store::list_findings(connection, true, before, kLoadedAtOnce);
    if (!page) return page.error();
    if (page->empty()) break;
    before = page->back().id;
    for (const store::Finding& finding : *page) {
      add_finding(records_[finding.device].series, finding.kind);
    }
  }
  const Result<std::vector<std::string>> failing = store::devices_failing(connection);
  if (!failing) return failing.error();
  for (const std::string& device : *failing) records_[device].series.known.failing = true;
  return {};
}

void Records::put_back(const std::string& device, Series series) {
  const std::lock_guard lock(mutex_);
  Entry& entry = *records_.try_emplace(device).first;
  const Listing listing(*this, entry);
  Series& live = entry.second.series;
  const bool same_run = live.report_seq() == series.report_seq();
  if (same_run && live.running.seq > series.running.seq) {
    series.running = std::move(live.running);
    series.known.newest_evidence = live.known.newest_evidence;
  }
  live = std::move(series);
}

void Records::take_back(const std::string& device, const Series& before, std::uint64_t newest) {
  with(device, [&](Record& record) {
    Series back = before;
    const Series& live = record.series;
    if (live.report_seq() == before.report_seq() && live.running.seq > newest) {
      back.running = live.running;
      back.known.newest_evidence = live.known.newest_evidence;
    }
    record.series = std::move(back);
  });
}

void Records::reload(store::Connection& connection, const std::string& device,
                     const Series& before) {
  const Result<std::optional<store::DeviceState>> state =
      store::find_device_state(connection, device);
  const Result<std::optional<store::RunningHeartbeat>> row =
      store::find_heartbeat(connection, device);
  const Result<std::vector<store::Finding>> findings = store::open_findings_of(connection, device);
  const Result<std::vector<store::Failing>> failing = store::failing_of(connection, device);
  // A disk that cannot even be read: the copy from before the change is the best there is.
  if (!state || !row || !findings || !failing) return put_back(device, before);
  Series series;
  if (*state) series = series_of_state(**state);
  if (*row) add_running(series, **row);
  for (const store::Finding& finding : *findings) add_finding(series, finding.kind);
  series.known.failing = !failing->empty();
  series.known.shared = before.known.shared;
  series.refused_hash = before.refused_hash;
  series.asked_to_resend = before.asked_to_resend;
  if (before.running.unwritten && before.report_seq() == series.report_seq() &&
      before.running.seq > series.running.seq) {
    series.running = before.running;
    series.known.newest_evidence = std::max(series.known.newest_evidence, before.running.at);
  }
  with(device, [&](Record& record) { record.series = std::move(series); });
}

void Records::list_if_unwritten(Entry& entry) {
  if (!entry.second.series.running.unwritten || entry.second.listed) return;
  entry.second.listed = true;
  unwritten_.push_back(&entry);
}

std::size_t Records::unwritten() const {
  const std::lock_guard lock(mutex_);
  return unwritten_.size();
}

std::vector<store::RunningHeartbeat> Records::take_unwritten(std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::vector<store::RunningHeartbeat> rows;
  for (; !unwritten_.empty() && rows.size() < most; unwritten_.pop_back()) {
    Entry& entry = *unwritten_.back();
    entry.second.listed = false;
    Running& running = entry.second.series.running;
    if (!running.unwritten) continue;  // a report has ended the run since it was listed
    running.stored = true;
    rows.push_back(row_of(entry.first, running));
  }
  return rows;
}

void Records::written(const std::vector<store::RunningHeartbeat>& rows) {
  for (const store::RunningHeartbeat& row : rows) {
    with(row.device, [&](Record& record) {
      Running& running = record.series.running;
      if (running.seq == row.seq) running.unwritten.reset();
    });
  }
}

void Records::still_unwritten(const std::vector<store::RunningHeartbeat>& rows) {
  for (const store::RunningHeartbeat& row : rows) with(row.device, [](Record&) {});
}

}  // namespace distanskoll::server::admission
