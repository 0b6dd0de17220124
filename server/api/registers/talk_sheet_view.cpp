// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/talk_sheet_view.h"

#include "server/api/requirement_texts.h"
#include "server/api/values.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using compliance::format_date;

template <class Record>
std::vector<const Record*> of_person(const agreements::Shelf<Record>& shelf,
                                     const agreements::Snapshot::ByEmployee& index,
                                     const std::string& employee) {
  std::vector<const Record*> all;
  const auto found = index.find(employee);
  if (found == index.end()) return all;
  for (const std::string& id : found->second) {
    if (const Record* each = shelf.find(id)) all.push_back(each);
  }
  return all;
}

json::object view(const agreements::TalkSheet& sheet) {
  json::array points;
  for (const auto& each : sheet.points) {
    points.push_back(json::object{{"requirement", to_string(each.requirement)},
                                  {"state", to_string(each.state)},
                                  {"last", date_or_null(each.last)},
                                  {"due", date_or_null(each.due)}});
  }
  json::array trainings;
  for (const auto& each : sheet.trainings) {
    trainings.push_back(json::object{{"course", each.course}, {"on", format_date(each.on)}});
  }
  json::array lent;
  for (const auto& each : sheet.lent) {
    lent.push_back(json::object{{"name", each.name}, {"lent_on", date_or_null(each.lent_on)}});
  }
  json::array headings;
  for (const auto& each : sheet.headings) {
    json::array questions;
    for (const auto& question : each.questions) questions.push_back(local(question));
    headings.push_back(
        json::object{{"title", local(each.title)}, {"questions", std::move(questions)}});
  }
  return {
      {"employee", sheet.employee},
      {"name", sheet.name},
      {"unit", text_or_null(sheet.unit)},
      {"safety_representative", text_or_null(sheet.safety_representative)},
      {"made_on", format_date(sheet.made_on)},
      {"agreement", sheet.agreement ? json::parse(encode(*sheet.agreement)) : json::value(nullptr)},
      {"points", std::move(points)},
      {"trainings", std::move(trainings)},
      {"lent", std::move(lent)},
      {"headings", std::move(headings)}};
}

}  // namespace

json::object talk_sheet_view(const agreements::Snapshot& snapshot,
                             const agreements::Employee& employee, const policy::Policy* policy,
                             agreements::LocalDay today) {
  const auto* employment = employee.employment_on(today);
  agreements::TalkFacts facts{
      employee,
      employment ? snapshot.units.find(employment->unit) : nullptr,
      of_person(snapshot.agreements, *snapshot.agreements_of, employee.id),
      of_person(snapshot.trainings, *snapshot.trainings_of, employee.id),
      of_person(snapshot.guideline_reads, *snapshot.guideline_reads_of, employee.id),
      policy,
      today};
  return view(talk_sheet(facts));
}

}  // namespace distanskoll::server::api
