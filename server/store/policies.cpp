// SPDX-License-Identifier: EUPL-1.2
#include "server/store/policies.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_POLICY_COLUMNS "sha256,id,version,in_force_from,yaml,put_at,withdrawn_at"

StoredPolicy policy_at(const Use& use) {
  return {use.text_at(0), use.text_at(1), use.integer_at(2),   use.time_at(3),
          use.text_at(4), use.time_at(5), use.maybe_time_at(6)};
}

}  // namespace

Result<void> put_policy(Writer& writer, const StoredPolicy& policy) {
  return guarded("policy", [&]() -> Result<void> {
    Use(writer, "INSERT INTO policy(" DISTANSKOLL_POLICY_COLUMNS ") VALUES(?,?,?,?,?,?,?)")
        .text(policy.sha256_hex)
        .text(policy.id)
        .integer(policy.version)
        .time(policy.in_force_from)
        .text(policy.yaml)
        .time(policy.put_at)
        .maybe_time(policy.withdrawn_at)
        .run();
    return {};
  });
}

Result<std::size_t> withdraw_policy(Writer& writer, const std::string& sha256_hex, WallTime now) {
  return guarded("policy", [&]() -> Result<std::size_t> {
    Use use(writer,
            "UPDATE policy SET withdrawn_at=?"
            " WHERE sha256=? AND in_force_from>? AND withdrawn_at IS NULL");
    return static_cast<std::size_t>(use.time(now).text(sha256_hex).time(now).run());
  });
}

Result<StoredPolicy> find_policy(Connection& connection, const std::string& sha256_hex) {
  return guarded("policy", [&]() -> Result<StoredPolicy> {
    Use use(connection, "SELECT " DISTANSKOLL_POLICY_COLUMNS
                        " FROM policy WHERE sha256=? AND withdrawn_at IS NULL"
                        " ORDER BY in_force_from LIMIT 1");
    if (use.text(sha256_hex).step()) return policy_at(use);
    return Error{ErrorCode::kNotFound, "no policy with SHA-256 " + sha256_hex + " was in force"};
  });
}

Result<std::optional<StoredPolicy>> policy_in_force(Connection& connection, WallTime when) {
  return guarded("policy", [&]() -> Result<std::optional<StoredPolicy>> {
    Use use(connection, "SELECT " DISTANSKOLL_POLICY_COLUMNS
                        " FROM policy WHERE in_force_from<=? AND withdrawn_at IS NULL"
                        " ORDER BY in_force_from DESC, number DESC LIMIT 1");
    if (!use.time(when).step()) return std::optional<StoredPolicy>();
    return std::optional<StoredPolicy>(policy_at(use));
  });
}

Result<std::vector<StoredPolicy>> list_policies(Connection& connection) {
  return guarded("policies", [&]() -> Result<std::vector<StoredPolicy>> {
    Use use(connection, "SELECT " DISTANSKOLL_POLICY_COLUMNS
                        " FROM policy WHERE withdrawn_at IS NULL ORDER BY in_force_from, number");
    std::vector<StoredPolicy> policies;
    while (use.step()) policies.push_back(policy_at(use));
    return policies;
  });
}

Result<std::vector<StoredPolicy>> list_all_policies(Connection& connection) {
  return guarded("policies", [&]() -> Result<std::vector<StoredPolicy>> {
    Use use(connection,
            "SELECT " DISTANSKOLL_POLICY_COLUMNS " FROM policy ORDER BY in_force_from, number");
    std::vector<StoredPolicy> policies;
    while (use.step()) policies.push_back(policy_at(use));
    return policies;
  });
}

Result<void> insert_notice(Writer& writer, const Notice& notice) {
  return guarded("notice", [&]() -> Result<void> {
    Use(writer, "INSERT INTO notice(at,kind,detail) VALUES(?,?,?)")
        .time(notice.at)
        .text(notice.kind)
        .text(notice.detail)
        .run();
    return {};
  });
}

Result<std::vector<Notice>> list_notices(Connection& connection, std::size_t most) {
  return guarded("notices", [&]() -> Result<std::vector<Notice>> {
    Use use(connection, "SELECT at,kind,detail FROM notice ORDER BY at DESC, rowid DESC LIMIT ?");
    use.integer(most);
    std::vector<Notice> notices;
    while (use.step()) notices.push_back({use.time_at(0), use.text_at(1), use.text_at(2)});
    return notices;
  });
}

}  // namespace distanskoll::server::store
