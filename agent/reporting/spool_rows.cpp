// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/spool_rows.h"

#include "agent/reporting/spool_columns.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace distanskoll::agent {

using SQLite::Statement;

void add_gap(SQLite::Database& database, const report::Gap& gap) {
  Statement last(database, "SELECT id, to_seq, code FROM gap ORDER BY id DESC LIMIT 1");
  if (last.executeStep() && last.getColumn(2).getString() == gap.code &&
      number(last.getColumn(1)) < gap.from) {
    Statement between(database, "SELECT 1 FROM report WHERE seq > ? AND seq < ? LIMIT 1");
    between.bind(1, last.getColumn(1).getInt64());
    between.bind(2, number(gap.from));
    if (!between.executeStep()) {
      Statement join(database, "UPDATE gap SET to_seq = ? WHERE id = ?");
      join.bind(1, number(gap.to));
      join.bind(2, last.getColumn(0).getInt64());
      join.exec();
      return;
    }
  }
  Statement insert(database, "INSERT INTO gap(from_seq, to_seq, code) VALUES (?, ?, ?)");
  insert.bind(1, number(gap.from));
  insert.bind(2, number(gap.to));
  insert.bind(3, gap.code);
  insert.exec();
}

void lose_report(SQLite::Database& database, std::uint64_t seq, const std::string& code) {
  Statement row(database,
                "SELECT closing_seq, gap_from, gap_to, gap_code FROM report WHERE seq = ?");
  row.bind(1, number(seq));
  if (!row.executeStep()) return;
  if (!row.getColumn(1).isNull()) {
    add_gap(database,
            {number(row.getColumn(1)), number(row.getColumn(2)), row.getColumn(3).getString()});
  }
  const std::uint64_t from = row.getColumn(0).isNull() ? seq : number(row.getColumn(0));
  row.reset();
  Statement erase(database, "DELETE FROM report WHERE seq = ?");
  erase.bind(1, number(seq));
  erase.exec();
  add_gap(database, {from, seq, code});
}

Result<std::optional<Series>> read_series(SQLite::Database& database) {
  Statement row(database,
                "SELECT device, next_seq, report_seq, report_hash, seen_size, seen_root, epoch "
                "FROM series WHERE id = 1");
  if (!row.executeStep()) return std::optional<Series>{};
  Series series;
  series.device = row.getColumn(0).getString();
  series.next_seq = number(row.getColumn(1));
  if (!row.getColumn(2).isNull()) {
    series.report_seq = number(row.getColumn(2));
    series.report_hash = digest_of(row.getColumn(3));
    if (!series.report_hash) {
      return Error{ErrorCode::kCorrupt, "spool: the hash of the newest report is not 32 bytes"};
    }
  }
  if (const auto root = digest_of(row.getColumn(5))) {
    series.seen = report::Seen{number(row.getColumn(4)), *root};
  }
  if (!row.getColumn(6).isNull()) series.epoch = number(row.getColumn(6));
  return std::optional(std::move(series));
}

Result<Series> require_series(SQLite::Database& database, const std::string& device) {
  auto series = read_series(database);
  if (!series) return series.error();
  if (!*series || (*series)->device != device) {
    return Error{ErrorCode::kConflict, "spool: the number series is not this identity's"};
  }
  return std::move(**series);
}

void insert_series(SQLite::Database& database, const std::string& device) {
  Statement insert(database, "INSERT INTO series(id, device, next_seq) VALUES (1, ?, 1)");
  insert.bind(1, device);
  insert.exec();
}

void abandon_series(SQLite::Database& database, const std::string& device, WallTime now) {
  Statement keep(database,
                 "INSERT INTO refused(device, seq, code, detail, at, jws) "
                 "SELECT ?, seq, 'series_ended', '', ?, jws FROM report WHERE state = 0 "
                 "ORDER BY seq DESC LIMIT ?");
  keep.bind(1, device);
  keep.bind(2, seconds(now));
  keep.bind(3, number(limits::kRefusedKept));
  keep.exec();
  for (const char* table : {"report", "heartbeat", "gap", "series"}) {
    database.exec(std::string("DELETE FROM ") + table);
  }
}

void advance_series(SQLite::Database& database, std::uint64_t used, const std::string* report_jws) {
  Statement next(database, "UPDATE series SET next_seq = ?");
  next.bind(1, number(used + 1));
  next.exec();
  if (report_jws == nullptr) return;
  Statement newest(database, "UPDATE series SET report_seq = ?, report_hash = ?");
  newest.bind(1, number(used));
  bind_digest(newest, 2, crypto::sha256(*report_jws));
  newest.exec();
}

void store_seen(SQLite::Database& database, const report::Seen& seen, const std::string& note) {
  Statement update(database, "UPDATE series SET seen_size = ?, seen_root = ?, checkpoint = ?");
  update.bind(1, number(seen.size));
  bind_digest(update, 2, seen.root);
  update.bind(3, note);
  update.exec();
}

