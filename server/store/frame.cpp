// SPDX-License-Identifier: EUPL-1.2
#include "server/store/frame.h"

#include "server/store/statement.h"
#include "shared/compliance/verdict.h"

namespace distanskoll::server::store {
namespace {

using compliance::LocalDay;

std::int64_t one(Connection& connection, const char* sql, LocalDay from, LocalDay to) {
  Use use(connection, sql);
  use.integer(number_of(from)).integer(number_of(to));
  return use.step() ? use.integer_at(0) : 0;
}

}  // namespace

Result<DayCounts> count_days(Connection& connection, LocalDay from, LocalDay to) {
  return guarded("days", [&]() -> Result<DayCounts> {
    Use use(connection,
            "SELECT kind,agreement_day,verdict,without_agreement,marked,count(*) FROM day"
            " WHERE date BETWEEN ? AND ? GROUP BY kind,agreement_day,verdict,without_agreement,"
            "marked");
    use.integer(number_of(from)).integer(number_of(to));
    DayCounts counts;
    while (use.step()) {
      const std::string verdict = use.text_at(2);
      const std::int64_t rows = use.integer_at(5);
      const bool remote = use.text_at(0) == compliance::to_string(compliance::DayKind::kRemote);
      (remote ? counts.remote : counts.undecided) += rows;
      if (use.integer_at(1) != 0) counts.agreement_days += rows;
      if (verdict == compliance::to_string(compliance::Verdict::kCompliant)) {
        counts.compliant += rows;
      } else if (verdict == compliance::to_string(compliance::Verdict::kDeviation)) {
        counts.deviation += rows;
      } else {
        counts.undetermined += rows;
      }
      if (use.integer_at(3) != 0) counts.without_agreement += rows;
      if (use.integer_at(4) != 0) counts.marked += rows;
    }
    return counts;
  });
}

Result<FinalCounts> count_final(Connection& connection, LocalDay from, LocalDay to) {
  return guarded("final days", [&]() -> Result<FinalCounts> {
    FinalCounts counts;
    counts.dates =
        one(connection, "SELECT count(*) FROM final_date WHERE date BETWEEN ? AND ?", from, to);
    counts.promised =
        one(connection, "SELECT count(*) FROM final_day WHERE date BETWEEN ? AND ?", from, to);
    counts.kept = one(connection,
                      "SELECT count(*) FROM final_date f JOIN day d ON d.date=f.date"
                      " WHERE f.date BETWEEN ? AND ?",
                      from, to);
    counts.late =
        one(connection, "SELECT count(*) FROM late_day WHERE date BETWEEN ? AND ?", from, to);
    return counts;
  });
}

Result<std::map<std::string, std::int64_t>> count_findings(Connection& connection, WallTime from,
                                                           WallTime before) {
  return guarded("findings", [&]() -> Result<std::map<std::string, std::int64_t>> {
    Use use(connection,
            "SELECT kind,count(*) FROM finding WHERE opened_at<? AND"
            " (closed_at IS NULL OR closed_at>=?) GROUP BY kind");
    use.time(before).time(from);
    std::map<std::string, std::int64_t> counts;
    while (use.step()) counts[use.text_at(0)] = use.integer_at(1);
    return counts;
  });
}

}  // namespace distanskoll::server::store
