// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/records.h"

#include "server/store/findings.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace distanskoll::server::admission {
namespace {

constexpr std::size_t kPage = 1'000;

Series series_of_state(store::DeviceState state) {
  Series series;
  series.last_contact = state.received_at;
  series.known.newest_evidence = state.at;
  series.known.state = std::move(state);
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
  if (heartbeat.verified) {
    running.verified_seq = line.seq;
    running.verified.clear();
  } else if (running.verified_seq != 0 && running.verified_seq == running.seq) {
    running.verified = running.jws;  // empty when the database has it
  }
  running.seq = line.seq;
  running.at = std::min(heartbeat.heartbeat.at, received_at);
  running.received_at = received_at;
  running.hash = line.hash;
  running.jws = line.jws;
  running.dirty = true;
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
  row.jws = running.jws;
  row.closed = running.closed;
  if (running.verified_seq == 0) return row;
  row.verified_seq = running.verified_seq;
  if (running.verified_seq == running.seq) {
    row.verified = running.jws;
  } else if (!running.verified.empty()) {
    row.verified = running.verified;
  }
  return row;
}

Result<void> Records::load(store::Connection& connection) {
  const std::lock_guard lock(mutex_);
  for (std::string after;;) {
    Result<std::vector<store::DeviceState>> page =
        store::list_device_states(connection, after, kPage);
    if (!page) return page.error();
    if (page->empty()) break;
    after = page->back().device;
    for (store::DeviceState& state : *page) {
      const std::string device = state.device;
      records_[device].series = series_of_state(std::move(state));
    }
  }
  for (std::string after;;) {
    const Result<std::vector<store::RunningHeartbeat>> page =
        store::list_heartbeats(connection, after, kPage);
    if (!page) return page.error();
    if (page->empty()) break;
    after = page->back().device;
    for (const store::RunningHeartbeat& row : *page) add_running(records_[row.device].series, row);
  }
  for (std::int64_t before = 0;;) {
    const Result<std::vector<store::Finding>> page =
        store::list_findings(connection, true, before, kPage);
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
  Record& record = records_[device];
  const Listing listing(*this, device, record);
  Series& live = record.series;
  const bool same_run = live.report_seq() == series.report_seq();
  if (same_run && live.running.seq > series.running.seq) {
    series.running = std::move(live.running);
    series.known.newest_evidence = live.known.newest_evidence;
  }
  live = std::move(series);
}

void Records::reload(store::Connection& connection, const std::string& device,
                     const Series& before) {
  Result<std::optional<store::DeviceState>> state = store::find_device_state(connection, device);
  const Result<std::optional<store::RunningHeartbeat>> row =
      store::find_heartbeat(connection, device);
  const Result<std::vector<store::Finding>> findings = store::open_findings_of(connection, device);
  const Result<std::vector<store::Failing>> failing = store::failing_of(connection, device);
  // A disk that cannot even be read: the copy from before the change is the best there is.
  if (!state || !row || !findings || !failing) return put_back(device, before);
  Series series;
  if (*state) series = series_of_state(std::move(**state));
  if (*row) add_running(series, **row);
  for (const store::Finding& finding : *findings) add_finding(series, finding.kind);
  series.known.failing = !failing->empty();
  series.known.shared = before.known.shared;
  series.refused_hash = before.refused_hash;
  series.asked_to_resend = before.asked_to_resend;
  if (before.running.dirty && before.report_seq() == series.report_seq() &&
      before.running.seq > series.running.seq) {
    series.running = before.running;
    series.known.newest_evidence = std::max(series.known.newest_evidence, before.running.at);
  }
  with(device, [&](Record& record) { record.series = std::move(series); });
}

void Records::list_if_dirty(const std::string& device, Record& record) {
  if (!record.series.running.dirty || record.listed) return;
  record.listed = true;
  dirty_.push_back(device);
}

std::vector<store::RunningHeartbeat> Records::take_dirty(std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::vector<store::RunningHeartbeat> rows;
  while (!dirty_.empty() && rows.size() < most) {
    const std::string device = std::move(dirty_.back());
    dirty_.pop_back();
    Record& record = records_[device];
    record.listed = false;
    // A report may have ended the run since it was listed.
    if (record.series.running.dirty) rows.push_back(row_of(device, record.series.running));
  }
  return rows;
}

void Records::still_dirty(const std::vector<store::RunningHeartbeat>& rows) {
  for (const store::RunningHeartbeat& row : rows) with(row.device, [](Record&) {});
}

}  // namespace distanskoll::server::admission
