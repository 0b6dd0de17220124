// SPDX-License-Identifier: EUPL-1.2
// Runs that end by silence: `hold` after a run's newest heartbeat was received it is verified and
// becomes an entry; if its signature is bad, the newest verified one does, and that is a finding.
#include "server/admission/core.h"
#include "server/ledger/day_marks.h"
#include "server/store/devices.h"

#include <algorithm>

namespace distanskoll::server::admission {
namespace {

constexpr std::size_t kRunsAtOnce = 500;

struct Silent {
  std::string device;
  Running running;
};

/// Whether a heartbeat is signed by a key of its device, whatever has become of that key since.
Result<bool> verifies(store::Connection& connection, const std::string& device,
                      std::string_view text) {
  const Result<crypto::UntrustedJws> jws = crypto::split_jws(text);
  if (!jws) return false;
  const Result<store::DeviceKey> row = store::find_key(connection, jws->key_id);
  if (!row) {
    if (row.error().code == ErrorCode::kNotFound) return false;
    return row.error();
  }
  const Result<crypto::PublicKey> key = crypto::PublicKey::from_spki(row->spki);
  if (!key) return key.error();
  return row->device == device && crypto::verify_jws(*jws, *key);
}

class CloseRunChange final : public ledger::Change {
 public:
  /// `closing` is what becomes the entry; empty when no heartbeat of the run is any good.
  CloseRunChange(std::shared_ptr<Core> core, store::RunningHeartbeat row, std::string closing,
                 bool bad)
      : core_(std::move(core)), row_(std::move(row)), closing_(std::move(closing)), bad_(bad) {}
  [[nodiscard]] const std::string& device() const override { return nobody_; }

  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    Series series = core_->records.series_of(row_.device);
    before_ = series;
    if (series.running.seq != row_.seq || series.running.closed) return {};
    if (!closing_.empty()) {
      const evidence::Entry entry{evidence::EntryKind::kRunClosed, transaction.now, row_.device,
                                  evidence::encode(evidence::RunClosedBody{closing_, true})};
      const Result<ledger::Appended> appended = transaction.ledger.append(entry);
      if (!appended) return appended.error();
      if (series.known.state) {
        DISTANSKOLL_TRY(ledger::mark_closed_run(transaction.writer, row_.device,
                                                series.known.state->before(), row_.seq,
                                                std::min(row_.at, row_.received_at)));
      }
    }
    if (bad_) {
      const Result<bool> opened = ledger::set_finding(
          transaction.writer, row_.device, series.known.open, store::FindingKind::kBadHeartbeat,
          true, row_.received_at, transaction.now,
          "heartbeat " + std::to_string(row_.seq) + " has a wrong signature");
      if (!opened) return opened.error();
      transaction.touched.push_back(row_.device);
    }
    row_.closed = true;
    DISTANSKOLL_TRY(store::put_heartbeat(transaction.writer, row_));
    series.running.closed = true;
    series.running.stored = true;
    series.running.unwritten.reset();
    core_->records.put_back(row_.device, std::move(series));
    applied_ = true;
    return {};
  }
  void committed(const ledger::Commit&) override {}
  void failed(const Error&) override {
    if (!applied_) return;
    Result<store::ReaderPool::Lease> reader = core_->readers.lend();
    if (reader) core_->records.reload(**reader, row_.device, before_);
  }

 private:
  std::shared_ptr<Core> core_;
  store::RunningHeartbeat row_;
  std::string closing_;
  bool bad_;
  Series before_;
  bool applied_ = false;
  std::string nobody_;
};

Result<void> close_one(const std::shared_ptr<Core>& core, const Silent& silent) {
  Result<store::ReaderPool::Lease> reader = core->readers.lend();
  if (!reader) return reader.error();
  store::RunningHeartbeat row = row_of(silent.device, silent.running);
  if (row.jws.empty() || (row.verified_seq && !row.verified)) {
    Result<std::optional<store::RunningHeartbeat>> stored =
        store::find_heartbeat(**reader, silent.device);
    if (!stored) return stored.error();
    if (*stored && row.jws.empty()) row.jws = (*stored)->jws;
    if (*stored && row.verified_seq == (*stored)->verified_seq) row.verified = (*stored)->verified;
  }
  const Result<bool> good = verifies(**reader, silent.device, row.jws);
  if (!good) return good.error();
  std::string closing = *good ? row.jws : row.verified.value_or(std::string());
  return core->sequencer.submit(
      std::make_unique<CloseRunChange>(core, std::move(row), std::move(closing), !*good));
}

}  // namespace

void close_silent_runs(const std::shared_ptr<Core>& core) {
  const WallTime now = core->clock.wall();
  const std::chrono::seconds hold = core->in_force()->policy.hold();
  std::vector<Silent> silent;
  core->records.for_each([&](const std::string& device, const Record& record) {
    const Running& running = record.series.running;
    if (silent.size() == kRunsAtOnce || running.seq == 0 || running.closed) return;
    if (running.received_at + hold < now) silent.push_back({device, running});
  });
  for (const Silent& run : silent) {
    // What cannot be read or queued now is found again by the next tick.
    if (!close_one(core, run)) return;
  }
}

}  // namespace distanskoll::server::admission
