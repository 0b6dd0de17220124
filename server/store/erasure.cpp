// SPDX-License-Identifier: EUPL-1.2
#include "server/store/erasure.h"

#include "server/store/statement.h"
#include "server/store/transaction.h"

namespace distanskoll::server::store {
namespace {

using compliance::LocalDay;

OldReport report_at(const Use& use) {
  return {use.number_at(0), use.maybe_text_at(1).value_or(std::string()), use.time_at(2)};
}

}  // namespace

Result<std::vector<OldReport>> old_reports(Connection& connection, WallTime before,
                                           std::size_t most) {
  return guarded("old reports", [&]() -> Result<std::vector<OldReport>> {
    Use use(connection,
            "SELECT leaf,device,received_at,kind FROM entry"
            " WHERE leaf>ifnull((SELECT leaf FROM erasure_cursor),-1) ORDER BY leaf");
    std::vector<OldReport> found;
    while (found.size() < most && use.step()) {
      if (use.time_at(2) >= before) break;
      const std::string kind = use.text_at(3);
      if (kind == "report" || kind == "run_closed") found.push_back(report_at(use));
    }
    return found;
  });
}

Result<std::optional<WallTime>> oldest_report(Connection& connection) {
  return guarded("old reports", [&]() -> Result<std::optional<WallTime>> {
    Use use(connection,
            "SELECT received_at FROM entry WHERE seq IS NOT NULL"
            " AND leaf>ifnull((SELECT leaf FROM erasure_cursor),-1) ORDER BY leaf LIMIT 1");
    if (!use.step()) return std::optional<WallTime>();
    return std::optional(use.time_at(0));
  });
}

Result<void> advance_cursor(Writer& writer, std::uint64_t leaf) {
  return guarded("erasure", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO erasure_cursor(id,leaf) VALUES(1,?)").integer(leaf).run();
    return {};
  });
}

Result<void> leave_behind(Writer& writer, const OldReport& report) {
  return guarded("erasure", [&]() -> Result<void> {
    Use(writer, "INSERT OR IGNORE INTO left_behind(leaf,device,received_at) VALUES(?,?,?)")
        .integer(report.leaf)
        .text(report.device)
        .time(report.received_at)
        .run();
    return {};
  });
}

Result<void> no_longer_left(Writer& writer, std::uint64_t leaf) {
  return guarded("erasure", [&]() -> Result<void> {
    Use(writer, "DELETE FROM left_behind WHERE leaf=?").integer(leaf).run();
    return {};
  });
}

Result<std::vector<OldReport>> left_behind(Connection& connection, std::uint64_t after_leaf,
                                           std::size_t most) {
  return guarded("erasure", [&]() -> Result<std::vector<OldReport>> {
    Use use(connection,
            "SELECT leaf,device,received_at FROM left_behind WHERE leaf>? ORDER BY leaf LIMIT ?");
    use.integer(after_leaf).integer(most);
    std::vector<OldReport> found;
    while (use.step()) found.push_back(report_at(use));
    return found;
  });
}

Result<bool> is_newest_report(Connection& connection, const std::string& device,
                              std::uint64_t leaf) {
  return guarded("device state", [&]() -> Result<bool> {
    Use use(connection, "SELECT 1 FROM device_state WHERE device=? AND leaf=?");
    return use.text(device).integer(leaf).step();
  });
}

Result<std::uint64_t> delete_old_device_days(Writer& writer, LocalDay before, std::size_t most) {
  return guarded("device days", [&]() -> Result<std::uint64_t> {
    std::vector<std::pair<std::string, std::int64_t>> rows;
    {
      Use use(
          writer,
          "SELECT device,day FROM device_day d WHERE day<? AND EXISTS(SELECT 1 FROM device_day n"
          " WHERE n.device=d.device AND n.day>d.day) ORDER BY day LIMIT ?");
      use.integer(number_of(before)).integer(most);
      while (use.step()) rows.emplace_back(use.text_at(0), use.integer_at(1));
    }
    for (const auto& [device, day] : rows) {
      Use(writer, "DELETE FROM seen_on WHERE device=? AND day=?").text(device).integer(day).run();
      Use(writer, "DELETE FROM device_day WHERE device=? AND day=?")
          .text(device)
          .integer(day)
          .run();
    }
    return std::uint64_t{rows.size()};
  });
}

