// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/lists.h"
#include "server/api/registers/people_view.h"
#include "server/api/registers/registers.h"
#include "server/api/registers/talk_sheet_view.h"
#include "server/api/values.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Answering;
using access::Caller;
using agreements::Employee;

bool visible(const Caller& caller, const Employee& employee) { return caller.sees(employee); }

Result<ListOf<Employee>::Matches> matching_employees(const Caller& caller, const Page& page) {
  const auto name = given(page, "name");
  return ListOf<Employee>::Matches(
      [&caller, unit = given(page, "unit"),
       part = name ? std::optional(swedish_key(*name)) : std::nullopt](const Employee& employee) {
        if (unit && !belongs_to(caller, employee.id, *unit)) return false;
        if (!part) return true;
        const std::string whole = employee.name_on(caller.today());
        return swedish_key(whole).find(*part) != std::string::npos;
      });
}

std::string row(const Caller& caller, const Employee& employee, std::uint64_t /*version*/) {
  const auto* employment = access::employment_near(employee, caller.today());
  return json::serialize(json::object{
      {"id", employee.id},
      {"name", employee.name_on(caller.today())},
      {"unit", employment ? json::value(employment->unit) : json::value(nullptr)},
      {"role", employment ? text_or_null(employment->role) : json::value(nullptr)},
      {"employed", employee.employment_on(caller.today()) != nullptr},
      {"manager", text_or_null(access::manager_of(caller.registry(), employee, caller.today()))},
      {"protected_identity", employee.protected_identity}});
}

ListOf<Employee> employee_list() {
  ListOf<Employee> list;
  list.name = "employees";
  list.shelf = &Snapshot::employees;
  list.filters = {"unit", "name"};
  list.visible = visible;
  list.matching = matching_employees;
  list.sorts = {{"name", [](const Caller& c, const Employee& e) { return name_key(c, e.id); }}};
  list.row = row;
  list.persons = [](const Employee& employee) { return std::vector{employee.id}; };
  return list;
}

/// The directory's record. HR and the person see all of it but the sex, which is for the equality
/// view alone; a manager sees what leading somebody takes.
void get_employee(const net::Request& request, const Caller& caller, const Answering& answering) {
  const auto id = net::decode_segment(request.arguments.front());
  if (!id) return answering.refuse(id.error());
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
  }
  const auto* kept = caller.registry().employees.find_kept(*id);
  if (kept == nullptr) return answering.refuse(nothing_there());
  json::object body = json::parse(encode(kept->value)).as_object();
  body.erase("sex");
  const bool whole = caller.role() == access::Role::kHr || caller.is_self(*id);
  if (!whole) {
    for (const char* name : {"number", "logins", "names", "external_id"}) body.erase(name);
  }
  body["version"] = kept->version;
  body["name"] = kept->value.name_on(caller.today());
  body["manager_today"] =
      text_or_null(access::manager_of(caller.registry(), kept->value, caller.today()));
  net::Response response;
  response.body = json::serialize(body);
  response.with("ETag", etag_of(kept->version));
  answering.naming({*id}, std::move(response));
}

void get_talk_sheet(const ApiParts& parts, const net::Request& request, const Caller& caller,
                    const Answering& answering) {
  const auto id = net::decode_segment(request.arguments.front());
  if (!id) return answering.refuse(id.error());
  const Employee* employee = caller.registry().employees.find(*id);
  if (employee == nullptr) return answering.refuse(nothing_there());
  const auto in_force = parts.admission.in_force();
  net::Response response;
  response.body = json::serialize(talk_sheet_view(
      caller.registry(), *employee, in_force ? &in_force->policy : nullptr, caller.today()));
  answering.naming({*id}, std::move(response));
}

}  // namespace

void add_employee_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  on_list(door, "/api/v1/employees", access::needs(Resource::kPersons, Act::kRead),
          employee_list());
  door.on(net::Method::kGet, "/api/v1/employees/{}",
          access::needs_person(Resource::kPersons, Act::kRead), get_employee);
  door.on(net::Method::kGet, "/api/v1/employees/{}/talk-sheet",
          access::needs_person(Resource::kAgreements, Act::kRead),
          [parts](const net::Request& request, const Caller& caller, const Answering& answering) {
            get_talk_sheet(parts, request, caller, answering);
          });
}

}  // namespace distanskoll::server::api
