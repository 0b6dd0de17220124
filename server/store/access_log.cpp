// SPDX-License-Identifier: EUPL-1.2
#include "server/store/access_log.h"

#include "server/store/statement.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_ACCESS_COLUMNS \
  "a.id,a.first_at,a.day,a.reader,a.name,a.role,a.route,a.reason,a.filter,a.count,a.salt"

std::int64_t hour_of(WallTime time) {
  return seconds_of(std::chrono::floor<std::chrono::hours>(time));
}

/// Names the set of persons, so that the same again is found.
Digest digest_of(const std::vector<std::string>& persons) {
  std::string text;
  for (const std::string& person : persons) text.append(person).append("\n");
  return crypto::sha256(text);
}

AccessRow read_row(const Use& use) {
  AccessRow row;
  row.id = use.number_at(0);
  row.first_at = use.time_at(1);
  row.day = use.text_at(2);
  row.reader = use.text_at(3);
  row.name = use.text_at(4);
  row.role = use.text_at(5);
  row.route = use.text_at(6);
  row.reason = use.maybe_text_at(7);
  row.filter = use.text_at(8);
  row.count = use.number_at(9);
  row.salt = use.digest_at(10);
  return row;
}

std::vector<AccessRow> all_accesses(Use& use) {
  std::vector<AccessRow> rows;
  while (use.step()) rows.push_back(read_row(use));
  return rows;
}

void read_persons(Connection& connection, std::vector<AccessRow>& rows) {
  for (AccessRow& row : rows) {
    Use use(connection, "SELECT employee FROM access_person WHERE access=? ORDER BY employee");
    use.integer(row.id);
    while (use.step()) row.persons.push_back(use.text_at(0));
  }
}

/// The hour that the row belongs to: its own, or when the clock went back behind a sealed hour the
/// one after that.
std::int64_t open_hour(Connection& connection, WallTime at) {
  Use use(connection, "SELECT ifnull(max(hour),-1) FROM access_digest");
  use.step();
  const std::int64_t sealed = use.integer_at(0);
  return sealed < 0 ? hour_of(at) : std::max(hour_of(at), sealed + 3600);
}

void insert(Writer& writer, const AccessRow& row, std::int64_t hour, const Digest& persons) {
  Use(writer,
      "INSERT INTO access_log(id,hour,first_at,day,reader,name,role,route,reason,filter,persons,"
      "count,salt) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)")
      .integer(row.id)
      .integer(hour)
      .time(row.first_at)
      .text(row.day)
      .text(row.reader)
      .text(row.name)
      .text(row.role)
      .text(row.route)
      .maybe_text(row.reason)
      .text(row.filter)
      .bytes(persons)
      .integer(row.count)
      .bytes(row.salt)
      .run();
}

std::optional<AccessRow> same_in_hour(Writer& writer, const AccessRow& row, std::int64_t hour,
                                      const Digest& persons) {
  Use use(writer, "SELECT " DISTANSKOLL_ACCESS_COLUMNS
                  " FROM access_log a WHERE a.hour=? AND a.reader=? AND a.role=? AND a.route=?"
                  " AND a.reason IS ? AND a.filter=? AND a.persons=?");
  use.integer(hour).text(row.reader).text(row.role).text(row.route);
  use.maybe_text(row.reason).text(row.filter).bytes(persons);
  if (!use.step()) return std::nullopt;
  return read_row(use);
}

}  // namespace

Result<void> log_access(Writer& writer, const AccessRow& row) {
  return guarded("access log", [&]() -> Result<void> {
    const std::int64_t hour = open_hour(writer, row.first_at);
    const Digest persons = digest_of(row.persons);
    if (auto same = same_in_hour(writer, row, hour, persons)) {
      ++same->count;
      Use(writer, "DELETE FROM access_log WHERE id=?").integer(same->id).run();
      insert(writer, *same, hour, persons);
      return {};
    }
    AccessRow added = row;
    {
      Use use(writer, "SELECT ifnull(max(id),0)+1 FROM access_log");
      use.step();
      added.id = use.number_at(0);
    }
    insert(writer, added, hour, persons);
    for (const std::string& person : row.persons) {
      Use(writer, "INSERT INTO access_person(access,employee) VALUES(?,?)")
          .integer(added.id)
          .text(person)
          .run();
    }
    return {};
  });
}

