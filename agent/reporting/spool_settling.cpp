// SPDX-License-Identifier: EUPL-1.2
// What becomes of rows after they were sent: receipts, refusals, sending again, erasure.
#include "agent/reporting/spool_columns.h"
#include "agent/reporting/spool_rows.h"

namespace distanskoll::agent {

using SQLite::Statement;

namespace {

std::uint64_t count_of(SQLite::Database& database, const char* sql) {
  return number(database.execAndGet(sql));
}

void keep_refused(SQLite::Database& database, const Settlement::Refusal& refusal,
                  const std::string& jws, WallTime now) {
  Statement insert(database,
                   "INSERT INTO refused(device, seq, code, detail, at, jws) "
                   "SELECT device, ?, ?, ?, ?, ? FROM series");
  insert.bind(1, number(refusal.seq));
  insert.bind(2, refusal.code);
  insert.bind(3, refusal.detail);
  insert.bind(4, seconds(now));
  insert.bind(5, jws);
  insert.exec();
  Statement trim(database, "DELETE FROM refused WHERE id <= (SELECT max(id) FROM refused) - ?");
  trim.bind(1, number(limits::kRefusedKept));
  trim.exec();
}

}  // namespace

void acknowledge(SQLite::Database& database, const Settlement::Receipt& receipt, WallTime now) {
  Statement report(database,
                   "UPDATE report SET state = 1, acknowledged_at = ?, leaf = ?, salt = ?, "
                   "epoch = ? WHERE seq = ? AND state = 0");
  report.bind(1, seconds(now));
  if (receipt.leaf) report.bind(2, number(*receipt.leaf));
  if (receipt.salt) bind_digest(report, 3, *receipt.salt);
  if (receipt.epoch) report.bind(4, number(*receipt.epoch));
  report.bind(5, number(receipt.seq));
  if (report.exec() == 1) return;
  Statement heartbeat(database, "UPDATE heartbeat SET sent = 1 WHERE seq = ?");
  heartbeat.bind(1, number(receipt.seq));
  heartbeat.exec();
}

void refuse(SQLite::Database& database, const Settlement::Refusal& refusal, WallTime now) {
  Statement report(database, "SELECT jws FROM report WHERE seq = ? AND state = 0");
  report.bind(1, number(refusal.seq));
  if (report.executeStep()) {
    keep_refused(database, refusal, report.getColumn(0).getString(), now);
    report.reset();
    lose_report(database, refusal.seq, refusal.code);
    return;
  }
  Statement closing(database,
                    "SELECT seq, closing FROM report WHERE closing_seq = ? AND state = 0");
  closing.bind(1, number(refusal.seq));
  if (closing.executeStep()) {
    keep_refused(database, refusal, closing.getColumn(1).getString(), now);
    Statement drop(database, "UPDATE report SET closing_seq = NULL, closing = NULL WHERE seq = ?");
    drop.bind(1, closing.getColumn(0).getInt64());
    closing.reset();
    drop.exec();
    add_gap(database, {refusal.seq, refusal.seq, refusal.code});
    return;
  }
  const auto running = read_heartbeat(database);
  if (!running || running->seq != refusal.seq) return;  // overwritten or settled since
  keep_refused(database, refusal, running->jws, now);
  database.exec("UPDATE heartbeat SET sent = 1");
}

std::uint64_t wait_again(SQLite::Database& database, std::uint64_t from) {
  Statement reports(database, "UPDATE report SET state = 0 WHERE state = 1 AND seq >= ?");
  reports.bind(1, number(from));
  const int changed = reports.exec();
  database.exec("UPDATE heartbeat SET sent = 0");
  return static_cast<std::uint64_t>(changed);
}

void erase_acknowledged(SQLite::Database& database, WallTime before) {
  Statement erase(database, "DELETE FROM report WHERE state = 1 AND acknowledged_at < ?");
  erase.bind(1, seconds(before));
  erase.exec();
}

Result<SpoolState> read_state(SQLite::Database& database) {
  SpoolState state;
  auto series = read_series(database);
  if (!series) return series.error();
  if (*series) {
    state.device = (*series)->device;
    state.next_seq = (*series)->next_seq;
    state.seen = (*series)->seen;
    state.epoch = (*series)->epoch;
  }
  state.waiting = count_of(database, "SELECT count(*) FROM report WHERE state = 0") +
                  count_of(database, "SELECT count(*) FROM heartbeat WHERE sent = 0");
  state.acknowledged = count_of(database, "SELECT count(*) FROM report WHERE state = 1");
  state.refused = count_of(database, "SELECT count(*) FROM refused");
  state.gaps = count_of(database, "SELECT count(*) FROM gap");
  return state;
}

}  // namespace distanskoll::agent
