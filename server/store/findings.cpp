// SPDX-License-Identifier: EUPL-1.2
#include "server/store/findings.h"

#include "server/store/statement.h"

#include <limits>

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_FINDING_COLUMNS \
  "id,device,kind,requirement,severity,first_failed_at,opened_at,closed_at,detail"

constexpr FindingKind kAllKinds[] = {
    FindingKind::kRequirementFailed, FindingKind::kSilent,          FindingKind::kClonedKey,
    FindingKind::kBrokenChain,       FindingKind::kBadHeartbeat,    FindingKind::kClockSkew,
    FindingKind::kUnexpectedUser,    FindingKind::kFlooding,        FindingKind::kForkedLog,
    FindingKind::kOldKeySpeaks,      FindingKind::kUnexpectedDevice};

std::vector<Finding> all_findings(Use& use) {
  std::vector<Finding> findings;
  while (use.step()) {
    const Result<FindingKind> kind = parse_finding_kind(use.text_at(2));
    if (!kind) continue;  // written by a newer program: shown by that one
    findings.push_back({use.integer_at(0), use.maybe_text_at(1).value_or(std::string()), *kind,
                        use.maybe_text_at(3), use.text_at(4), use.time_at(5), use.time_at(6),
                        use.maybe_time_at(7), use.text_at(8)});
  }
  return findings;
}

std::vector<Failing> all_failing(Use& use) {
  std::vector<Failing> failing;
  while (use.step()) {
    failing.push_back({use.text_at(0), use.text_at(1), use.time_at(2),
                       std::chrono::seconds(use.integer_at(3)), use.integer_at(4) != 0});
  }
  return failing;
}

}  // namespace

std::string_view to_string(FindingKind kind) {
  switch (kind) {
    case FindingKind::kRequirementFailed:
      return "requirement_failed";
    case FindingKind::kSilent:
      return "silent";
    case FindingKind::kClonedKey:
      return "cloned_key";
    case FindingKind::kBrokenChain:
      return "broken_chain";
    case FindingKind::kBadHeartbeat:
      return "bad_heartbeat";
    case FindingKind::kClockSkew:
      return "clock_skew";
    case FindingKind::kUnexpectedUser:
      return "unexpected_user";
    case FindingKind::kFlooding:
      return "flooding";
    case FindingKind::kForkedLog:
      return "forked_log";
    case FindingKind::kOldKeySpeaks:
      return "old_key_speaks";
    case FindingKind::kUnexpectedDevice:
      return "unexpected_device";
  }
  return "requirement_failed";
}

Result<FindingKind> parse_finding_kind(std::string_view text) {
  for (const FindingKind kind : kAllKinds) {
    if (to_string(kind) == text) return kind;
  }
  return Error{ErrorCode::kMalformed, "no finding is called \"" + std::string(text) + "\""};
}

std::string_view severity_of(FindingKind kind) {
  switch (kind) {
    case FindingKind::kRequirementFailed:
    case FindingKind::kClonedKey:
    case FindingKind::kForkedLog:
    case FindingKind::kOldKeySpeaks:
    case FindingKind::kUnexpectedDevice:
    case FindingKind::kBadHeartbeat:
      return "high";
    case FindingKind::kBrokenChain:
    case FindingKind::kClockSkew:
    case FindingKind::kFlooding:
    case FindingKind::kUnexpectedUser:
      return "medium";
    case FindingKind::kSilent:
      return "low";
  }
  return "high";
}

Result<bool> open_finding(Writer& writer, const Finding& finding) {
  return guarded("finding", [&]() -> Result<bool> {
    const std::string kind(to_string(finding.kind));
    return Use(writer,
               "INSERT OR IGNORE INTO finding(device,kind,requirement,severity,first_failed_at,"
               "opened_at,closed_at,detail) VALUES(?,?,?,?,?,?,NULL,?)")
               .text(finding.device)
               .text(kind)
               .maybe_text(finding.requirement)
               .text(finding.severity)
               .time(finding.first_failed_at)
               .time(finding.opened_at)
               .text(finding.detail)
               .run() == 1;
  });
}

Result<bool> close_finding(Writer& writer, const std::string& device, FindingKind kind,
                           const std::optional<std::string>& requirement, WallTime closed_at) {
  return guarded("finding", [&]() -> Result<bool> {
    const std::string name(to_string(kind));
    const std::string which = requirement.value_or(std::string());
    return Use(writer,
               "UPDATE finding SET closed_at=? WHERE ifnull(device,'')=? AND kind=?"
               " AND ifnull(requirement,'')=? AND closed_at IS NULL")
               .time(closed_at)
               .text(device)
               .text(name)
               .text(which)
               .run() == 1;
  });
}

