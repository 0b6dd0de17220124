// SPDX-License-Identifier: EUPL-1.2
#include "server/audit/inputs.h"

#include "shared/json_tree.h"
#include "shared/limits.h"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

namespace distanskoll::server::audit {
namespace {

using compliance::Agreement;
using compliance::Directory;
using compliance::Employee;
using compliance::LocalDay;
using compliance::Mark;
using compliance::MarkKind;
using compliance::Outage;
using compliance::Unit;
using compliance::Waiver;

constexpr IntegerRange kPercent{0, 100};
constexpr IntegerRange kDaysPerWeek{0, 7};

std::optional<std::string> optional_id(JsonObject& in, std::string_view name) {
  const std::optional<JsonValue> value = in.optional(name);
  return value ? std::optional<std::string>(value->id()) : std::nullopt;
}
std::optional<std::string> nullable_id(JsonObject& in, std::string_view name) {
  const std::optional<JsonValue> value = in.nullable(name);
  return value ? std::optional<std::string>(value->id()) : std::nullopt;
}
std::optional<LocalDay> optional_date(JsonObject& in, std::string_view name) {
  const std::optional<JsonValue> value = in.optional(name);
  return value ? std::optional(value->date()) : std::nullopt;
}
std::optional<std::int64_t> optional_integer(JsonObject& in, std::string_view name,
                                             IntegerRange range) {
  const std::optional<JsonValue> value = in.optional(name);
  return value ? std::optional(value->integer(range)) : std::nullopt;
}
std::vector<LocalDay> dates(JsonObject& in, std::string_view name) {
  std::vector<LocalDay> found;
  const std::optional<JsonValue> value = in.optional(name);
  if (!value) return found;
  for (const JsonValue& each : value->list()) found.push_back(each.date());
  return found;
}
std::vector<std::string> ids(JsonObject& in, std::string_view name) {
  std::vector<std::string> found;
  const std::optional<JsonValue> value = in.optional(name);
  if (!value) return found;
  for (const JsonValue& each : value->list()) found.emplace_back(each.id());
  return found;
}

/// Notes an id that was there before.
class Unique {
 public:
  explicit Unique(std::string_view what) : what_(what) {}
  std::string operator()(const JsonValue& value) {
    std::string id(value.id());
    if (!seen_.insert(id).second) value.fail(fmt::format("{} {} is given twice", what_, id));
    return id;
  }