bool exchange_epoch(SQLite::Database& database, std::uint64_t epoch) {
  Statement row(database, "SELECT epoch FROM series");
  if (!row.executeStep()) return false;
  const bool known = !row.getColumn(0).isNull();
  if (known && number(row.getColumn(0)) == epoch) return false;
  row.reset();
  Statement update(database, "UPDATE series SET epoch = ?");
  update.bind(1, number(epoch));
  update.exec();
  return known;
}

std::optional<HeartbeatRow> read_heartbeat(SQLite::Database& database) {
  Statement row(database, "SELECT seq, jws FROM heartbeat WHERE id = 1");
  if (!row.executeStep()) return std::nullopt;
  return HeartbeatRow{number(row.getColumn(0)), row.getColumn(1).getString()};
}

void replace_heartbeat(SQLite::Database& database, std::uint64_t seq, const std::string& jws) {
  Statement put(database,
                "INSERT OR REPLACE INTO heartbeat(id, seq, jws, sent) VALUES (1, ?, ?, 0)");
  put.bind(1, number(seq));
  put.bind(2, jws);
  put.exec();
}

std::optional<report::Gap> take_gap(SQLite::Database& database) {
  Statement row(database, "SELECT id, from_seq, to_seq, code FROM gap ORDER BY id LIMIT 1");
  if (!row.executeStep()) return std::nullopt;
  report::Gap gap{number(row.getColumn(1)), number(row.getColumn(2)), row.getColumn(3).getString()};
  Statement erase(database, "DELETE FROM gap WHERE id = ?");
  erase.bind(1, row.getColumn(0).getInt64());
  row.reset();
  erase.exec();
  return gap;
}

void insert_report(SQLite::Database& database, const report::Report& report, const std::string& jws,
                   const std::optional<HeartbeatRow>& closing) {
  Statement insert(database,
                   "INSERT INTO report(seq, state, bytes, jws, closing_seq, closing, gap_from, "
                   "gap_to, gap_code) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, number(report.seq));
  insert.bind(2, number(jws.size() + (closing ? closing->jws.size() : 0)));
  insert.bind(3, jws);
  if (closing) {
    insert.bind(4, number(closing->seq));
    insert.bind(5, closing->jws);
    database.exec("DELETE FROM heartbeat");
  }
  if (report.gap) {
    insert.bind(6, number(report.gap->from));
    insert.bind(7, number(report.gap->to));
    insert.bind(8, report.gap->code);
  }
  insert.exec();
}

void make_room(SQLite::Database& database, std::size_t most_rows, std::size_t most_bytes,
               std::uint64_t newest) {
  Statement total(database, "SELECT count(*), coalesce(sum(bytes), 0) FROM report");
  total.executeStep();
  std::uint64_t rows = number(total.getColumn(0));
  std::uint64_t bytes = number(total.getColumn(1));
  total.reset();
  while (rows > most_rows || bytes > most_bytes) {
    Statement oldest(database,
                     "SELECT seq, state, bytes FROM report WHERE seq < ? "
                     "ORDER BY state DESC, seq LIMIT 1");
    oldest.bind(1, number(newest));
    if (!oldest.executeStep()) return;
    const std::uint64_t seq = number(oldest.getColumn(0));
    const bool acknowledged = oldest.getColumn(1).getInt() == 1;
    --rows;
    bytes -= number(oldest.getColumn(2));
    oldest.reset();
    if (acknowledged) {
      Statement erase(database, "DELETE FROM report WHERE seq = ?");
      erase.bind(1, number(seq));
      erase.exec();
    } else {
      lose_report(database, seq, "evicted");
    }
  }
}

Result<Batch> read_batch(SQLite::Database& database, std::size_t most_bytes,
                         std::size_t most_lines) {
  Batch batch;
  Statement rows(database,
                 "SELECT seq, jws, closing_seq, closing FROM report WHERE state = 0 ORDER BY seq");
  while (rows.executeStep()) {
    std::vector<Batch::Line> lines;
    if (!rows.getColumn(2).isNull()) {
      lines.push_back({number(rows.getColumn(2)), true, rows.getColumn(3).getString()});
    }
    lines.push_back({number(rows.getColumn(0)), false, rows.getColumn(1).getString()});
    std::size_t bytes = 0;
    for (const auto& line : lines) bytes += line.jws.size() + 1;
    const bool fits =
        batch.bytes + bytes <= most_bytes && batch.lines.size() + lines.size() <= most_lines;
    if (!fits && !batch.lines.empty()) {
      batch.more = true;
      return batch;
    }
    batch.bytes += bytes;
    std::move(lines.begin(), lines.end(), std::back_inserter(batch.lines));
  }
  Statement running(database, "SELECT seq, jws FROM heartbeat WHERE sent = 0");
  if (running.executeStep()) {
    Batch::Line line{number(running.getColumn(0)), true, running.getColumn(1).getString()};
    if (batch.lines.empty() ||
        (batch.bytes + line.jws.size() + 1 <= most_bytes && batch.lines.size() < most_lines)) {
      batch.bytes += line.jws.size() + 1;
      batch.lines.push_back(std::move(line));
    } else {
      batch.more = true;
    }
  }
  return batch;
}

}  // namespace distanskoll::agent