Result<std::optional<WallTime>> oldest_unsealed_hour(Connection& connection, WallTime before) {
  return guarded("access log", [&]() -> Result<std::optional<WallTime>> {
    Use use(connection,
            "SELECT min(hour) FROM access_log WHERE hour<? AND"
            " hour>(SELECT ifnull(max(hour),-1) FROM access_digest)");
    use.time(before);
    use.step();
    return use.maybe_time_at(0);
  });
}

Result<std::vector<AccessRow>> access_rows_of_hour(Connection& connection, WallTime hour,
                                                   std::uint64_t after, std::size_t most) {
  return guarded("access log", [&]() -> Result<std::vector<AccessRow>> {
    std::vector<AccessRow> rows;
    {
      Use use(connection, "SELECT " DISTANSKOLL_ACCESS_COLUMNS
                          " FROM access_log a WHERE a.hour=? AND a.id>? ORDER BY a.id LIMIT ?");
      use.time(hour).integer(after).integer(most);
      rows = all_accesses(use);
    }
    read_persons(connection, rows);
    return rows;
  });
}

Result<std::vector<AccessDigest>> access_digests(Connection& connection, WallTime after,
                                                 std::size_t most) {
  return guarded("access log", [&]() -> Result<std::vector<AccessDigest>> {
    std::vector<AccessDigest> digests;
    Use use(connection, "SELECT hour,leaf FROM access_digest WHERE hour>? ORDER BY hour LIMIT ?");
    use.time(after).integer(most);
    while (use.step()) digests.push_back({use.time_at(0), use.number_at(1)});
    return digests;
  });
}

Result<void> seal_hour(Writer& writer, WallTime hour, std::uint64_t leaf) {
  return guarded("access log", [&]() -> Result<void> {
    Use(writer, "INSERT INTO access_digest(hour,leaf) VALUES(?,?)").time(hour).integer(leaf).run();
    return {};
  });
}

Result<std::vector<AccessRow>> access_about(Connection& connection, const std::string& employee,
                                            std::uint64_t before, std::size_t most) {
  return guarded("access log", [&]() -> Result<std::vector<AccessRow>> {
    Use use(connection, "SELECT " DISTANSKOLL_ACCESS_COLUMNS
                        " FROM access_person p JOIN access_log a ON a.id=p.access"
                        " WHERE p.employee=? AND p.access<? ORDER BY p.access DESC LIMIT ?");
    use.text(employee).integer(before == 0 ? INT64_MAX : static_cast<std::int64_t>(before));
    use.integer(most);
    return all_accesses(use);
  });
}

Result<std::vector<AccessRow>> access_by(Connection& connection, const std::string& reader,
                                         std::uint64_t before, std::size_t most) {
  return guarded("access log", [&]() -> Result<std::vector<AccessRow>> {
    std::vector<AccessRow> rows;
    {
      Use use(connection,
              "SELECT " DISTANSKOLL_ACCESS_COLUMNS
              " FROM access_log a WHERE a.reader=? AND a.id<? ORDER BY a.id DESC LIMIT ?");
      use.text(reader).integer(before == 0 ? INT64_MAX : static_cast<std::int64_t>(before));
      use.integer(most);
      rows = all_accesses(use);
    }
    read_persons(connection, rows);
    return rows;
  });
}

Result<std::vector<AccessCount>> count_access(Connection& connection, bool per_reader) {
  return guarded("access log", [&]() -> Result<std::vector<AccessCount>> {
    Use use(connection,
            "SELECT substr(a.day,1,7) AS month,a.role,CASE WHEN ? THEN a.reader ELSE '' END AS who,"
            "CASE WHEN ? THEN max(a.name) ELSE '' END,sum(a.count),"
            "sum((SELECT count(*) FROM access_person p WHERE p.access=a.id))"
            " FROM access_log a GROUP BY month,a.role,who ORDER BY month DESC,a.role,who");
    const std::int64_t named = per_reader ? 1 : 0;
    use.integer(named).integer(named);
    std::vector<AccessCount> counts;
    while (use.step()) {
      counts.push_back({use.text_at(0), use.text_at(1), use.text_at(2), use.text_at(3),
                        use.number_at(4), use.number_at(5)});
    }
    return counts;
  });
}

}  // namespace distanskoll::server::store
