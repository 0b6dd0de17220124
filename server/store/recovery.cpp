// SPDX-License-Identifier: EUPL-1.2
#include "server/store/recovery.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {

Result<std::optional<Recovery>> find_recovery(Connection& connection) {
  return guarded("recovery", [&]() -> Result<std::optional<Recovery>> {
    Use use(connection,
            "SELECT since,until,source,seen_size,seen_root,seen_by FROM recovery WHERE id=1");
    if (!use.step()) return std::optional<Recovery>();
    Recovery recovery{use.time_at(0),   use.time_at(1), use.text_at(2),
                      use.number_at(3), std::nullopt,   use.maybe_text_at(5)};
    if (!use.null_at(4)) recovery.seen_root = use.digest_at(4);
    return std::optional<Recovery>(std::move(recovery));
  });
}

Result<void> put_recovery(Writer& writer, const Recovery& recovery) {
  return guarded("recovery", [&]() -> Result<void> {
    Use use(writer,
            "REPLACE INTO recovery(id,since,until,source,seen_size,seen_root,seen_by)"
            " VALUES(1,?,?,?,?,?,?)");
    use.time(recovery.since).time(recovery.until).text(recovery.source).integer(recovery.seen_size);
    if (recovery.seen_root) {
      use.bytes(*recovery.seen_root);
    } else {
      use.null();
    }
    use.maybe_text(recovery.seen_by).run();
    return {};
  });
}

Result<void> delete_recovery(Writer& writer) {
  return guarded("recovery", [&]() -> Result<void> {
    Use(writer, "DELETE FROM recovery").run();
    return {};
  });
}

Result<void> insert_restored(Writer& writer, const Restored& restored) {
  return guarded("restored", [&]() -> Result<void> {
    Use(writer, "INSERT INTO restored(at,taken_at,source) VALUES(?,?,?)")
        .time(restored.at)
        .time(restored.taken_at)
        .text(restored.source)
        .run();
    return {};
  });
}

Result<std::vector<Restored>> list_restored(Connection& connection) {
  return guarded("restored", [&]() -> Result<std::vector<Restored>> {
    Use use(connection, "SELECT at,taken_at,source FROM restored ORDER BY at");
    std::vector<Restored> all;
    while (use.step()) all.push_back({use.time_at(0), use.time_at(1), use.text_at(2)});
    return all;
  });
}

}  // namespace distanskoll::server::store
