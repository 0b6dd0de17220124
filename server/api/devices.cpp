// SPDX-License-Identifier: EUPL-1.2
#include "server/api/answers.h"
#include "server/api/device_access.h"
#include "server/api/device_view.h"
#include "server/api/fleet_query.h"
#include "server/api/registers/lists.h"
#include "server/api/resources.h"
#include "server/api/values.h"
#include "shared/compliance/local_day.h"

#include <algorithm>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;
using access::Scope;
using compliance::RequirementResult;

Error only_names() {
  return {ErrorCode::kPermissionDenied, "your role sees the names of computers, not their state"};
}

/// What is asked about every device: of the fleet's rows only what device_access.h looks at.
store::Device as_device(const store::FleetRow& row) {
  store::Device device;
  device.id = row.id;
  device.computer = row.computer;
  device.host_name = row.host_name;
  device.unit = row.unit;
  device.lifecycle = row.lifecycle;
  return device;
}

/// A list, as far as it does not depend on the page.
struct Listing {
  const FleetQuery& query;
  const admission::InForce* in_force = nullptr;
  bool names = false;
  std::vector<FleetDevice> fleet;
  std::vector<const FleetDevice*> beside_state;  ///< seen, and matching all but the state

  [[nodiscard]] std::size_t requirements() const {
    return in_force == nullptr ? 0 : in_force->policy.requirements.size();
  }
};

Result<void> fill(const ApiParts& parts, const Caller& caller, WallTime now, Listing& listing) {
  if (sees_no_device(caller)) return {};
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  auto fleet = parts.fleet.now(**reader, caller.registry(), listing.in_force, now);
  if (!fleet) return fleet.error();
  listing.fleet = std::move(*fleet);
  for (const FleetDevice& device : listing.fleet) {
    if (!matches_beside_state(listing.query, device)) continue;
    const auto seen = sees_device(**reader, parts.pseudonym_key, caller, as_device(device.row));
    if (!seen) return seen.error();
    if (*seen) listing.beside_state.push_back(&device);
  }
  return {};
}

struct Placed {
  FleetPlace place;
  const FleetDevice* device = nullptr;
};

std::vector<Placed> in_order(const Listing& listing) {
  std::vector<Placed> placed;
  for (const FleetDevice* const device : listing.beside_state) {
    if (listing.query.state && device->state != *listing.query.state) continue;
    placed.push_back({place_of(listing.query, *device), device});
  }
  std::sort(placed.begin(), placed.end(), [&](const Placed& a, const Placed& b) {
    return comes_before(listing.query, a.place, b.place);
  });
  return placed;
}

json::array with_result(const Listing& listing, const FleetDevice& device,
                        RequirementResult result) {
  json::array ids;
  for (std::size_t i = 0; i < std::min(device.results.size(), listing.requirements()); ++i) {
    if (device.results[i] == result) {
      ids.emplace_back(listing.in_force->policy.requirements[i].id);
    }
  }
  return ids;
}

json::object row_of(const Listing& listing, const FleetDevice& device) {
  const auto& row = device.row;
  json::object object{{"id", row.id},
                      {"computer", row.computer},
                      {"host_name", text_or_null(row.host_name)},
                      {"unit", text_or_null(device.unit)},
                      {"lifecycle", row.lifecycle}};
  if (listing.names) return object;
  object["enrolled_at"] = format_time(row.enrolled_at);
  object["revoked_at"] = time_or_null(row.revoked_at);
  object["presence"] = json_text(presence_word(device));
  object["overall"] = json_text(to_string(device.overall));
  object["state"] = json_text(to_string(device.state));
  object["failing"] = with_result(listing, device, RequirementResult::kFail);
  object["undecided"] = with_result(listing, device, RequirementResult::kUnknown);
  object["newest_at"] = time_or_null(device.newest);
  object["open_findings"] = row.open_findings;
  return object;
}

json::object counts_of(const Listing& listing) {
  const FleetCounts counts =
      count_fleet(listing.query, listing.beside_state, listing.requirements());
  if (listing.names) return {{"total", counts.total}};
  json::object states;
  for (std::size_t i = 0; i < counts.of.size(); ++i) {
    states[json_text(to_string(kAllFleetStates[i]))] = counts.of.at(i);
  }
  json::array requirements;
  for (std::size_t i = 0; i < listing.requirements(); ++i) {
    const auto& requirement = listing.in_force->policy.requirements[i];
    requirements.push_back(
        json::object{{"requirement", requirement.id},
                     {"severity", json_text(to_string(requirement.severity))},
                     {"title", {{"sv", requirement.title.sv}, {"en", requirement.title.en}}},
                     {"failing", counts.failing[i]},
                     {"undecided", counts.undecided[i]}});
  }
  json::value first_year = nullptr;
  const auto first = std::ranges::min_element(
      listing.beside_state, {}, [](const FleetDevice* device) { return device->row.enrolled_at; });
  if (first != listing.beside_state.end()) {
    const std::chrono::year_month_day day(compliance::local_day((*first)->row.enrolled_at));
    first_year = static_cast<int>(day.year());
  }
  return {{"total", counts.total},
          {"states", std::move(states)},
          {"requirements", std::move(requirements)},
          {"first_year", std::move(first_year)}};
}

