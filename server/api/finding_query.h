// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a list of findings was asked for, and what follows: which match, in what order, how many
// there are of each kind. Pure; findings are joined with their computers by findings.cpp.

#include "server/api/fleet.h"
#include "server/api/paging.h"
#include "server/store/finding_care.h"
#include "shared/policy/policy.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::api {

/// A finding with what a list shows beside it.
struct JoinedFinding {
  store::Finding finding;
  const FleetDevice* device = nullptr;  ///< null: about the collector itself, or it is gone
  policy::LocalText title;
  policy::LocalText remedy;
  std::string what;  ///< the requirement's id, else the kind: what it is counted and filtered by
  store::CareSummary care;
  std::string assignee;               ///< name of who takes care of it
  std::optional<std::string> waiver;  ///< a current one that covers it
};

enum class FindingSort { kSeverity, kAge, kWhat, kName, kUnit, kAssigned };

struct FindingQuery {
  bool open_only = true;
  std::optional<std::string> device;
  std::optional<std::string> unit;
  std::optional<std::string> severity;
  std::optional<std::string> what;
  std::optional<std::string> assigned;  ///< an account; "nobody"
  std::string search;
  FindingSort sort = FindingSort::kSeverity;
  bool reverse = false;
  bool csv = false;
};
/// kMalformed names the parameter.
[[nodiscard]] Result<FindingQuery> read_finding_query(const Page& page);
[[nodiscard]] std::vector<std::string_view> finding_filters();

[[nodiscard]] bool matches(const FindingQuery& query, const JoinedFinding& finding);
[[nodiscard]] bool comes_before(const FindingQuery& query, const JoinedFinding& a,
                                const JoinedFinding& b);

struct FindingCounts {
  std::size_t total = 0;
  std::size_t computers = 0;  ///< that have one
  std::size_t unheard = 0;    ///< of those: what is shown is what was last known
  std::size_t unassigned = 0;
  std::map<std::string, std::size_t> severities;
  /// What, its title and how many of it.
  std::map<std::string, std::pair<policy::LocalText, std::size_t>> kinds;
};
[[nodiscard]] FindingCounts count_findings(const std::vector<const JoinedFinding*>& findings);

}  // namespace distanskoll::server::api