Result<std::vector<OldDay>> old_days(Connection& connection, LocalDay before,
                                     const std::string& after_employee, std::size_t most) {
  return guarded("old days", [&]() -> Result<std::vector<OldDay>> {
    Use use(connection,
            "SELECT d.employee,d.date,d.final_leaf,l.leaf FROM day d LEFT JOIN late_day l"
            " ON l.employee=d.employee AND l.date=d.date"
            " WHERE d.date<? AND d.employee>=? AND d.final_leaf IS NOT NULL"
            " ORDER BY d.employee,d.date LIMIT ?");
    use.integer(number_of(before)).text(after_employee).integer(most);
    std::vector<OldDay> found;
    while (use.step()) {
      OldDay day{use.text_at(0), day_of(use.integer_at(1)), {use.number_at(2)}};
      if (!use.null_at(3)) day.leaves.push_back(use.number_at(3));
      found.push_back(std::move(day));
    }
    return found;
  });
}

Result<void> delete_day_rows(Writer& writer, const std::string& employee, LocalDay date) {
  return guarded("day", [&]() -> Result<void> {
    for (const char* sql : {"DELETE FROM day WHERE employee=? AND date=?",
                            "DELETE FROM late_day WHERE employee=? AND date=?",
                            "DELETE FROM day_change WHERE employee=? AND date=?"}) {
      Use(writer, sql).text(employee).integer(number_of(date)).run();
    }
    return {};
  });
}

Result<void> delete_person_rows(Writer& writer, const std::string& employee,
                                const std::vector<std::string>& logins) {
  return guarded("person", [&]() -> Result<void> {
    for (const char* sql :
         {"DELETE FROM seen_on WHERE employee=?", "DELETE FROM stale_person WHERE employee=?",
          "DELETE FROM heard WHERE employee=?", "DELETE FROM day_change WHERE employee=?"}) {
      Use(writer, sql).text(employee).run();
    }
    for (const std::string& login : logins) {
      Use(writer, "DELETE FROM pseudonym WHERE login=?").text(login).run();
    }
    return {};
  });
}

Result<std::uint64_t> delete_old_access(Writer& writer, LocalDay before, std::size_t most) {
  return guarded("access log", [&]() -> Result<std::uint64_t> {
    const std::string day = compliance::format_date(before);
    std::uint64_t deleted = 0;
    while (deleted < most) {
      std::vector<std::int64_t> ids;
      {
        Use use(writer,
                "SELECT id FROM access_log WHERE day<?1 AND"
                " hour=(SELECT min(hour) FROM access_log)");
        use.text(day);
        while (use.step()) ids.push_back(use.integer_at(0));
      }
      if (ids.empty()) break;
      for (const std::int64_t id : ids) {
        Use(writer, "DELETE FROM access_person WHERE access=?").integer(id).run();
        Use(writer, "DELETE FROM access_log WHERE id=?").integer(id).run();
      }
      deleted += ids.size();
    }
    return deleted;
  });
}

Result<void> delete_record_row(Writer& writer, std::uint64_t leaf) {
  return guarded("record", [&]() -> Result<void> {
    Use(writer, "DELETE FROM record WHERE leaf=?").integer(leaf).run();
    return {};
  });
}

Result<void> compact(Writer& writer) {
  const auto done = guarded("database", [&]() -> Result<void> {
    writer.database().exec("VACUUM");
    return {};
  });
  if (!done) return done.error();
  return empty_log(writer);
}

Result<bool> shrink(Writer& writer, int pages) {
  return guarded("database", [&]() -> Result<bool> {
    if (writer.database().execAndGet("PRAGMA freelist_count").getInt64() == 0) return true;
    writer.database().exec("PRAGMA incremental_vacuum(" + std::to_string(pages) + ")");
    return writer.database().execAndGet("PRAGMA freelist_count").getInt64() == 0;
  });
}

}  // namespace distanskoll::server::store
