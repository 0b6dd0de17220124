// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/spool.h"

#include "agent/reporting/spool_database.h"
#include "agent/reporting/spool_rows.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/jws.h"
#include "shared/files.h"
#include "shared/report/codec.h"

#include <algorithm>
#include <mutex>

namespace distanskoll::agent {

namespace {

constexpr std::size_t kMarkerBytes = 256;

std::string marker_text(const std::string& device) { return device + "\n"; }

/// "2026-03-02T07:00:00Z" as part of a file name.
std::string file_stamp(WallTime time) {
  std::string stamp = format_time(time);
  std::erase(stamp, ':');
  return stamp;
}

}  // namespace

struct Spool::Data {
  SpoolOptions options;
  const Clock* clock = nullptr;
  std::filesystem::path marker;  ///< which device has used numbers, beside the file itself
  mutable std::mutex mutex;
  std::unique_ptr<SQLite::Database> database;  // protected by mutex

  template <class Store>
  [[nodiscard]] Result<std::uint64_t> add(const Identity& who, const Store& store);

  [[nodiscard]] bool marked(const std::string& device) const {
    const auto text = read_file(marker, kMarkerBytes);
    return text && *text == marker_text(device);
  }
};

Spool::Spool(std::unique_ptr<Data> data) : data_(std::move(data)) {}
Spool::~Spool() = default;

Result<std::unique_ptr<Spool>> Spool::open(const SpoolOptions& options, const Clock& clock) {
  auto data = std::make_unique<Data>();
  data->options = options;
  data->clock = &clock;
  data->marker = options.file.parent_path() / "series-started";
  auto database = open_spool_database(options.file, file_stamp(clock.wall()));
  if (!database) return database.error().with_prefix("spool");
  data->database = std::move(*database);
  return std::unique_ptr<Spool>(new Spool(std::move(data)));
}

bool Spool::series_lost(const std::string& device) const {
  const std::lock_guard lock(data_->mutex);
  const auto series = spool_guarded("spool", [&] { return read_series(*data_->database); });
  if (series && *series && (*series)->device == device) return false;
  return data_->marked(device);
}

Result<void> Spool::begin_series(const std::string& device) {
  const std::lock_guard lock(data_->mutex);
  return spool_guarded("spool", [&]() -> Result<void> {
    SQLite::Database& database = *data_->database;
    auto series = read_series(database);
    if (!series) return series.error();
    if (*series && (*series)->device == device) return {};
    if (data_->marked(device)) {
      return Error{ErrorCode::kCorrupt,
                   "the spool has lost the number series of this device; the "
                   "collector must give it a successor"};
    }
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (*series) abandon_series(database, (*series)->device, data_->clock->wall());
    insert_series(database, device);
    transaction.commit();
    return {};
  });
}

/// What a report and a heartbeat have in common: under the lock and in one transaction, `store`
/// signs and writes what bears the series' next number, and the number is spent with it.
template <class Store>
Result<std::uint64_t> Spool::Data::add(const Identity& who, const Store& store) {
  const std::lock_guard lock(mutex);
  return spool_guarded("spool", [&]() -> Result<std::uint64_t> {
    SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
    auto series = require_series(*database, who.device_id);
    if (!series) return series.error();
    DISTANSKOLL_TRY(store(*series));
    transaction.commit();
    return series->next_seq;
  });
}

Result<std::uint64_t> Spool::add_report(const Identity& who, report::Report draft) {
  return data_->add(who, [&](const Series& series) -> Result<void> {
    SQLite::Database& database = *data_->database;
    const auto closing = read_heartbeat(database);
    draft.seq = series.next_seq;
    draft.prev = closing ? crypto::sha256(closing->jws) : series.report_hash;
    draft.gap = take_gap(database);
    draft.seen = series.seen;
    auto jws = crypto::sign_jws(crypto::JwsType::kReport, report::encode(draft), who.key);
    if (!jws) return jws.error().with_prefix("signing a report");
    if (jws->size() > limits::kJwsBytes) {
      return Error{ErrorCode::kTooLarge, "a report of " + std::to_string(jws->size()) + " bytes"};
    }
    // Before the first number can become durable, a file outside the database says that numbers
    // were used.
    if (draft.seq == 1) {
      DISTANSKOLL_TRY(
          write_file_atomically(data_->marker, marker_text(who.device_id), FileMode::kOwnerOnly));
    }
    insert_report(database, draft, *jws, closing);
    advance_series(database, draft.seq, &*jws);
    make_room(database, data_->options.most_rows, data_->options.most_bytes, draft.seq);
    return {};
  });
}

Result<std::uint64_t> Spool::add_heartbeat(const Identity& who, WallTime at) {
  return data_->add(who, [&](const Series& series) -> Result<void> {
    if (!series.report_hash) {
      return Error{ErrorCode::kConflict, "a heartbeat before the first report of the series"};
    }
    report::Heartbeat heartbeat;
    heartbeat.seq = series.next_seq;
    heartbeat.at = at;
    heartbeat.unchanged_since = series.report_seq;
    heartbeat.prev = *series.report_hash;
    auto jws = crypto::sign_jws(crypto::JwsType::kHeartbeat, report::encode(heartbeat), who.key);
    if (!jws) return jws.error().with_prefix("signing a heartbeat");
    replace_heartbeat(*data_->database, heartbeat.seq, *jws);
    advance_series(*data_->database, heartbeat.seq, nullptr);
    return {};
  });
}

Result<Batch> Spool::next_batch(std::size_t most_bytes, std::size_t most_lines) const {
  const std::lock_guard lock(data_->mutex);
  return spool_guarded("spool",
                       [&] { return read_batch(*data_->database, most_bytes, most_lines); });
}

Result<void> Spool::settle(const Settlement& settlement) {
  const std::lock_guard lock(data_->mutex);
  return spool_guarded("spool", [&]() -> Result<void> {
    SQLite::Database& database = *data_->database;
    const WallTime now = data_->clock->wall();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const auto& receipt : settlement.receipts) acknowledge(database, receipt, now);
    for (const auto& refusal : settlement.refusals) refuse(database, refusal, now);
    if (settlement.seen) store_seen(database, *settlement.seen, settlement.checkpoint);
    transaction.commit();
    return {};
  });
}

Result<std::uint64_t> Spool::resend_from(std::uint64_t seq) {
  const std::lock_guard lock(data_->mutex);
  return spool_guarded("spool", [&]() -> Result<std::uint64_t> {
    SQLite::Transaction transaction(*data_->database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::uint64_t count = wait_again(*data_->database, seq);
    transaction.commit();
    return count;
  });
}

Result<bool> Spool::note_epoch(std::uint64_t epoch) {
  const std::lock_guard lock(data_->mutex);
  return spool_guarded("spool",
                       [&]() -> Result<bool> { return exchange_epoch(*data_->database, epoch); });
}

Result<void> Spool::erase_old() {
  const std::lock_guard lock(data_->mutex);
  return spool_guarded("spool", [&]() -> Result<void> {
    const WallTime before = data_->clock->wall() - std::chrono::days(data_->options.keep_days);
    SQLite::Transaction transaction(*data_->database, SQLite::TransactionBehavior::IMMEDIATE);
    erase_acknowledged(*data_->database, before);
    transaction.commit();
    data_->database->exec("PRAGMA incremental_vacuum");
    return {};
  });
}

Result<SpoolState> Spool::state() const {
  const std::lock_guard lock(data_->mutex);
  return spool_guarded("spool", [&] { return read_state(*data_->database); });
}

}  // namespace distanskoll::agent
