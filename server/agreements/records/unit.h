// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where people work: units as a tree (förvaltning, enhet) with the committee (nämnd) that answers
// for them, their managers over time, the unit's own risk assessments, and who stands in for a
// manager. Values; decode is strict.

#include "server/agreements/records/period.h"
#include "shared/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements {

struct UnitManager {
  std::string employee;
  Period period;
  bool operator==(const UnitManager&) const = default;
};

/// One part of an assessment or both. The parts are often done by different people on different
/// days (sources: HR and information security cooperate on it); assessed_on() says what counts.
struct RiskAssessment {
  LocalDay on{};
  bool work_environment = true;
  bool information_security = true;
  std::optional<std::string> by;  ///< who made it: a name or an id
  std::optional<std::string> note;
  bool operator==(const RiskAssessment&) const = default;
};

/// Parts further apart are no assessment: what the first one found is old by then.
inline constexpr std::chrono::days kPartsApart{90};
/// The days on which an assessment was complete, ascending: both parts on one day, or the later of
/// two parts that are at most kPartsApart apart. Each part counts once. What a verdict needs.
[[nodiscard]] std::vector<LocalDay> assessed_on(const std::vector<RiskAssessment>& assessments);

struct Unit {
  std::string code;
  std::string name;
  std::optional<std::string> parent;     ///< code
  std::optional<std::string> committee;  ///< nämnd; the parent's when there is none
  std::vector<UnitManager> managers;
  std::optional<std::string> safety_representative;  ///< skyddsombud: a name or an id
  std::vector<RiskAssessment> assessments;
  std::string master = "here";
  bool operator==(const Unit&) const = default;

  [[nodiscard]] std::optional<std::string> manager_on(LocalDay day) const;
};

/// A manager's scope, lent from–to; it ends by itself.
struct Deputy {
  std::string id;
  std::string manager;  ///< employee id
  std::string deputy;   ///< employee id
  LocalDay from{};
  LocalDay to{};
  std::string given_by;
  bool operator==(const Deputy&) const = default;
};

[[nodiscard]] std::string encode(const Unit& unit);
[[nodiscard]] Result<Unit> decode_unit(std::string_view json);
[[nodiscard]] std::string encode(const Deputy& deputy);
[[nodiscard]] Result<Deputy> decode_deputy(std::string_view json);

}  // namespace distanskoll::server::agreements