Result<std::vector<Finding>> list_findings(Connection& connection, bool open_only,
                                           std::int64_t before, std::size_t most) {
  return guarded("findings", [&]() -> Result<std::vector<Finding>> {
    Use use(connection, "SELECT " DISTANSKOLL_FINDING_COLUMNS
                        " FROM finding WHERE id<? AND (closed_at IS NULL OR ?=0)"
                        " ORDER BY id DESC LIMIT ?");
    use.integer(before == 0 ? std::numeric_limits<std::int64_t>::max() : before)
        .integer(std::int64_t{open_only ? 1 : 0})
        .integer(most);
    return all_findings(use);
  });
}

Result<std::vector<Finding>> open_findings_of(Connection& connection, const std::string& device) {
  return guarded("findings", [&]() -> Result<std::vector<Finding>> {
    Use use(connection, "SELECT " DISTANSKOLL_FINDING_COLUMNS
                        " FROM finding WHERE ifnull(device,'')=? AND closed_at IS NULL"
                        " ORDER BY id");
    use.text(device);
    return all_findings(use);
  });
}

Result<std::uint64_t> count_open_findings(Connection& connection) {
  return guarded("findings", [&]() -> Result<std::uint64_t> {
    Use use(connection, "SELECT count(*) FROM finding WHERE closed_at IS NULL");
    use.step();
    return use.number_at(0);
  });
}

Result<void> delete_findings(Writer& writer, FindingKind kind) {
  return guarded("findings", [&]() -> Result<void> {
    const std::string name(to_string(kind));
    Use(writer, "DELETE FROM finding WHERE kind=?").text(name).run();
    return {};
  });
}

Result<void> put_failing(Writer& writer, const Failing& failing) {
  return guarded("failing", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO failing(device,requirement,since,counted,counting) VALUES(?,?,?,?,?)")
        .text(failing.device)
        .text(failing.requirement)
        .time(failing.since)
        .integer(std::int64_t{failing.counted.count()})
        .integer(std::int64_t{failing.counting ? 1 : 0})
        .run();
    return {};
  });
}

Result<void> delete_failing(Writer& writer, const std::string& device,
                            const std::string& requirement) {
  return guarded("failing", [&]() -> Result<void> {
    Use(writer, "DELETE FROM failing WHERE device=? AND requirement=?")
        .text(device)
        .text(requirement)
        .run();
    return {};
  });
}

Result<std::vector<Failing>> failing_of(Connection& connection, const std::string& device) {
  return guarded("failing", [&]() -> Result<std::vector<Failing>> {
    Use use(connection,
            "SELECT device,requirement,since,counted,counting FROM failing WHERE device=?"
            " ORDER BY requirement");
    use.text(device);
    return all_failing(use);
  });
}

Result<std::vector<Failing>> failing_unreported(Connection& connection,
                                                const std::string& after_device,
                                                const std::string& after_requirement,
                                                std::size_t most) {
  return guarded("failing", [&]() -> Result<std::vector<Failing>> {
    Use use(connection,
            "SELECT f.device,f.requirement,f.since,f.counted,f.counting FROM failing f"
            " WHERE (f.device,f.requirement)>(?,?) AND f.counting=1 AND NOT EXISTS("
            "  SELECT 1 FROM finding o WHERE ifnull(o.device,'')=f.device"
            "  AND o.kind='requirement_failed' AND ifnull(o.requirement,'')=f.requirement"
            "  AND o.closed_at IS NULL)"
            " ORDER BY f.device,f.requirement LIMIT ?");
    use.text(after_device).text(after_requirement).integer(most);
    return all_failing(use);
  });
}

Result<std::vector<std::string>> devices_failing(Connection& connection) {
  return guarded("failing", [&]() -> Result<std::vector<std::string>> {
    Use use(connection, "SELECT DISTINCT device FROM failing ORDER BY device");
    std::vector<std::string> devices;
    while (use.step()) devices.push_back(use.text_at(0));
    return devices;
  });
}

Result<void> clear_failing(Writer& writer) {
  return guarded("failing", [&]() -> Result<void> {
    Use(writer, "DELETE FROM failing").run();
    return {};
  });
}

}  // namespace distanskoll::server::store
