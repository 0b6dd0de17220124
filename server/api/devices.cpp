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

}  // namespace

net::Response get_devices(const ApiParts& parts, const net::Request& request,
                          const Caller& caller) {
  auto page = read_page(request.query, {"unit", "presence", "overall", "lifecycle"});
  if (!page) return net::problem(page.error());
  const bool names = caller.scope() == Scope::kNames;
  if (names && asks_for_posture(*page)) return net::problem(only_names());
  const auto in_force = parts.admission.in_force();
  const auto now = parts.clock.wall();
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
      if (!stored_matches(*page, device)) continue;
      const auto seen = sees_device(**reader, parts.pseudonym_key, caller, device);
      if (!seen) return net::problem(seen.error());
      if (!*seen) continue;
      if (names) {
        rows.push_back(name_object(device));
        continue;
      }
      auto view = view_device(**reader, std::move(device), in_force.get(), now);
      if (!view) return net::problem(view.error());
      if (!matches(*page, "presence", presence_of(*view))) continue;
      if (!matches(*page, "overall", overall_of(*view))) continue;
      rows.push_back(summary(*view));
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
