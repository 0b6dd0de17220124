// SPDX-License-Identifier: EUPL-1.2
#include "server/api/device_access.h"
#include "server/api/device_view.h"
#include "server/api/paging.h"
#include "server/api/resources.h"
#include "server/store/moment.h"

#include <boost/json/serialize.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;
using access::Scope;

/// Rows looked at for one page: a filter that matches little answers an unfilled page with `next`
/// instead of holding a reader.
constexpr std::size_t kMostScanned = 2'000;
constexpr std::size_t kScanStep = 100;

bool matches(const Page& page, const std::string& name, std::string_view value) {
  const auto wanted = page.filter.find(name);
  return wanted == page.filter.end() || wanted->second == value;
}

bool stored_matches(const Page& page, const store::Device& device) {
  return matches(page, "unit", device.unit.value_or(std::string())) &&
         matches(page, "lifecycle", device.lifecycle);
}

/// A filter by posture would tell a reader of names what it may not see.
bool asks_for_posture(const Page& page) {
  return page.filter.contains("presence") || page.filter.contains("overall");
}

Error only_names() {
  return {ErrorCode::kPermissionDenied, "your role sees the names of computers, not their state"};
}

/// What a list of devices was asked for, by whom and when.
struct Asked {
  const ApiParts& parts;
  const Caller& caller;
  const Page& page;
  const admission::InForce* in_force;
  WallTime now;
};

/// The device's row; nothing when it is not what was asked for or not the caller's to see.
Result<std::optional<json::object>> row_of(store::Connection& connection, const Asked& asked,
                                           store::Device device) {
  std::optional<json::object> row;
  if (!stored_matches(asked.page, device)) return row;
  const auto seen = sees_device(connection, asked.parts.pseudonym_key, asked.caller, device);
  if (!seen) return seen.error();
  if (!*seen) return row;
  if (asked.caller.scope() == Scope::kNames) {
    row = name_object(device);
    return row;
  }
  const auto view = view_device(connection, std::move(device), asked.in_force, asked.now);
  if (!view) return view.error();
  if (matches(asked.page, "presence", presence_of(*view)) &&
      matches(asked.page, "overall", overall_of(*view))) {
    row = summary(*view);
  }
  return row;
}

}  // namespace

net::Response get_devices(const ApiParts& parts, const net::Request& request,
                          const Caller& caller) {
  auto page = read_page(request.query, {"unit", "presence", "overall", "lifecycle"});
  if (!page) return net::problem(page.error());
  if (caller.scope() == Scope::kNames && asks_for_posture(*page)) {
    return net::problem(only_names());
  }
  const auto in_force = parts.admission.in_force();
  const Asked asked{parts, caller, *page, in_force.get(), parts.clock.wall()};
  json::array rows;
  std::string last = page->after;
  bool more = !sees_no_device(caller);
  for (std::size_t scanned = 0; more && rows.size() < page->limit && scanned < kMostScanned;) {
    auto reader = parts.readers.lend();
    if (!reader) return net::problem(reader.error());
    const auto moment = store::Moment::of(**reader);
    if (!moment) return net::problem(moment.error());
    auto devices = store::list_devices(**reader, last, kScanStep);
    if (!devices) return net::problem(devices.error());
    more = devices->size() == kScanStep;
    for (auto& device : *devices) {
      if (rows.size() == page->limit) {
        more = true;
        break;
      }
      ++scanned;
      last = device.id;
      auto row = row_of(**reader, asked, std::move(device));
      if (!row) return net::problem(row.error());
      if (*row) rows.push_back(std::move(**row));
    }
  }
  net::Response response;
  response.body = json::serialize(json::object{
      {"devices", std::move(rows)},
      {"next", more ? json::value(last) : json::value(nullptr)},
      {"policy", in_force ? json::value(in_force->sha256_hex) : json::value(nullptr)}});
  return response;
}

net::Response get_device(const ApiParts& parts, const net::Request& request, const Caller& caller) {
  if (!request.query.empty()) {
    return net::problem(400, "malformed", "this address takes no parameters");
  }
  auto id = net::decode_segment(request.arguments.front());
  if (!id) return net::problem(id.error());
  auto reader = parts.readers.lend();
  if (!reader) return net::problem(reader.error());
  auto device = find_seen_device(**reader, parts.pseudonym_key, caller, *id);
  if (!device) return net::problem(device.error());
  net::Response response;
  if (caller.scope() == Scope::kNames) {
    response.body = json::serialize(name_object(*device));
    return response;
  }
  const auto in_force = parts.admission.in_force();
  auto view = view_device(**reader, std::move(*device), in_force.get(), parts.clock.wall());
  if (!view) return net::problem(view.error());
  auto object = record(**reader, *view, in_force.get(), parts.checkpoint.get());
  if (!object) return net::problem(object.error());
  response.body = json::serialize(*object);
  return response;
}

}  // namespace distanskoll::server::api
