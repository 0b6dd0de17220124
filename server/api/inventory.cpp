// SPDX-License-Identifier: EUPL-1.2
#include "server/api/inventory_counts.h"
#include "server/api/paging.h"
#include "server/api/registers/exchange.h"
#include "server/api/resources.h"
#include "server/api/values.h"
#include "server/days/population.h"
#include "shared/csv_writer.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;
using access::Scope;
using agreements::Laptop;
using days::Measured;
using net::Request;
using net::Response;

using Population = std::map<std::string, Measured, std::less<>>;

Measured measured(const Population& population, const Laptop& laptop) {
  const auto found = population.find(laptop.id);
  return found == population.end() ? Measured() : found->second;
}

/// Never whose computer it is: that is asked for with a reason (/api/v1/devices/{id}/person).
json::object row_of(const Laptop& laptop, const Measured& row, bool names) {
  json::object object{{"id", laptop.id},
                      {"host_name", text_or_null(laptop.host_name)},
                      {"serial_number", text_or_null(laptop.serial_number)},
                      {"unit", text_or_null(laptop.unit)}};
  if (names) return object;
  const auto unmeasured = days::unmeasured_kind(laptop);
  object["platform"] = to_string(laptop.platform);
  object["model"] = text_or_null(laptop.model);
  object["own_equipment"] = laptop.own_equipment;
  object["unmeasured"] =
      unmeasured ? json::value(unmeasured_word(*unmeasured)) : json::value(nullptr);
  object["with_agent"] = row.with_agent;
  object["reporting"] = row.reporting;
  object["used_remotely"] = row.used_remotely;
  object["master"] = laptop.master;
  return object;
}

/// Nothing when the filter is neither; kMalformed for another word than true and false.
Result<std::optional<bool>> maybe_flag(const Page& page, const std::string& name) {
  const auto given = page.filter.find(name);
  if (given == page.filter.end()) return std::optional<bool>();
  if (given->second == "true") return std::optional(true);
  if (given->second == "false") return std::optional(false);
  return Error{ErrorCode::kMalformed, name + " is true or false"};
}

struct InventoryWish {
  std::optional<std::string> unit;
  std::optional<bool> with_agent;
  std::optional<bool> reporting;
  std::optional<bool> used_remotely;
  std::optional<std::string> unmeasured;  ///< why it cannot be measured
  bool csv = false;

  [[nodiscard]] bool of_state() const {
    return with_agent || reporting || used_remotely || unmeasured;
  }
  /// What cannot be measured is neither with nor without an agent.
  [[nodiscard]] bool matches(const Laptop& laptop, const Measured& row) const {
    const auto kind = days::unmeasured_kind(laptop);
    if (unmeasured) return kind && unmeasured_word(*kind) == *unmeasured;
    if (of_state() && kind) return false;
    return with_agent.value_or(row.with_agent) == row.with_agent &&
           reporting.value_or(row.reporting) == row.reporting &&
           used_remotely.value_or(row.used_remotely) == row.used_remotely;
  }
};

Result<InventoryWish> read_wanted(const Page& page) {
  InventoryWish wanted;
  if (const auto unit = page.filter.find("unit"); unit != page.filter.end()) {
    wanted.unit = unit->second;
  }
  for (const auto& [name, into] : {std::pair("with_agent", &InventoryWish::with_agent),
                                   std::pair("reporting", &InventoryWish::reporting),
                                   std::pair("used_remotely", &InventoryWish::used_remotely)}) {
    const auto given = maybe_flag(page, name);
    if (!given) return given.error();
    wanted.*into = *given;
  }
  if (const auto kind = page.filter.find("unmeasured"); kind != page.filter.end()) {
    wanted.unmeasured = kind->second;
  }
  if (const auto format = page.filter.find("format"); format != page.filter.end()) {
    if (format->second != "json" && format->second != "csv") {
      return Error{ErrorCode::kMalformed, "format is json or csv"};
    }
    wanted.csv = format->second == "csv";
  }
  return wanted;
}

std::string cell(const json::value& value) {
  if (value.is_null()) return {};
  if (value.is_bool()) return value.as_bool() ? "ja" : "nej";
  return std::string(value.as_string());
}

/// The members of row_of() in their order.
constexpr std::size_t kNameColumns = 4;
Response csv_of(const std::vector<json::object>& rows, bool names) {
  static constexpr std::string_view kHeadings[] = {
      "id",         "host_name", "serial_number", "unit",
      "platform",   "model",     "own_equipment", "unmeasured",
      "with_agent", "reporting", "used_remotely", "master"};
  CsvWriter csv{std::span(kHeadings, names ? kNameColumns : std::size(kHeadings))};
  for (const json::object& row : rows) {
    for (const auto& member : row) csv.text(cell(member.value()));
    csv.end_row();
  }
  Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.with("Content-Disposition", "attachment; filename=\"inventory.csv\"");
  response.body = csv.take();
  return response;
}

}  // namespace

Response get_inventory(const ApiParts& parts, const Request& request, const Caller& caller) {
  const auto page = read_page(
      request.query, {"unit", "with_agent", "reporting", "used_remotely", "unmeasured", "format"});
  if (!page) return net::problem(page.error());
  const auto wanted = read_wanted(*page);
  if (!wanted) return net::problem(wanted.error());
  const bool names = caller.scope() == Scope::kNames;
  if (names && wanted->of_state()) {
    return net::problem(
        {ErrorCode::kPermissionDenied, "your role sees the names of computers, not their state"});
  }
  auto reader = parts.readers.lend();
  if (!reader) return net::problem(reader.error());
  const auto population = days::measured_on(**reader, caller.registry(), caller.today());
  if (!population) return net::problem(population.error());
  InventoryCounts counts;
  std::vector<json::object> rows;
  std::optional<std::string> next;
  for (const auto& [id, kept] : caller.registry().laptops.all()) {
    const Laptop& laptop = kept->value;
    if (!sees_laptop(caller, laptop) || (wanted->unit && laptop.unit != *wanted->unit)) continue;
    const Measured row = measured(*population, laptop);
    counts.add(laptop, row);
    if (!wanted->matches(laptop, row) || (!wanted->csv && id <= page->after)) continue;
    if (!wanted->csv && rows.size() == page->limit) {
      if (!next) next = std::string(rows.back().at("id").as_string());
      continue;
    }
    rows.push_back(row_of(laptop, row, names));
  }
  if (wanted->csv) return csv_of(rows, names);
  Response response;
  response.body = json::serialize(json::object{{"counts", counts.object(names)},
                                               {"laptops", json::array(rows.begin(), rows.end())},
                                               {"next", text_or_null(next)}});
  return response;
}

}  // namespace distanskoll::server::api
