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

json::object change_of(const PlannedChange& change) {
  json::object object{{"effect", to_string(change.effect)},
                      {"record", agreements::to_string(change.kind)},
                      {"id", change.id},
                      {"key", change.key},
                      {"row", change.row}};
  json::array fields;
  for (const FieldChange& field : change.fields) {
    fields.push_back(json::object{{"name", field.name},
                                  {"before", json::parse(field.before)},
                                  {"after", json::parse(field.after)}});
  }
  object["fields"] = std::move(fields);
  return object;
}

}  // namespace

json::object report_of(FileKind kind, const FilePlan& file, bool written) {
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
    changes.push_back(change_of(one));
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

}  // namespace distanskoll::server::agreements::intake