 private:
  std::string_view what_;
  std::set<std::string, std::less<>> seen_;
};

std::vector<Employee> read_employees(const JsonValue& list) {
  Unique unique("employee");
  Unique unique_pseudonym("pseudonym");
  std::vector<Employee> employees;
  for (const JsonValue& each : list.list()) {
    JsonObject in(each);
    Employee employee;
    employee.id = unique(in.required("id"));
    if (const std::optional<JsonValue> pseudonyms = in.optional("pseudonyms")) {
      for (const JsonValue& one : pseudonyms->list()) {
        employee.pseudonyms.push_back(unique_pseudonym(one));
      }
    }
    employee.unit = in.required("unit").id();
    employee.role = optional_id(in, "role");
    employee.manager = optional_id(in, "manager");
    employee.employment_percent =
        optional_integer(in, "employment_percent", kPercent).value_or(100);
    in.finish();
    employees.push_back(std::move(employee));
  }
  return employees;
}

std::vector<Unit> read_units(const JsonValue& list) {
  Unique unique("unit");
  std::vector<Unit> units;
  for (const JsonValue& each : list.list()) {
    JsonObject in(each);
    Unit unit;
    unit.code = unique(in.required("code"));
    unit.name = in.required("name").text();
    unit.parent = optional_id(in, "parent");
    unit.assessments_on = dates(in, "assessments_on");
    in.finish();
    units.push_back(std::move(unit));
  }
  return units;
}

Agreement read_agreement(JsonObject& in, Unique& unique) {
  Agreement agreement;
  agreement.id = unique(in.required("id"));
  agreement.employee = in.required("employee").id();
  agreement.valid_from = in.required("valid_from").date();
  agreement.valid_to = optional_date(in, "valid_to");
  agreement.signed_by_employee_on = optional_date(in, "signed_by_employee_on");
  agreement.signed_by_manager_on = optional_date(in, "signed_by_manager_on");
  agreement.ended_on = optional_date(in, "ended_on");
  agreement.max_days_per_week = optional_integer(in, "max_days_per_week", kDaysPerWeek);
  agreement.max_share_percent = optional_integer(in, "max_share_percent", kPercent);
  agreement.risk_assessments_on = dates(in, "risk_assessments_on");
  agreement.follow_ups_on = dates(in, "follow_ups_on");
  agreement.trainings_on = dates(in, "trainings_on");
  agreement.guidelines_read_on = dates(in, "guidelines_read_on");
  agreement.archived_in_personnel_file = in.required("archived_in_personnel_file").boolean();
  if (const std::optional<JsonValue> equipment = in.optional("equipment")) {
    for (const JsonValue& each : equipment->list()) agreement.equipment.emplace_back(each.text());
  }
  return agreement;
}

Waiver read_waiver(JsonObject& in, Unique& unique) {
  Waiver waiver;
  waiver.id = unique(in.required("id"));
  waiver.requirement = in.required("requirement").text();
  waiver.employee = nullable_id(in, "employee");
  const std::optional<JsonValue> unit = in.nullable("unit");
  if (unit) waiver.unit = unit->id();
  if (unit && waiver.employee) unit->fail("a waiver names an employee or a unit, never both");
  waiver.valid_from = in.required("valid_from").date();
  waiver.valid_to = in.required("valid_to").date();
  waiver.reason = in.required("reason").text();
  waiver.approved_by = in.required("approved_by").text();
  return waiver;
}

Mark read_mark(JsonObject& in) {
  static constexpr std::pair<std::string_view, MarkKind> kKinds[] = {
      {"field_work", MarkKind::kFieldWork},
      {"travel", MarkKind::kTravel},
      {"other_workplace", MarkKind::kOtherWorkplace},
      {"on_call", MarkKind::kOnCall}};
  Mark mark;
  mark.employee = in.required("employee").id();
  mark.date = in.required("date").date();
  const JsonValue kind = in.required("kind");
  const auto* const found =
      std::ranges::find(kKinds, kind.text(), &std::pair<std::string_view, MarkKind>::first);
  if (found == std::end(kKinds)) {
    kind.fail("must be field_work, travel, other_workplace or on_call");
  } else {
    mark.kind = found->second;
  }
  mark.set_by = in.required("set_by").id();
  mark.set_on = in.required("set_on").date();
  return mark;
}

Outage read_outage(JsonObject& in, Unique& unique) {
  Outage outage;
  outage.id = unique(in.required("id"));
  outage.requirement = in.required("requirement").text();
  outage.from = in.required("from").time();
  outage.to = in.required("to").time();
  outage.units = ids(in, "units");
  outage.reason = in.required("reason").text();
  outage.declared_by = in.required("declared_by").id();
  outage.declared_on = in.required("declared_on").date();
  return outage;
}

/// Parses and hands the whole document to `read`; what it made counts when nothing was noted.
template <class T>
Result<T> document(std::string_view json, std::string_view file,
                   const std::function<T(JsonObject&)>& read) {
  if (json.size() > limits::kAuditFileBytes) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("{}:1:1: more than {} bytes", file, limits::kAuditFileBytes)};
  }
  JsonTree tree;
  const Result<void> parsed = tree.parse(json);
  if (!parsed)
    return Error{parsed.error().code, fmt::format("{}:{}", file, parsed.error().message)};
  JsonObject root(tree.root());
  T made = read(root);
  root.finish();
  const Result<void> outcome = tree.outcome();
  if (!outcome) {
    return Error{outcome.error().code, fmt::format("{}:{}", file, outcome.error().message)};
  }
  return made;
}

/// The list under `name`, each of its objects read by `read_one`.
template <class T, class ReadOne>
Result<std::vector<T>> list_document(std::string_view json, std::string_view file,
                                     std::string_view name, const ReadOne& read_one) {
  return document<std::vector<T>>(json, file, [&](JsonObject& root) {
    std::vector<T> made;
    for (const JsonValue& each : root.required(name).list()) {
      JsonObject in(each);
      made.push_back(read_one(in));
      in.finish();
    }
    return made;
  });
}

}  // namespace

Result<Directory> read_directory(std::string_view json, std::string_view file) {
  struct Lists {
    std::vector<Employee> employees;
    std::vector<Unit> units;
  };
  Result<Lists> lists = document<Lists>(json, file, [](JsonObject& root) {
    return Lists{read_employees(root.required("employees")), read_units(root.required("units"))};
  });
  if (!lists) return lists.error();
  return Directory::make(std::move(lists->employees), std::move(lists->units));
}

Result<std::vector<Agreement>> read_agreements(std::string_view json, std::string_view file) {
  Unique unique("agreement");
  return list_document<Agreement>(json, file, "agreements",
                                  [&unique](JsonObject& in) { return read_agreement(in, unique); });
}

Result<std::vector<Waiver>> read_waivers(std::string_view json, std::string_view file) {
  Unique unique("waiver");
  return list_document<Waiver>(json, file, "waivers",
                               [&unique](JsonObject& in) { return read_waiver(in, unique); });
}

Result<std::vector<Mark>> read_marks(std::string_view json, std::string_view file) {
  return list_document<Mark>(json, file, "marks", read_mark);
}

Result<std::vector<Outage>> read_outages(std::string_view json, std::string_view file) {
  Unique unique("outage");
  return list_document<Outage>(json, file, "outages",
                               [&unique](JsonObject& in) { return read_outage(in, unique); });
}

}  // namespace distanskoll::server::audit
