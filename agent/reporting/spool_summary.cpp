// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/spool_summary.h"

#include "agent/reporting/spool_columns.h"
#include "agent/reporting/spool_database.h"
#include "agent/reporting/spool_rows.h"
#include "shared/crypto/jws.h"
#include "shared/report/codec.h"

#include <system_error>

namespace distanskoll::agent {
namespace {

constexpr int kNewestSchema = 2;
constexpr std::size_t kCodes = 32;

std::optional<WallTime> oldest_waiting(SQLite::Database& database) {
  SQLite::Statement row(database, "SELECT jws FROM report WHERE state = 0 ORDER BY seq LIMIT 1");
  if (!row.executeStep()) return std::nullopt;
  const std::string text = row.getColumn(0).getString();
  const auto jws = crypto::split_jws(text);
  if (!jws) return std::nullopt;
  const auto report = report::decode_report(jws->payload);
  if (!report) return std::nullopt;
  return report->at;
}

Result<SpoolSummary> read_summary(SQLite::Database& database) {
  SpoolSummary summary;
  SQLite::Statement sizes(database,
                          "SELECT state, COUNT(*), SUM(bytes) FROM report GROUP BY state");
  while (sizes.executeStep()) {
    (sizes.getColumn(0).getInt() == 0 ? summary.waiting : summary.acknowledged) =
        number(sizes.getColumn(1));
    summary.report_bytes += number(sizes.getColumn(2));
  }
  SQLite::Statement codes(database, "SELECT code, COUNT(*) FROM refused GROUP BY code");
  while (codes.executeStep() && summary.refused_by_code.size() < kCodes) {
    summary.refused += number(codes.getColumn(1));
    summary.refused_by_code[codes.getColumn(0).getString()] = number(codes.getColumn(1));
  }
  summary.gaps = number(database.execAndGet("SELECT COUNT(*) FROM gap"));
  summary.oldest = oldest_waiting(database);
  return summary;
}

}  // namespace

Result<SpoolSummary> summarize_spool(const std::filesystem::path& file) {
  std::error_code code;
  if (!std::filesystem::exists(file, code)) {
    if (code) {
      return Error{
          code == std::errc::permission_denied ? ErrorCode::kPermissionDenied : ErrorCode::kIo,
          file.string() + ": " + code.message()};
    }
    return Error{ErrorCode::kNotFound, file.string() + ": no report was stored yet"};
  }
  return spool_guarded(file.string(), [&]() -> Result<SpoolSummary> {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, 0);
    // No shared-memory file appears beside it, whoever runs this.
    database.exec("PRAGMA locking_mode=EXCLUSIVE");
    const int version = database.execAndGet("PRAGMA user_version").getInt();
    if (version == 0) {
      return Error{ErrorCode::kNotFound, file.string() + ": no report was stored yet"};
    }
    if (version > kNewestSchema) {
      return Error{ErrorCode::kUnsupported,
                   file.string() + " was written by a later version of distanskoll-agent"};
    }
    const std::string health = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (health != "ok") return Error{ErrorCode::kCorrupt, file.string() + ": " + health};
    return read_summary(database);
  });
}

}  // namespace distanskoll::agent
