// SPDX-License-Identifier: EUPL-1.2
// Enrolment codes and the computers that wait for somebody's approval. A code's secret is in the
// answer that makes it and nowhere else.
#include "server/store/codes.h"

#include "server/administration/operation_routes.h"
#include "server/operations.h"

#include <boost/json.hpp>

namespace distanskoll::server::administration {
namespace {

namespace json = boost::json;
using access::Act;
using access::Resource;
using net::Method;

constexpr std::size_t kMostRequests = 1'000;

Result<json::object> read_code(const Wish& wish) {
  json::object arguments;
  if (const auto group = wish.body.optional("group")) arguments["group"] = group->boolean();
  if (const auto uses = wish.body.optional("max_uses")) {
    arguments["max_uses"] = uses->integer({1, kCodeMostUses});
  }
  if (const auto days = wish.body.optional("days"))
    arguments["days"] = days->integer({1, kCodeMostDays});
  if (const auto unit = wish.body.optional("unit")) {
    const std::string code(unit->id());
    if (wish.caller.registry().units.find(code) == nullptr) {
      return Error{ErrorCode::kInvalidArgument, "there is no unit \"" + code + "\""};
    }
    arguments["unit"] = code;
  }
  if (const auto networks = wish.body.optional("networks")) {
    json::array list;
    for (const JsonValue& each : networks->list()) list.emplace_back(each.text());
    arguments["networks"] = std::move(list);
  }
  return arguments;
}

Result<json::object> waiting(Core& core) {
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  const auto requests = store::list_waiting_requests(**reader, kMostRequests);
  if (!requests) return requests.error();
  const auto text = [](const std::optional<std::string>& value) {
    return value ? json::value(*value) : json::value(nullptr);
  };
  json::array rows;
  for (const auto& request : *requests) {
    rows.push_back(json::object{{"id", request.id},
                                {"code", request.code},
                                {"host_name", text(request.host_name)},
                                {"serial_number", text(request.serial_number)},
                                {"asked_at", format_time(request.asked_at)}});
  }
  return json::object{{"requests", std::move(rows)}};
}

ReadRequest decision(bool deny) {
  return json_wish([deny](const Wish& wish) -> Result<json::object> {
    return json::object{{"id", wish.path.front()}, {"deny", deny}};
  });
}

}  // namespace

void add_code_routes(access::Door& door, const Bench& bench) {
  const auto read = access::needs(Resource::kEnrolment, Act::kRead);
  const auto write = access::needs(Resource::kEnrolment, Act::kWrite);
  Core& core = bench.core;
  on_look(door, "/api/v1/enrolment-codes", read,
          [&core](const access::Caller&) -> Result<json::object> {
            auto codes = codes_list(core, {}, {});
            if (!codes) return codes.error();
            return std::move(codes->as_object());
          });
  on_operation(door, bench,
               {Method::kPost, "/api/v1/enrolment-codes", write, "codes.create",
                json_wish(read_code), 201, kWishBytes});
  on_operation(door, bench,
               {Method::kDelete, "/api/v1/enrolment-codes/{}", write, "codes.revoke",
                json_wish([](const Wish& wish) -> Result<json::object> {
                  return json::object{{"code", wish.path.front()}};
                })});
  on_look(door, "/api/v1/enrolment-requests", read,
          [&core](const access::Caller&) { return waiting(core); });
  on_operation(door, bench,
               {Method::kPost, "/api/v1/enrolment-requests/{}/approval", write, "devices.approve",
                decision(false)});
  on_operation(door, bench,
               {Method::kPost, "/api/v1/enrolment-requests/{}/denial", write, "devices.approve",
                decision(true)});
}

}  // namespace distanskoll::server::administration
