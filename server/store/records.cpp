// SPDX-License-Identifier: EUPL-1.2
#include "server/store/records.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_RECORD_COLUMNS "r.kind,r.id,r.version,r.leaf,r.at,r.person,r.removed"

StoredRecord record_at(const Use& use) {
  StoredRecord record;
  record.row = {use.text_at(0),        use.text_at(1), use.number_at(2),
                use.number_at(3),      use.time_at(4), use.maybe_text_at(5).value_or(std::string()),
                use.integer_at(6) != 0};
  record.line = use.maybe_text_at(7).value_or(std::string());
  return record;
}

std::vector<StoredRecord> all_records(Use& use) {
  std::vector<StoredRecord> records;
  while (use.step()) records.push_back(record_at(use));
  return records;
}

}  // namespace

Result<void> insert_record(Writer& writer, const RecordRow& row) {
  return guarded("record", [&]() -> Result<void> {
    Use use(writer,
            "INSERT INTO record(kind,id,version,leaf,at,person,removed) VALUES(?,?,?,?,?,?,?)");
    use.text(row.kind).text(row.id).integer(row.version).integer(row.leaf).time(row.at);
    if (row.person.empty()) {
      use.null();
    } else {
      use.text(row.person);
    }
    use.integer(std::int64_t{row.removed ? 1 : 0}).run();
    return {};
  });
}

Result<void> clear_records(Writer& writer) {
  return guarded("records", [&]() -> Result<void> {
    Use(writer, "DELETE FROM record").run();
    Use(writer, "DELETE FROM stale_person").run();
    return {};
  });
}

Result<NewestVersion> newest_version(Connection& connection, const std::string& kind,
                                     const std::string& id) {
  return guarded("record", [&]() -> Result<NewestVersion> {
    Use use(
        connection,
        "SELECT version,removed FROM record WHERE kind=? AND id=? ORDER BY version DESC LIMIT 1");
    if (!use.text(kind).text(id).step()) return NewestVersion{};
    return NewestVersion{use.number_at(0), use.integer_at(1) != 0};
  });
}

Result<std::vector<StoredRecord>> newest_records(Connection& connection, const std::string& kind,
                                                 const std::string& after, std::size_t most,
                                                 std::uint64_t before_leaf) {
  return guarded("records", [&]() -> Result<std::vector<StoredRecord>> {
    Use use(connection,
            "SELECT " DISTANSKOLL_RECORD_COLUMNS
            ",e.line FROM record r JOIN entry e ON e.leaf=r.leaf"
            " WHERE r.kind=? AND r.id>? AND r.leaf<? AND r.removed=0 AND NOT EXISTS("
            " SELECT 1 FROM record n WHERE n.kind=r.kind AND n.id=r.id AND n.version=r.version+1"
            " AND n.leaf<?) ORDER BY r.id LIMIT ?");
    use.text(kind).text(after).integer(before_leaf).integer(before_leaf).integer(most);
    return all_records(use);
  });
}

Result<std::vector<StoredRecord>> record_history(Connection& connection, const std::string& kind,
                                                 const std::string& id) {
  return guarded("record", [&]() -> Result<std::vector<StoredRecord>> {
    Use use(connection, "SELECT " DISTANSKOLL_RECORD_COLUMNS
                        ",e.line FROM record r LEFT JOIN entry e ON e.leaf=r.leaf"
                        " WHERE r.kind=? AND r.id=? ORDER BY r.version");
    use.text(kind).text(id);
    return all_records(use);
  });
}

Result<std::vector<StoredRecord>> records_of_person(Connection& connection,
                                                    const std::string& person) {
  return guarded("records", [&]() -> Result<std::vector<StoredRecord>> {
    Use use(connection, "SELECT " DISTANSKOLL_RECORD_COLUMNS
                        ",e.line FROM record r LEFT JOIN entry e ON e.leaf=r.leaf"
                        " WHERE r.person=? ORDER BY r.leaf");
    use.text(person);
    return all_records(use);
  });
}

Result<void> mark_stale(Writer& writer, const Stale& stale) {
  return guarded("stale days", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO stale_person(employee,cause,leaf) VALUES(?,?,?)")
        .text(stale.employee)
        .text(stale.cause)
        .integer(stale.leaf)
        .run();
    return {};
  });
}

Result<std::vector<Stale>> list_stale(Connection& connection, std::size_t most) {
  return guarded("stale days", [&]() -> Result<std::vector<Stale>> {
    Use use(connection,
            "SELECT employee,cause,leaf FROM stale_person ORDER BY employee,cause LIMIT ?");
    use.integer(most);
    std::vector<Stale> stale;
    while (use.step()) stale.push_back({use.text_at(0), use.text_at(1), use.number_at(2)});
    return stale;
  });
}

Result<void> unmark_stale(Writer& writer, const Stale& stale) {
  return guarded("stale days", [&]() -> Result<void> {
    Use(writer, "DELETE FROM stale_person WHERE employee=? AND cause=? AND leaf=?")
        .text(stale.employee)
        .text(stale.cause)
        .integer(stale.leaf)
        .run();
    return {};
  });
}

}  // namespace distanskoll::server::store
