// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/records/unit.h"

#include "server/agreements/records/codec.h"

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
