// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/report.h"

#include "shared/limits.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace distanskoll::server::agreements::intake {
namespace {

namespace json = boost::json;

json::object text(const policy::LocalText& said) { return {{"sv", said.sv}, {"en", said.en}}; }

json::object finding(std::size_t row, const std::string& column, const std::string& value,
                     const imports::Explanation& said) {
  return {{"row", row},
          {"column", column},
          {"value", value},
          {"reason", text(said.reason)},
          {"remedy", text(said.remedy)}};
}

std::string person_of(const PlannedChange& change) {
  return agreements::person_of(change.value ? *change.value : change.before.value());
}

bool is_shown(const PlannedChange& change, const Shown& shown) {
  if (!shown) return true;
  const std::string person = person_of(change);
  return person.empty() || shown(person);
}

json::object change_of(const PlannedChange& change, bool shown) {
  json::object object{{"effect", to_string(change.effect)},
                      {"record", agreements::to_string(change.kind)},
                      {"id", shown ? change.id : std::string()},
                      {"key", shown ? change.key : std::string()},
                      {"row", change.row}};
  json::array fields;
  for (const FieldChange& field : change.fields) {
    if (!shown) break;
    fields.push_back(json::object{{"name", field.name},
                                  {"before", json::parse(field.before)},
                                  {"after", json::parse(field.after)}});
  }
  object["fields"] = std::move(fields);
  return object;
}

}  // namespace

json::object report_of(FileKind kind, const FilePlan& file, bool written, const Shown& shown) {
  const ImportPlan& plan = file.plan;
  json::array problems;
  for (const imports::Problem& one : file.findings.problems) {
    problems.push_back(finding(one.row, one.column, one.value, imports::explain(one)));
  }
  for (const PlanProblem& one : plan.problems()) {
    problems.push_back(finding(one.row, one.column, one.value, explain(one)));
  }
  json::array notices;
  for (const imports::Notice& one : file.findings.notices) {
    notices.push_back(json::object{{"row", one.row}, {"text", text(imports::explain(one))}});
  }
  for (const PlanRemark& one : plan.remarks()) {
    notices.push_back(json::object{{"row", one.row}, {"text", text(explain(one))}});
  }
  json::array changes;
  for (const PlannedChange& one : plan.changes()) {
    if (changes.size() == limits::kImportChanges) break;
    changes.push_back(change_of(one, is_shown(one, shown)));
  }
  const std::size_t beyond = plan.changes().size() - changes.size();
  return {{"file", to_string(kind)},
          {"written", written},
          {"clean", file.is_whole()},
          {"added", plan.count(Effect::kAdd)},
          {"changed", plan.count(Effect::kChange)},
          {"ended", plan.count(Effect::kEnd)},
          {"unchanged", plan.unchanged()},
          {"problems", std::move(problems)},
          {"problems_beyond", file.findings.problems_beyond + plan.problems_beyond()},
          {"notices", std::move(notices)},
          {"changes", std::move(changes)},
          {"changes_beyond", beyond}};
}

std::vector<std::string> persons_of(const ImportPlan& plan, const Shown& shown) {
  std::vector<std::string> persons;
  std::size_t listed = 0;
  for (const PlannedChange& one : plan.changes()) {
    if (listed++ == limits::kImportChanges) break;
    std::string person = person_of(one);
    if (!person.empty() && is_shown(one, shown)) persons.push_back(std::move(person));
  }
  return persons;
}

}  // namespace distanskoll::server::agreements::intake
