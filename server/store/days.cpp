// SPDX-License-Identifier: EUPL-1.2
#include "server/store/days.h"

#include "server/store/statement.h"

#include <algorithm>

namespace distanskoll::server::store {
namespace {

/// `body`, `final_leaf`.
Result<StoredDay> day_at(const Use& use) {
  Result<evidence::DayEntry> day = evidence::decode_day_entry(use.text_at(0));
  if (!day) {
    return Error{ErrorCode::kCorrupt,
                 "a stored day cannot be read (" + day.error().message + "); run rebuild"};
  }
  return StoredDay{std::move(*day), use.maybe_number_at(1)};
}

Result<std::vector<StoredDay>> all_days(Use& use) {
  std::vector<StoredDay> days;
  while (use.step()) {
    Result<StoredDay> day = day_at(use);
    if (!day) return day.error();
    days.push_back(std::move(*day));
  }
  return days;
}

#define DISTANSKOLL_DAY_FIGURES                                                        \
  "employee,date,unit,kind,agreement_day,verdict,security_part,agreement_part,marked," \
  "without_agreement"

std::vector<DayFigures> figures(Use& use) {
  std::vector<DayFigures> rows;
  while (use.step()) {
    rows.push_back({use.text_at(0), day_of(use.integer_at(1)), use.text_at(2), use.text_at(3),
                    use.integer_at(4) != 0, use.text_at(5), use.text_at(6), use.text_at(7),
                    use.integer_at(8) != 0, use.integer_at(9) != 0});
  }
  return rows;
}

/// agreement_valid says it where the policy asks; else there is none when none is named.
bool lacks_agreement(const evidence::DayEntry& day) {
  return day.agreement_day && !day.agreement.has_value();
}

Result<std::optional<LocalDay>> final_date(Connection& connection, const char* sql) {
  return guarded("final date", [&]() -> Result<std::optional<LocalDay>> {
    Use use(connection, sql);
    if (!use.step() || use.null_at(0)) return std::optional<LocalDay>();
    return std::optional(day_of(use.integer_at(0)));
  });
}

}  // namespace

Result<void> put_day(Writer& writer, const StoredDay& stored) {
  return guarded("day", [&]() -> Result<void> {
    const evidence::DayEntry& day = stored.day;
    const std::string body = evidence::encode(day);
    const std::string kind(compliance::to_string(day.kind));
    const std::string verdict(compliance::to_string(day.verdict));
    const std::string security(compliance::to_string(day.security_part()));
    const std::string agreement(compliance::to_string(day.agreement_part()));
    Use(writer,
        "REPLACE INTO day(employee,date,unit,kind,agreement_day,verdict,security_part,"
        "agreement_part,marked,without_agreement,body,final_leaf) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)")
        .text(day.employee)
        .integer(number_of(day.date))
        .text(day.unit)
        .text(kind)
        .integer(std::int64_t{day.agreement_day ? 1 : 0})
        .text(verdict)
        .text(security)
        .text(agreement)
        .integer(std::int64_t{day.marks.empty() ? 0 : 1})
        .integer(std::int64_t{lacks_agreement(day) ? 1 : 0})
        .text(body)
        .maybe_integer(stored.final_leaf)
        .run();
    return {};
  });
}

Result<void> delete_day(Writer& writer, const std::string& employee, LocalDay date) {
  return guarded("day", [&]() -> Result<void> {
    Use(writer, "DELETE FROM day WHERE employee=? AND date=?")
        .text(employee)
        .integer(number_of(date))
        .run();
    return {};
  });
}

Result<std::optional<StoredDay>> find_day(Connection& connection, const std::string& employee,
                                          LocalDay date) {
  return guarded("day", [&]() -> Result<std::optional<StoredDay>> {
    Use use(connection, "SELECT body,final_leaf FROM day WHERE employee=? AND date=?");
    if (!use.text(employee).integer(number_of(date)).step()) return std::optional<StoredDay>();
    Result<StoredDay> day = day_at(use);
    if (!day) return day.error();
    return std::optional(std::move(*day));
  });
}

Result<std::vector<StoredDay>> days_of(Connection& connection, const std::string& employee,
                                       LocalDay from, LocalDay to) {
  return guarded("days", [&]() -> Result<std::vector<StoredDay>> {
    Use use(
        connection,
        "SELECT body,final_leaf FROM day WHERE employee=? AND date BETWEEN ? AND ? ORDER BY date");
    use.text(employee).integer(number_of(from)).integer(number_of(to));
    return all_days(use);
  });
}

Result<std::vector<LocalDay>> agreement_days(Connection& connection, const std::string& employee,
                                             LocalDay from, LocalDay before) {
  return guarded("days", [&]() -> Result<std::vector<LocalDay>> {
    Use use(connection,
            "SELECT date FROM day WHERE employee=? AND date>=? AND date<? AND agreement_day=1"
            " ORDER BY date");
    use.text(employee).integer(number_of(from)).integer(number_of(before));
    std::vector<LocalDay> days;
    while (use.step()) days.push_back(day_of(use.integer_at(0)));
    return days;
  });
}

Result<std::vector<StoredDay>> days_on(Connection& connection, LocalDay date,
                                       const std::string& after, std::size_t most) {
  return guarded("days", [&]() -> Result<std::vector<StoredDay>> {
    Use use(
        connection,
        "SELECT body,final_leaf FROM day WHERE date=? AND employee>? ORDER BY employee LIMIT ?");
    use.integer(number_of(date)).text(after).integer(most);
    return all_days(use);
  });
}

Result<void> clear_days(Writer& writer) {
  return guarded("days", [&]() -> Result<void> {
    Use(writer, "DELETE FROM day").run();
    Use(writer, "DELETE FROM final_date").run();
    Use(writer, "DELETE FROM late_day").run();
    return {};
  });
}

Result<std::vector<LocalDay>> day_dates(Connection& connection) {
  return guarded("days", [&]() -> Result<std::vector<LocalDay>> {
    Use use(connection, "SELECT date FROM day UNION SELECT date FROM final_date ORDER BY 1");
    std::vector<LocalDay> dates;
    while (use.step()) dates.push_back(day_of(use.integer_at(0)));
    return dates;
  });
}

Result<bool> any_day(Connection& connection) {
  return guarded("days", [&]() -> Result<bool> {
    return Use(connection, "SELECT 1 FROM day LIMIT 1").step();
  });
}

Result<std::vector<DayFigures>> day_figures(Connection& connection, LocalDay from, LocalDay to) {
  return guarded("days", [&]() -> Result<std::vector<DayFigures>> {
    Use use(connection, "SELECT " DISTANSKOLL_DAY_FIGURES
                        " FROM day WHERE date BETWEEN ? AND ? ORDER BY date,employee");
    use.integer(number_of(from)).integer(number_of(to));
    return figures(use);
  });
}

Result<std::vector<DayFigures>> figures_of(Connection& connection, const std::string& employee,
                                           LocalDay from, LocalDay to) {
  return guarded("days", [&]() -> Result<std::vector<DayFigures>> {
    Use use(connection, "SELECT " DISTANSKOLL_DAY_FIGURES
                        " FROM day WHERE employee=? AND date BETWEEN ? AND ? ORDER BY date");
    use.text(employee).integer(number_of(from)).integer(number_of(to));
    return figures(use);
  });
}

Result<void> add_final_day(Writer& writer, LocalDay date, std::uint64_t leaf) {
  return guarded("final day", [&]() -> Result<void> {
    Use(writer, "INSERT OR IGNORE INTO final_day(date,leaf) VALUES(?,?)")
        .integer(number_of(date))
        .integer(leaf)
        .run();
    return {};
  });
}

Result<std::vector<std::uint64_t>> final_days_of(Connection& connection, LocalDay date) {
  return guarded("final days", [&]() -> Result<std::vector<std::uint64_t>> {
    Use use(connection, "SELECT leaf FROM final_day WHERE date=? ORDER BY leaf");
    use.integer(number_of(date));
    std::vector<std::uint64_t> leaves;
    while (use.step()) leaves.push_back(use.number_at(0));
    return leaves;
  });
}

Result<void> put_final_date(Writer& writer, LocalDay date, std::uint64_t leaf) {
  return guarded("final date", [&]() -> Result<void> {
    Use(writer, "INSERT INTO final_date(date,leaf) VALUES(?,?)")
        .integer(number_of(date))
        .integer(leaf)
        .run();
    return {};
  });
}

Result<std::optional<LocalDay>> newest_final_date(Connection& connection) {
  return final_date(connection, "SELECT max(date) FROM final_date");
}
Result<std::optional<LocalDay>> first_final_date(Connection& connection) {
  return final_date(connection, "SELECT min(date) FROM final_date");
}

Result<std::optional<std::uint64_t>> manifest_of(Connection& connection, LocalDay date) {
  return guarded("final date", [&]() -> Result<std::optional<std::uint64_t>> {
    Use use(connection, "SELECT leaf FROM final_date WHERE date=?");
    if (!use.integer(number_of(date)).step()) return std::optional<std::uint64_t>();
    return std::optional(use.number_at(0));
  });
}

Result<void> put_late(Writer& writer, const LateRow& row) {
  return guarded("late day", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO late_day(employee,date,leaf,body) VALUES(?,?,?,?)")
        .text(row.employee)
        .integer(number_of(row.date))
        .integer(row.leaf)
        .text(row.body)
        .run();
    return {};
  });
}

