// SPDX-License-Identifier: EUPL-1.2
#include "server/access/owner.h"
#include "server/api/answers.h"
#include "server/api/device_access.h"
#include "server/api/paging.h"
#include "server/api/resources.h"
#include "server/api/values.h"
#include "server/store/access_log.h"
#include "server/store/device_state.h"
#include "shared/text.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Act;
using access::Answering;
using access::Caller;
using access::needs;
using access::needs_person;
using access::Resource;
using access::Scope;
using net::Method;
using net::Request;

/// The person whose computer it is: expected there, or the first seen.
Result<const agreements::Employee*> person_of_device(const ApiParts& parts, const Request& request,
                                                     const Caller& caller) {
  const auto id = net::decode_segment(request.arguments.front());
  if (!id) return id.error();
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  const auto device = find_seen_device(**reader, parts.pseudonym_key, caller, *id);
  if (!device) return device.error();
  const auto state = store::find_device_state(**reader, device->id);
  if (!state) return state.error();
  const agreements::Employee* person = nullptr;
  if (*state && (*state)->expected_user) {
    person = access::user_of(parts.pseudonym_key, device->id, *(*state)->expected_user,
                             caller.registry(), caller.today());
  }
  if (person == nullptr || !caller.sees(*person)) {
    return Error{ErrorCode::kNotFound, "nobody is known to use this computer"};
  }
  return person;
}

void get_device_person(const ApiParts& parts, const Request& request, const Caller& caller,
                       const Answering& answering) {
  const auto person = person_of_device(parts, request, caller);
  if (!person) return answering.refuse(person.error());
  const agreements::Employment* employment = (*person)->employment_on(caller.today());
  answering.naming(
      {(*person)->id},
      json_answer({{"employee", (*person)->id},
                   {"name", (*person)->name_on(caller.today())},
                   {"unit", employment ? json::value(employment->unit) : json::value(nullptr)},
                   {"mail", text_or_null((*person)->mail)}}));
}

/// Date, role, name and reason: no clock time of the reader's either.
json::object about_object(const store::AccessRow& row) {
  return {{"date", row.day},
          {"role", row.role},
          {"name", row.name},
          {"reason", text_or_null(row.reason)},
          {"times", row.count}};
}

json::object look_up_object(const store::AccessRow& row) {
  json::array persons;
  for (const auto& person : row.persons) persons.emplace_back(person);
  return {{"date", row.day},      {"role", row.role},
          {"route", row.route},   {"reason", text_or_null(row.reason)},
          {"filter", row.filter}, {"persons", std::move(persons)},
          {"times", row.count}};
}

json::object count_object(const store::AccessCount& count, bool per_reader) {
  json::object object{{"month", count.month}, {"role", count.role}};
  if (per_reader) object["name"] = count.name;
  object["reads"] = count.reads;
  object["persons"] = count.persons;
  return object;
}

struct LogPage {
  std::size_t limit = 0;
  std::uint64_t before = 0;
};
Result<LogPage> read_log_page(const Request& request) {
  const auto page = read_page(request.query, {});
  if (!page) return page.error();
  const auto before =
      page->after.empty() ? std::optional<std::uint64_t>(0) : parse_unsigned(page->after);
  if (!before) return Error{ErrorCode::kMalformed, "after must be what next was"};
  return LogPage{page->limit, *before};
}

json::value next_of(const std::vector<store::AccessRow>& rows, const LogPage& page) {
  if (rows.size() < page.limit) return nullptr;
  return json::value(std::to_string(rows.back().id));
}

void answer_about(const ApiParts& parts, const Request& request, const std::string& employee,
                  const Answering& answering) {
  const auto page = read_log_page(request);
  if (!page) return answering.refuse(page.error());
  auto reader = parts.readers.lend();
  if (!reader) return answering.refuse(reader.error());
  const auto rows = store::access_about(**reader, employee, page->before, page->limit);
  if (!rows) return answering.refuse(rows.error());
  json::array list;
  for (const auto& row : *rows) list.push_back(about_object(row));
  answering.naming({employee},
                   json_answer({{"reads", std::move(list)}, {"next", next_of(*rows, *page)}}));
}

void answer_look_ups(const ApiParts& parts, const Request& request, const Caller& caller,
                     const Answering& answering) {
  const auto page = read_log_page(request);
  if (!page) return answering.refuse(page.error());
  auto reader = parts.readers.lend();
  if (!reader) return answering.refuse(reader.error());
  const auto rows = store::access_by(**reader, caller.who().reader, page->before, page->limit);
  if (!rows) return answering.refuse(rows.error());
  json::array list;
  for (const auto& row : *rows) list.push_back(look_up_object(row));
  // Ids of persons whom this reader has read about already, and nothing about them.
  answering.unnamed(json_answer({{"look_ups", std::move(list)}, {"next", next_of(*rows, *page)}}));
}

void answer_counts(const ApiParts& parts, const Request& request, const Caller& caller,
                   const Answering& answering) {
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "counts take no parameters"});
  }
  const bool per_reader = caller.role() == access::Role::kDataProtectionOfficer;
  auto reader = parts.readers.lend();
  if (!reader) return answering.refuse(reader.error());
  const auto counts = store::count_access(**reader, per_reader);
  if (!counts) return answering.refuse(counts.error());
  json::array list;
  for (const auto& count : *counts) list.push_back(count_object(count, per_reader));
  answering.unnamed(json_answer({{"counts", std::move(list)}}));
}

void get_access_log(const ApiParts& parts, const Request& request, const Caller& caller,
                    const Answering& answering) {
  switch (caller.scope()) {
    case Scope::kOwn:
      return answer_about(parts, request, caller.employee().value_or(std::string()), answering);
    case Scope::kLookUps:
      return answer_look_ups(parts, request, caller, answering);
    case Scope::kCounts:
      return answer_counts(parts, request, caller, answering);
    case Scope::kNone:
    case Scope::kNames:
    case Scope::kDrawn:
    case Scope::kArea:
    case Scope::kAll:
      return answering.refuse({ErrorCode::kPermissionDenied, "your role does not see this log"});
  }
}

}  // namespace

void add_access_routes(access::Door& door, const ApiParts& parts) {
  door.on(Method::kGet, "/api/v1/devices/{}/person", needs(Resource::kDevicePerson, Act::kRead),
          [parts](Request& request, const Caller& caller, const Answering& answering) {
            get_device_person(parts, request, caller, answering);
          });
  door.on(Method::kGet, "/api/v1/access-log", needs(Resource::kAccessLog, Act::kRead),
          [parts](Request& request, const Caller& caller, const Answering& answering) {
            get_access_log(parts, request, caller, answering);
          });
  door.on(Method::kGet, "/api/v1/employees/{}/access-log",
          needs_person(Resource::kAccessLogOfPerson, Act::kRead),
          [parts](Request& request, const Caller& /*caller*/, const Answering& answering) {
            const auto id = net::decode_segment(request.arguments.front());
            if (!id) return answering.refuse(id.error());
            answer_about(parts, request, *id, answering);
          });
}

}  // namespace distanskoll::server::api
