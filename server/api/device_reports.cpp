// SPDX-License-Identifier: EUPL-1.2
// What a computer reported, with times, and the statement about a lost one: for IT security with a
// reason, for the person whose computer it is without. Whoever used the computer in what is shown
// reads in the access log who looked and why; the pseudonym itself is in no answer.
#include "server/access/owner.h"
#include "server/api/answers.h"
#include "server/api/device_access.h"
#include "server/api/fleet.h"
#include "server/api/loss_view.h"
#include "server/api/paging.h"
#include "server/api/resources.h"
#include "server/devices/loss_reading.h"
#include "server/store/device_state.h"
#include "server/store/moment.h"
#include "server/store/report_rows.h"
#include "shared/report/codec.h"
#include "shared/text.h"

#include <map>
#include <set>

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Act;
using access::Answering;
using access::Caller;
using access::needs;
using access::Resource;
using net::Method;
using net::Request;

/// Whom an answer is about, and the answer.
struct About {
  std::vector<std::string> persons;
  net::Response response;
};

std::vector<std::string> persons_of(const ApiParts& parts, const Caller& caller,
                                    const std::string& device,
                                    const std::set<std::string>& pseudonyms) {
  std::vector<std::string> persons;
  for (const std::string& pseudonym : pseudonyms) {
    const auto* const person =
        access::user_of(parts.pseudonym_key, device, pseudonym, caller.registry(), caller.today());
    if (person != nullptr) persons.push_back(person->id);
  }
  return persons;
}

json::object object_of(const devices::ReadReport& read, const std::optional<WallTime>& until) {
  const auto& report = read.report;
  return {{"epoch", store::epoch_of(read.leaf)},
          {"entry", store::number_of(read.leaf)},
          {"seq", report.seq},
          {"at", format_time(report.at)},
          {"received_at", format_time(report.received_at)},
          {"unchanged_until", until ? json::value(format_time(*until)) : json::value(nullptr)},
          {"trigger", std::string(to_string(report.trigger))},
          {"reports_missing", report.reports_missing},
          {"observations", json::parse(report::encode(report.observations))}};
}

Result<std::map<std::uint64_t, WallTime>> running_of(store::Connection& connection,
                                                     const std::string& device) {
  std::map<std::uint64_t, WallTime> until;
  const auto state = store::find_device_state(connection, device);
  if (!state) return state.error();
  const auto heartbeat = store::find_heartbeat(connection, device);
  if (!heartbeat) return heartbeat.error();
  if (*state && *heartbeat) until[(*state)->seq] = (*heartbeat)->at;
  return until;
}

Result<About> reports(const ApiParts& parts, const Request& request, const Caller& caller,
                      const std::string& id) {
  const auto page = read_page(request.query, {});
  if (!page) return page.error();
  const auto before =
      page->after.empty() ? std::optional<std::uint64_t>(0) : parse_unsigned(page->after);
  if (!before) return Error{ErrorCode::kMalformed, "after must be what next was"};
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  const auto moment = store::Moment::of(**reader);
  if (!moment) return moment.error();
  const auto device = find_seen_device(**reader, parts.pseudonym_key, caller, id);
  if (!device) return device.error();
  const auto rows = store::reports_before(**reader, id, *before, page->limit);
  if (!rows) return rows.error();
  auto until = running_of(**reader, id);
  if (!until) return until.error();
  std::set<std::string> pseudonyms;
  json::array list;
  for (const auto& row : *rows) {
    const auto read = devices::read_report(row);
    if (!read) return read.error();
    if (read->user) pseudonyms.insert(*read->user);
    if (read->closing) (*until)[read->closing->unchanged_since] = read->closing->at;
    const auto stood = until->find(read->report.seq);
    list.push_back(
        object_of(*read, stood == until->end() ? std::nullopt : std::optional(stood->second)));
  }
  json::value next = nullptr;
  if (rows->size() == page->limit) {
    next = std::to_string(rows->back().seq.value_or(0));
  }
  return About{persons_of(parts, caller, id, pseudonyms),
               json_answer({{"reports", std::move(list)}, {"next", std::move(next)}})};
}

Result<About> statement(const ApiParts& parts, const Request& request, const Caller& caller,
                        const std::string& id) {
  if (!request.query.empty()) {
    return Error{ErrorCode::kMalformed, "this address takes no parameters"};
  }
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  const auto moment = store::Moment::of(**reader);
  if (!moment) return moment.error();
  auto device = find_seen_device(**reader, parts.pseudonym_key, caller, id);
  if (!device) return device.error();
  device->unit = InventoryUnits(caller.registry()).of(device->unit, device->host_name);
  const auto in_force = parts.admission.in_force();
  if (!in_force) return Error{ErrorCode::kConflict, "no policy is in force"};
  auto object = loss_object(**reader, *device, in_force->policy.hold(), parts.clock.wall());
  if (!object) return object.error();
  const auto state = store::find_device_state(**reader, id);
  if (!state) return state.error();
  std::set<std::string> pseudonyms;
  if (*state && (*state)->expected_user) pseudonyms.insert(*(*state)->expected_user);
  return About{persons_of(parts, caller, id, pseudonyms), json_answer(*object)};
}

using ReadHandler = Result<About> (*)(const ApiParts&, const Request&, const Caller&,
                                      const std::string& id);

void on_read(access::Door& door, const ApiParts& parts, std::string path, ReadHandler handler) {
  door.on(
      Method::kGet, std::move(path), needs(Resource::kReports, Act::kRead),
      [parts, handler](const Request& request, const Caller& caller, const Answering& answering) {
        const auto id = net::decode_segment(request.arguments.front());
        if (!id) return answering.refuse(id.error());
        auto about = handler(parts, request, caller, *id);
        if (!about) return answering.refuse(about.error());
        answering.naming(std::move(about->persons), std::move(about->response));
      });
}

}  // namespace

void add_device_report_routes(access::Door& door, const ApiParts& parts) {
  on_read(door, parts, "/api/v1/devices/{}/reports", reports);
  on_read(door, parts, "/api/v1/devices/{}/loss-statement", statement);
}

}  // namespace distanskoll::server::api
