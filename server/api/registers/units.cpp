// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_parts.h"
#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/writes.h"
#include "server/api/values.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Answering;
using access::Caller;
using agreements::Unit;
using compliance::format_date;

json::object brief(const Unit& unit, std::uint64_t version) {
  json::array assessed;
  for (const LocalDay day : assessed_on(unit.assessments)) assessed.emplace_back(format_date(day));
  return {{"version", version},
          {"code", unit.code},
          {"name", unit.name},
          {"parent", text_or_null(unit.parent)},
          {"committee", text_or_null(unit.committee)},
          {"assessed_on", std::move(assessed)},
          {"master", unit.master}};
}

/// Units are nobody's personal data; who manages them is in the one unit that somebody asks for.
ListOf<Unit> unit_list() {
  ListOf<Unit> list;
  list.name = "units";
  list.shelf = &Snapshot::units;
  list.filters = {"below"};
  list.visible = [](const Caller&, const Unit&) { return true; };
  list.matching = [](const Caller& caller, const Page& page) -> Result<ListOf<Unit>::Matches> {
    const auto below = page.filter.find("below");
    if (below == page.filter.end()) return ListOf<Unit>::Matches();
    return ListOf<Unit>::Matches([&caller, above = below->second](const Unit& unit) {
      return is_within(caller.registry(), unit.code, above);
    });
  };
  list.sorts = {{"name", [](const Caller&, const Unit& unit) { return swedish_key(unit.name); }}};
  list.row = [](const Caller&, const Unit& unit, std::uint64_t version) {
    return json::serialize(brief(unit, version));
  };
  list.columns = {
      {"Enhetskod", [](const Caller&, const Unit& unit) { return unit.code; }},
      {"Namn", [](const Caller&, const Unit& unit) { return unit.name; }},
      {"Överordnad", [](const Caller&, const Unit& unit) { return unit.parent.value_or(""); }},
      {"Nämnd", [](const Caller&, const Unit& unit) { return unit.committee.value_or(""); }}};
  return list;
}

void get_unit(const net::Request& request, const Caller& caller, const Answering& answering) {
  const auto code = net::decode_segment(request.arguments.front());
  if (!code) return answering.refuse(code.error());
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
  }
  const auto* kept = caller.registry().units.find_kept(*code);
  if (kept == nullptr) return answering.refuse(nothing_there());
  json::object body = brief(kept->value, kept->version);
  json::array managers;
  std::vector<std::string> named;
  for (const auto& each : kept->value.managers) {
    const auto* person = caller.registry().employees.find(each.employee);
    if (person == nullptr || person->protected_identity) continue;
    named.push_back(person->id);
    managers.push_back(
        json::object{{"employee", person->id},
                     {"name", person->name_on(caller.today())},
                     {"manages", each.employee == kept->value.manager_on(caller.today())}});
  }
  body["managers"] = std::move(managers);
  body["safety_representative"] = text_or_null(kept->value.safety_representative);
  net::Response response;
  response.body = json::serialize(body);
  response.with("ETag", etag_of(kept->version));
  answering.naming(std::move(named), std::move(response));
}

const Unit& asked_unit(const Ask& ask) { return *ask.now().units.find(ask.arguments.front()); }

Result<Change> post_unit_assessment(const Ask& ask) {
  const auto assessment = assessment_in(ask);
  if (!assessment) return assessment.error();
  auto next = agreements::add_assessment(asked_unit(ask), *assessment, ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next));
}

Result<Change> put_safety_representative(const Ask& ask) {
  JsonObject in(ask.body.root());
  Unit next = asked_unit(ask);
  next.safety_representative = maybe_text_in(in, "name");
  DISTANSKOLL_TRY(finished(in, ask.body));
  if (next.safety_representative) {
    DISTANSKOLL_TRY(agreements::check_text("name", *next.safety_representative));
  }
  return changed(ask, std::move(next));
}

}  // namespace

void add_unit_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  const auto read = access::needs(Resource::kUnits, Act::kRead);
  on_list(door, "/api/v1/units", read, unit_list());
  door.on(net::Method::kGet, "/api/v1/units/{}", read, get_unit);
  // The unit's assessment belongs to the agreements that rest on it: its manager makes it.
  on_change(
      door, parts, net::Method::kPost, "/api/v1/units/{}/assessments",
      access::needs(Resource::kAgreements, Act::kWrite),
      find_in<Unit>(&Snapshot::units, [](const Caller& caller,
                                         const Unit& unit) { return caller.sees_unit(unit.code); }),
      post_unit_assessment);
  on_change(
      door, parts, net::Method::kPut, "/api/v1/units/{}/safety-representative",
      access::needs(Resource::kUnits, Act::kWrite),
      find_in<Unit>(&Snapshot::units, [](const Caller& caller,
                                         const Unit& unit) { return caller.sees_unit(unit.code); }),
      put_safety_representative);
}

}  // namespace distanskoll::server::api