net::Response csv_of(const Listing& listing, const std::vector<Placed>& rows) {
  static constexpr std::string_view kHeadings[] = {"Dator",
                                                   "Värdnamn",
                                                   "Enhet",
                                                   "Livscykel",
                                                   "Läge",
                                                   "Brister mot krav",
                                                   "Kan inte avgöras",
                                                   "Senast hörd",
                                                   "Öppna brister"};
  constexpr std::size_t kNameColumns = 4;
  CsvWriter csv{std::span(kHeadings, listing.names ? kNameColumns : std::size(kHeadings))};
  const auto joined = [](const json::array& words) {
    std::string all;
    for (const auto& word : words) {
      if (!all.empty()) all += ", ";
      all += word.as_string();
    }
    return all;
  };
  for (const Placed& placed : rows) {
    const FleetDevice& device = *placed.device;
    csv.text(device.row.id)
        .text(device.row.host_name.value_or(""))
        .text(device.unit.value_or(""))
        .text(device.row.lifecycle);
    if (!listing.names) {
      csv.text(to_string(device.state))
          .text(joined(with_result(listing, device, RequirementResult::kFail)))
          .text(joined(with_result(listing, device, RequirementResult::kUnknown)))
          .text(device.newest ? format_time(*device.newest) : std::string())
          .number(static_cast<std::int64_t>(device.row.open_findings));
    }
    csv.end_row();
  }
  return csv_answer("devices", csv.take());
}

/// Where the page begins; kMalformed for an `after` that no page ended with.
Result<std::size_t> begin_of(const Listing& listing, const std::vector<Placed>& rows,
                             const std::string& after) {
  if (after.empty()) return std::size_t{0};
  const auto cursor = decode_cursor(after);
  if (!cursor) return cursor.error();
  const FleetPlace end{cursor->key, cursor->id};
  const auto next = std::upper_bound(rows.begin(), rows.end(), end,
                                     [&](const FleetPlace& place, const Placed& row) {
                                       return comes_before(listing.query, place, row.place);
                                     });
  return static_cast<std::size_t>(next - rows.begin());
}

}  // namespace

net::Response get_devices(const ApiParts& parts, const net::Request& request,
                          const Caller& caller) {
  const auto page = read_page(request.query, {kFleetFilters.begin(), kFleetFilters.end()});
  if (!page) return net::problem(page.error());
  const auto in_force = parts.admission.in_force();
  const auto query = read_fleet_query(*page, in_force ? &in_force->policy : nullptr);
  if (!query) return net::problem(query.error());
  const bool names = caller.scope() == Scope::kNames;
  if (names && query->asks_for_state()) return net::problem(only_names());
  Listing listing{*query, in_force.get(), names, {}, {}};
  if (const auto filled = fill(parts, caller, parts.clock.wall(), listing); !filled) {
    return net::problem(filled.error());
  }
  const auto rows = in_order(listing);
  if (query->csv) return csv_of(listing, rows);
  const auto begin = begin_of(listing, rows, page->after);
  if (!begin) return net::problem(begin.error());
  const std::size_t end = std::min(rows.size(), *begin + page->limit);
  json::array shown;
  for (std::size_t i = *begin; i < end; ++i) shown.push_back(row_of(listing, *rows[i].device));
  json::value next = nullptr;
  if (end < rows.size()) next = encode_cursor({rows[end - 1].place.key, rows[end - 1].place.id});
  return json_answer(
      {{"devices", std::move(shown)},
       {"counts", counts_of(listing)},
       {"next", std::move(next)},
       {"policy", in_force ? json::value(in_force->sha256_hex) : json::value(nullptr)}});
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
  device->unit = InventoryUnits(caller.registry()).of(device->unit, device->host_name);
  if (caller.scope() == Scope::kNames) return json_answer(name_object(*device));
  const auto in_force = parts.admission.in_force();
  auto view = view_device(**reader, std::move(*device), in_force.get(), parts.clock.wall());
  if (!view) return net::problem(view.error());
  auto object = record(**reader, *view, in_force.get(), parts.checkpoint.get());
  if (!object) return net::problem(object.error());
  return json_answer(*object);
}

}  // namespace distanskoll::server::api
