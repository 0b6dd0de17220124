// SPDX-License-Identifier: EUPL-1.2
#include "server/store/finding_care.h"

#include "server/store/statement.h"

#include <limits>

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_FINDING_COLUMNS \
  "id,device,kind,requirement,severity,first_failed_at,opened_at,closed_at,detail"

constexpr CareAct kAllActs[] = {CareAct::kAssigned, CareAct::kReleased, CareAct::kNoted};

CareAct act_of(std::string_view text) {
  for (const CareAct act : kAllActs) {
    if (to_string(act) == text) return act;
  }
  return CareAct::kNoted;  // written by a newer program: its note is shown
}

std::optional<Finding> finding_at(const Use& use) {
  const Result<FindingKind> kind = parse_finding_kind(use.text_at(2));
  if (!kind) return std::nullopt;  // written by a newer program: shown by that one
  return Finding{use.integer_at(0),
                 use.maybe_text_at(1).value_or(std::string()),
                 *kind,
                 use.maybe_text_at(3),
                 use.text_at(4),
                 use.time_at(5),
                 use.time_at(6),
                 use.maybe_time_at(7),
                 use.text_at(8)};
}

}  // namespace

std::string_view to_string(CareAct act) {
  switch (act) {
    case CareAct::kAssigned:
      return "assigned";
    case CareAct::kReleased:
      return "released";
    case CareAct::kNoted:
      return "noted";
  }
  return "noted";
}

Result<void> append_care(Writer& writer, const Finding& finding, const CareLine& line) {
  return guarded("finding care", [&]() -> Result<void> {
    const std::string kind(to_string(finding.kind));
    const std::string act(to_string(line.act));
    const std::string requirement = finding.requirement.value_or(std::string());
    Use(writer,
        "INSERT INTO finding_care(device,kind,requirement,at,by,act,account,note)"
        " VALUES(?,?,?,?,?,?,?,?)")
        .text(finding.device)
        .text(kind)
        .text(requirement)
        .time(line.at)
        .text(line.by)
        .text(act)
        .maybe_text(line.account)
        .maybe_text(line.note)
        .run();
    return {};
  });
}

Result<std::vector<CareLine>> care_of(Connection& connection, const Finding& finding) {
  return guarded("finding care", [&]() -> Result<std::vector<CareLine>> {
    const std::string kind(to_string(finding.kind));
    const std::string requirement = finding.requirement.value_or(std::string());
    Use use(connection,
            "SELECT at,by,act,account,note FROM finding_care WHERE device=? AND kind=?"
            " AND requirement=? AND at>=? AND at<=? ORDER BY id");
    use.text(finding.device)
        .text(kind)
        .text(requirement)
        .time(finding.opened_at)
        .integer(finding.closed_at ? seconds_of(*finding.closed_at)
                                   : std::numeric_limits<std::int64_t>::max());
    std::vector<CareLine> lines;
    while (use.step()) {
      lines.push_back({use.time_at(0), use.text_at(1), act_of(use.text_at(2)), use.maybe_text_at(3),
                       use.maybe_text_at(4)});
    }
    return lines;
  });
}

Result<std::map<std::int64_t, CareSummary>> care_of_open(Connection& connection) {
  return guarded("finding care", [&]() -> Result<std::map<std::int64_t, CareSummary>> {
    Use use(connection,
            "SELECT f.id,c.act,c.account FROM finding f JOIN finding_care c"
            " ON c.device=ifnull(f.device,'') AND c.kind=f.kind"
            " AND c.requirement=ifnull(f.requirement,'') AND c.at>=f.opened_at"
            " WHERE f.closed_at IS NULL ORDER BY c.id");
    std::map<std::int64_t, CareSummary> summaries;
    while (use.step()) {
      CareSummary& summary = summaries[use.integer_at(0)];
      switch (act_of(use.text_at(1))) {
        case CareAct::kAssigned:
        case CareAct::kReleased:
          summary.account = use.maybe_text_at(2);
          break;
        case CareAct::kNoted:
          ++summary.notes;
          break;
      }
    }
    return summaries;
  });
}

Result<Finding> find_finding(Connection& connection, std::int64_t id) {
  return guarded("finding", [&]() -> Result<Finding> {
    Use use(connection, "SELECT " DISTANSKOLL_FINDING_COLUMNS " FROM finding WHERE id=?");
    if (use.integer(id).step()) {
      if (auto finding = finding_at(use)) return std::move(*finding);
    }
    return Error{ErrorCode::kNotFound, "there is no finding with the number " + std::to_string(id)};
  });
}

Result<std::vector<Finding>> findings_of(Connection& connection, const std::string& device,
                                         std::size_t most) {
  return guarded("findings", [&]() -> Result<std::vector<Finding>> {
    Use use(connection, "SELECT " DISTANSKOLL_FINDING_COLUMNS
                        " FROM finding WHERE ifnull(device,'')=? ORDER BY id DESC LIMIT ?");
    use.text(device).integer(most);
    std::vector<Finding> findings;
    while (use.step()) {
      if (auto finding = finding_at(use)) findings.push_back(std::move(*finding));
    }
    return findings;
  });
}

Result<std::size_t> erase_care(Writer& writer, WallTime before, std::size_t most) {
  return guarded("finding care", [&]() -> Result<std::size_t> {
    return static_cast<std::size_t>(
        Use(writer,
            "DELETE FROM finding_care WHERE id IN (SELECT c.id FROM finding_care c WHERE c.at<?1"
            " AND NOT EXISTS (SELECT 1 FROM finding f WHERE ifnull(f.device,'')=c.device"
            "  AND f.kind=c.kind AND ifnull(f.requirement,'')=c.requirement"
            "  AND f.closed_at IS NULL AND f.opened_at<=c.at) LIMIT ?2)")
            .time(before)
            .integer(most)
            .run());
  });
}

}  // namespace distanskoll::server::store
