// SPDX-License-Identifier: EUPL-1.2
#include "server/store/finding_news.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {

Result<void> note_findings(Writer& writer, bool wanted) {
  return guarded("cannot note findings", [&]() -> Result<void> {
    if (wanted) {
      Use(writer, "INSERT OR IGNORE INTO finding_feed(id) VALUES(1)").run();
    } else {
      Use(writer, "DELETE FROM finding_feed").run();
      Use(writer, "DELETE FROM finding_news").run();
    }
    return {};
  });
}

Result<bool> has_finding_news(Connection& connection) {
  return guarded("cannot look for news of findings", [&]() -> Result<bool> {
    Use use(connection, "SELECT 1 FROM finding_news LIMIT 1");
    return use.step();
  });
}

Result<std::vector<FindingNews>> list_finding_news(Connection& connection, std::size_t most) {
  return guarded("cannot read news of findings", [&]() -> Result<std::vector<FindingNews>> {
    std::vector<FindingNews> news;
    Use use(connection,
            "SELECT n.id,n.closed,f.id,f.device,f.kind,f.requirement,f.severity,f.first_failed_at,"
            "f.opened_at,f.closed_at,f.detail FROM "
            "(SELECT id,closed,finding FROM finding_news ORDER BY id LIMIT ?) n "
            "JOIN finding f ON f.id=n.finding ORDER BY n.id");
    use.integer(static_cast<std::int64_t>(most));
    while (use.step()) {
      const auto kind = parse_finding_kind(use.text_at(4));
      if (!kind) continue;  // written by a newer program
      news.push_back({use.integer_at(0),
                      use.integer_at(1) != 0,
                      {use.integer_at(2), use.maybe_text_at(3).value_or(std::string()), *kind,
                       use.maybe_text_at(5), use.text_at(6), use.time_at(7), use.time_at(8),
                       use.maybe_time_at(9), use.text_at(10)}});
    }
    return news;
  });
}

Result<void> forget_finding_news(Writer& writer, std::size_t most) {
  return guarded("cannot forget news of findings", [&]() -> Result<void> {
    Use(writer,
        "DELETE FROM finding_news WHERE id IN (SELECT id FROM finding_news ORDER BY id LIMIT ?)")
        .integer(static_cast<std::int64_t>(most))
        .run();
    return {};
  });
}

}  // namespace distanskoll::server::store
