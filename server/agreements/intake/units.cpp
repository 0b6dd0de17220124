// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/people.h"
#include "server/agreements/intake/planners.h"

#include <algorithm>
#include <map>
#include <set>

namespace distanskoll::server::agreements::intake {
namespace {

namespace unit_fields = imports::unit_fields;
using imports::Columns;
using imports::UnitRow;

/// The one of today ends yesterday where it is another; nothing: nobody manages it.
void tell_manager(Unit& unit, const std::optional<std::string>& manager, LocalDay today) {
  if (unit.manager_on(today) == manager) return;
  std::erase_if(unit.managers, [&](UnitManager& one) {
    if (one.period.to && *one.period.to < today) return false;
    if (one.period.from && *one.period.from >= today) return true;
    one.period.to = today - std::chrono::days{1};
    return false;
  });
  if (manager) unit.managers.push_back({*manager, {today, std::nullopt}});
}

class UnitsPlanner {
 public:
  UnitsPlanner(const Columns& columns, const Intake& intake)
      : columns_(columns), intake_(intake), people_(intake.snapshot) {
    for (const auto& [code, kept] : intake.snapshot.units.all())
      parents_[code] = kept->value.parent;
  }

  ImportPlan run(const std::vector<UnitRow>& rows) {
    if (intake_.full) plan_.problem({0, {}, {}, Trouble::kNotFull, {}});
    for (const UnitRow& row : rows) {
      auto& parent = parents_[row.code];
      if (columns_.has(unit_fields::kParent)) parent = row.parent;
    }
    for (const UnitRow& row : rows) take(row);
    deputies_.plan(intake_, managers_told_, plan_);
    return std::move(plan_);
  }

 private:
  void fault(const UnitRow& row, const imports::Field& field, std::string value, Trouble trouble,
             std::string detail = {}) {
    plan_.problem({row.row, columns_.name_of(field), std::move(value), trouble, std::move(detail)});
  }

  void take(const UnitRow& row) {
    Unit unit;
    if (const Unit* stored = intake_.snapshot.units.find(row.code)) {
      unit = *stored;
      if (unit.master == "here") {
        plan_.remark({Remark::kTakenOver, row.row});
      } else if (unit.master != intake_.system) {
        return fault(row, unit_fields::kCode, row.code, Trouble::kOtherMaster, unit.master);
      }
    }
    unit.master = intake_.system;
    unit.code = row.code;
    unit.name = row.name;
    if (columns_.has(unit_fields::kParent)) unit.parent = row.parent;
    if (columns_.has(unit_fields::kCommittee)) unit.committee = row.committee;
    if (columns_.has(unit_fields::kSafetyRepresentative)) {
      unit.safety_representative = row.safety_representative;
    }
    check_parent(row);
    // What was assessed stays assessed, whoever wrote it down.
    for (const LocalDay on : row.assessments_on) {
      const RiskAssessment both{on, true, true, intake_.system, std::nullopt};
      const bool known = std::ranges::any_of(unit.assessments, [&](const RiskAssessment& one) {
        return one.on == on && one.work_environment && one.information_security;
      });
      if (!known) unit.assessments.push_back(both);
    }
    take_managers(row, unit);
    const std::string code = unit.code;
    plan_.put(intake_.snapshot, std::move(unit), code, row.row);
  }

  void check_parent(const UnitRow& row) {
    if (!columns_.has(unit_fields::kParent) || !row.parent) return;
    if (!parents_.contains(*row.parent)) {
      return fault(row, unit_fields::kParent, *row.parent, Trouble::kUnknownUnit);
    }
    std::string way = row.code;
    std::set<std::string> seen{row.code};
    for (std::optional<std::string> next = row.parent; next; next = parents_[*next]) {
      way += " < " + *next;
      if (*next == row.code)
        return fault(row, unit_fields::kParent, *row.parent, Trouble::kCircle, way);
      if (!seen.insert(*next).second || !parents_.contains(*next)) return;
    }
  }

  void take_managers(const UnitRow& row, Unit& unit) {
    if (!columns_.has(unit_fields::kManager)) return;
    if (people_.empty() && (row.manager || row.deputy)) {
      // Units come before people, who need them: nobody can be known yet.
      if (!told_later_) plan_.remark({Remark::kManagersLater, row.row});
      told_later_ = true;
      return;
    }
    const auto known = [&](const imports::Field& field, const std::optional<std::string>& number) {
      const std::string* id = number ? people_.find(*number) : nullptr;
      if (number && id == nullptr) fault(row, field, *number, Trouble::kUnknownManager);
      return id;
    };
    const std::string* manager = known(unit_fields::kManager, row.manager);
    const std::string* deputy = known(unit_fields::kDeputy, row.deputy);
    if (row.manager && manager == nullptr) return;
    tell_manager(unit, manager != nullptr ? std::optional(*manager) : std::nullopt, intake_.today);
    if (columns_.has(unit_fields::kDeputy) && manager != nullptr) {
      managers_told_.insert(*manager);
      if (deputy != nullptr) deputies_.name(*manager, *deputy, row.row);
    }
  }

  const Columns& columns_;
  const Intake& intake_;
  People people_;
  Deputies deputies_;
  std::set<std::string> managers_told_;
  std::map<std::string, std::optional<std::string>> parents_;
  bool told_later_ = false;
  ImportPlan plan_;
};

}  // namespace

ImportPlan plan_units(const std::vector<UnitRow>& rows, const Columns& columns,
                      const Intake& intake) {
  return UnitsPlanner(columns, intake).run(rows);
}

}  // namespace distanskoll::server::agreements::intake