Result<std::optional<LateRow>> find_late(Connection& connection, const std::string& employee,
                                         LocalDay date) {
  return guarded("late day", [&]() -> Result<std::optional<LateRow>> {
    Use use(connection, "SELECT leaf,body FROM late_day WHERE employee=? AND date=?");
    if (!use.text(employee).integer(number_of(date)).step()) return std::optional<LateRow>();
    return std::optional(LateRow{employee, date, use.number_at(0), use.text_at(1)});
  });
}

Result<void> add_change(Writer& writer, const DayChange& change) {
  return guarded("day change", [&]() -> Result<void> {
    Use(writer, "INSERT INTO day_change(employee,date,at,cause,before,after) VALUES(?,?,?,?,?,?)")
        .text(change.employee)
        .integer(number_of(change.date))
        .time(change.at)
        .text(change.cause)
        .text(change.before)
        .text(change.after)
        .run();
    return {};
  });
}

Result<std::vector<DayChange>> changes_of(Connection& connection, const std::string& employee,
                                          LocalDay from, LocalDay to) {
  return guarded("day changes", [&]() -> Result<std::vector<DayChange>> {
    Use use(connection,
            "SELECT date,at,cause,before,after FROM day_change"
            " WHERE employee=? AND date BETWEEN ? AND ? ORDER BY id");
    use.text(employee).integer(number_of(from)).integer(number_of(to));
    std::vector<DayChange> changes;
    while (use.step()) {
      changes.push_back({employee, day_of(use.integer_at(0)), use.time_at(1), use.text_at(2),
                         use.text_at(3), use.text_at(4)});
    }
    return changes;
  });
}

}  // namespace distanskoll::server::store
