// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/core.h"

#include "server/ledger/repeatable.h"
#include "server/ledger/tombstones.h"
#include "server/store/ledger_rows.h"
#include "server/store/recovery.h"
#include "shared/crypto/jws.h"
#include "shared/evidence/entry.h"
#include "shared/limits.h"
#include "shared/report/codec.h"

#include <algorithm>
#include <utility>

namespace distanskoll::server::admission {
namespace {

constexpr std::size_t kFlushAtOnce = 500;

/// Writes heartbeats that only memory has. Which ones is asked when it is applied, so that none of
/// their texts waits in the queue.
class FlushChange final : public ledger::RepeatableChange {
 public:
  explicit FlushChange(std::shared_ptr<Core> core) : core_(std::move(core)) {
    ++core_->flushes_queued;
  }
  ~FlushChange() override { no_longer_queued(); }
  FlushChange(const FlushChange&) = delete;
  FlushChange& operator=(const FlushChange&) = delete;

  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    // What arrives from now on is another flush's, though this one is not committed yet.
    no_longer_queued();
    rows_ = core_->records.take_unwritten(kFlushAtOnce);
    for (store::RunningHeartbeat& row : rows_) {
      DISTANSKOLL_TRY(store::put_heartbeat(transaction.writer, row));
      // What is left of the row is its device and number.
      row.jws = std::string();
      row.verified.reset();
    }
    return {};
  }
  void rewind() override {
    core_->records.still_unwritten(rows_);
    rows_.clear();
  }
  void committed(const ledger::Commit&) override { core_->records.written(rows_); }
  void failed(const Error&) override { core_->records.still_unwritten(rows_); }

 private:
  void no_longer_queued() {
    if (std::exchange(queued_, false)) --core_->flushes_queued;
  }

  std::shared_ptr<Core> core_;
  bool queued_ = true;
  std::vector<store::RunningHeartbeat> rows_;
  std::string nobody_;
};

/// Only a database that was restored has any.
Result<void> load_losses(Core& core, store::Connection& connection) {
  Result<std::vector<store::Restored>> restores = store::list_restored(connection);
  if (!restores) return restores.error();
  if (restores->empty()) return {};
  const Result<std::vector<ledger::Tombstone>> tombstones =
      ledger::read_tombstones(core.data_directory / "tombstones");
  if (!tombstones) return tombstones.error();
  std::set<std::string> revoked;
  for (const ledger::Tombstone& tombstone : *tombstones) {
    if (tombstone.kind == ledger::TombstoneKind::kRevocation) revoked.insert(tombstone.id);
  }
  core.peers.know_losses(std::move(*restores), std::move(revoked));
  return {};
}

}  // namespace

bool ensure_loaded(Core& core) {
  if (core.loaded.load()) return true;
  const std::lock_guard lock(core.load_mutex);
  if (core.loaded.load()) return true;
  Result<store::ReaderPool::Lease> reader = core.readers.lend();
  if (!reader) return false;
  const Result<std::optional<store::Head>> head = store::find_head(**reader);
  const Result<std::optional<store::Recovery>> recovery = store::find_recovery(**reader);
  if (!head || !recovery || !load_losses(core, **reader) || !core.records.load(**reader)) {
    return false;
  }
  if (*head) core.epoch.store((*head)->epoch);
  core.recovering.store(recovery->has_value());
  core.loaded.store(true);
  return true;
}

std::uint64_t told_fingerprint(const Core& core, const Series& series) {
  // Posture follows from policy and newest report; the rest of the settings from epoch and policy.
  return (core.policy_generation.load() << 48) ^ (core.epoch.load() << 40) ^ series.report_seq() ^
         (std::uint64_t{1} << 63);
}

Settings settings_for(const Core& core, const InForce& in_force, const Series& series) {
  return {std::clamp(in_force.policy.heartbeat_seconds,
                     static_cast<std::int64_t>(limits::kHeartbeatLeast.count()),
                     static_cast<std::int64_t>(limits::kHeartbeatMost.count())),
          in_force.sha256_hex, core.epoch.load(), series.newest_seq(), std::nullopt};
}

Result<report::Report> report_of(const store::StoredEntry& stored) {
  const Result<evidence::Entry> entry = evidence::decode_entry(stored.line);
  if (!entry) return entry.error();
  const Result<evidence::ReportBody> body = evidence::decode_report_body(entry->body);
  if (!body) return body.error();
  const Result<crypto::UntrustedJws> jws = crypto::split_jws(body->report);
  if (!jws) return jws.error();
  return report::decode_report(jws->payload);
}

std::string posture_from_database(Core& core, const std::string& device, const Series& series) {
  if (!series.known.state) return {};
  Result<store::ReaderPool::Lease> reader = core.readers.lend();
  if (!reader) return {};
  const Result<store::StoredEntry> entry = store::newest_report(**reader, device);
  if (!entry) return {};
  const Result<report::Report> report = report_of(*entry);
  if (!report) return {};
  const std::shared_ptr<const InForce> in_force = core.in_force();
  return write_posture(compliance::posture(in_force->policy, report->observations, report->trigger,
                                           series.known.newest_evidence, core.clock.wall()));
}

void flush_heartbeats(const std::shared_ptr<Core>& core, bool at_once) {
  const std::size_t waiting = core->records.unwritten();
  const std::size_t on_the_way = core->flushes_queued.load() * kFlushAtOnce;
  if (waiting <= on_the_way) return;
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(core->clock.boot()).count();
  std::int64_t last = core->flushed_at.load();
  const bool many = waiting - on_the_way >= 2 * kFlushAtOnce;
  const bool due = last != now && core->flushed_at.compare_exchange_strong(last, now);
  if (!at_once && !many && !due) return;
  for (std::size_t taken = on_the_way; taken < waiting; taken += kFlushAtOnce) {
    // Queue or disk is full: they wait in memory and the next call tries again.
    if (!core->sequencer.submit(std::make_unique<FlushChange>(core))) return;
  }
}

}  // namespace distanskoll::server::admission
