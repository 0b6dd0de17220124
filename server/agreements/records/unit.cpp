// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/unit.h"

#include "server/agreements/records/codec.h"

#include <algorithm>

namespace distanskoll::server::agreements {

template <class Fields>
static void describe(Fields& fields, UnitManager& manager) {
  fields.id("employee", manager.employee);
  fields.period(manager.period);
}
template <class Fields>
static void describe(Fields& fields, Unit& unit) {
  fields.id("code", unit.code);
  fields.text("name", unit.name);
  fields.maybe_id("parent", unit.parent);
  fields.maybe_text("committee", unit.committee);
  fields.list("managers", unit.managers);
  fields.maybe_text("safety_representative", unit.safety_representative);
  fields.list("assessments", unit.assessments);
  fields.id("master", unit.master);
}
template <class Fields>
static void describe(Fields& fields, Deputy& deputy) {
  fields.id("id", deputy.id);
  fields.id("manager", deputy.manager);
  fields.id("deputy", deputy.deputy);
  fields.date("from", deputy.from);
  fields.date("to", deputy.to);
  fields.id("given_by", deputy.given_by);
}

std::vector<LocalDay> assessed_on(const std::vector<RiskAssessment>& assessments) {
  std::vector<RiskAssessment> parts = assessments;
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return a.on < b.on; });
  std::vector<LocalDay> days;
  std::optional<LocalDay> environment;  // done and waiting for the other part
  std::optional<LocalDay> security;
  for (const RiskAssessment& part : parts) {
    if (part.work_environment) environment = part.on;
    if (part.information_security) security = part.on;
    const bool fresh = environment && security && part.on - *environment <= kPartsApart &&
                       part.on - *security <= kPartsApart;
    if (!fresh) continue;
    if (days.empty() || days.back() != part.on) days.push_back(part.on);
    environment.reset();
    security.reset();
  }
  return days;
}

std::optional<std::string> Unit::manager_on(LocalDay day) const {
  const UnitManager* found = nullptr;
  for (const UnitManager& one : managers) {
    if (one.period.covers(day) && (!found || found->period.from <= one.period.from)) found = &one;
  }
  return found ? std::optional(found->employee) : std::nullopt;
}

std::string encode(const Unit& unit) { return encode_record(unit); }
Result<Unit> decode_unit(std::string_view json) { return decode_record<Unit>(json); }
std::string encode(const Deputy& deputy) { return encode_record(deputy); }
Result<Deputy> decode_deputy(std::string_view json) { return decode_record<Deputy>(json); }

}  // namespace distanskoll::server::agreements
