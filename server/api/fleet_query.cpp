// SPDX-License-Identifier: EUPL-1.2
#include "server/api/fleet_query.h"

#include "server/api/registers/lists.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

using compliance::RequirementResult;

Error wrong(std::string_view name, std::string_view says) {
  return {ErrorCode::kMalformed, fmt::format("{} {}", name, says)};
}

Result<bool> flag(const Page& page, const char* name) {
  const auto value = given(page, name);
  if (!value || *value == "false") return false;
  if (*value == "true") return true;
  return wrong(name, "is true or false");
}

Result<void> check_word(const std::optional<std::string>& value, std::string_view name,
                        std::initializer_list<std::string_view> words) {
  if (!value || std::ranges::count(words, std::string_view(*value)) != 0) return {};
  return wrong(name, fmt::format("is one of {}", fmt::join(words, ", ")));
}

Result<void> read_state(const Page& page, FleetQuery& query) {
  const auto word = given(page, "state");
  if (!word) return {};
  for (const FleetState state : kAllFleetStates) {
    if (to_string(state) == *word) query.state = state;
  }
  if (!query.state) return wrong("state", "is no state of a computer");
  return {};
}

Result<void> read_requirement(const Page& page, const policy::Policy* policy, FleetQuery& query) {
  const auto id = given(page, "requirement");
  const auto result = given(page, "result");
  if (!id) return result ? wrong("result", "is of a requirement") : Result<void>();
  RequirementWish wish;
  DISTANSKOLL_TRY(check_word(result, "result", {"fail", "unknown", "pass"}));
  if (result && *result == "unknown") wish.result = RequirementResult::kUnknown;
  if (result && *result == "pass") wish.result = RequirementResult::kPass;
  const auto size = policy == nullptr ? 0 : policy->requirements.size();
  while (wish.index < size && policy->requirements[wish.index].id != *id) ++wish.index;
  if (wish.index == size) return wrong("requirement", "is none of the policy in force");
  query.requirement = wish;
  return {};
}

Result<void> read_order(const Page& page, FleetQuery& query) {
  constexpr std::pair<std::string_view, FleetSort> kSorts[] = {{"id", FleetSort::kId},
                                                               {"name", FleetSort::kName},
                                                               {"unit", FleetSort::kUnit},
                                                               {"state", FleetSort::kState},
                                                               {"findings", FleetSort::kFindings}};
  const std::string word = given(page, "sort").value_or("id");
  const auto* const sort = std::find_if(std::begin(kSorts), std::end(kSorts),
                                        [&](const auto& each) { return each.first == word; });
  if (sort == std::end(kSorts)) return wrong("sort", "is id, name, unit, state or findings");
  query.sort = sort->second;
  const auto reverse = flag(page, "reverse");
  if (!reverse) return reverse.error();
  query.reverse = *reverse;
  return {};
}

template <class Value>
bool fits(const std::optional<Value>& wanted, const Value& value) {
  return !wanted || *wanted == value;
}

bool is_found(const std::string& search, const store::FleetRow& row) {
  if (search.empty() || row.id.starts_with(search)) return true;
  return row.host_name && swedish_key(*row.host_name).find(search) != std::string::npos;
}

std::size_t index_of(FleetState state) { return static_cast<std::size_t>(state); }

}  // namespace

bool FleetQuery::asks_for_state() const {
  return presence || overall || state || requirement || sort == FleetSort::kState ||
         sort == FleetSort::kFindings;
}

Result<FleetQuery> read_fleet_query(const Page& page, const policy::Policy* policy) {
  FleetQuery query;
  query.unit = given(page, "unit");
  query.presence = given(page, "presence");
  DISTANSKOLL_TRY(check_word(query.presence, "presence", {"current", "silent", "off", "never"}));
  query.overall = given(page, "overall");
  DISTANSKOLL_TRY(check_word(query.overall, "overall", {"pass", "fail", "unknown"}));
  query.lifecycle = given(page, "lifecycle");
  DISTANSKOLL_TRY(
      check_word(query.lifecycle, "lifecycle", {"assigned", "shared", "lost", "retired"}));
  query.search = swedish_key(given(page, "search").value_or(std::string()));
  if (query.search.size() > kSearchBytes) return wrong("search", "is too long");
  DISTANSKOLL_TRY(read_state(page, query));
  DISTANSKOLL_TRY(read_requirement(page, policy, query));
  DISTANSKOLL_TRY(read_order(page, query));
  const auto format = given(page, "format");
  DISTANSKOLL_TRY(check_word(format, "format", {"json", "csv"}));
  query.csv = format && *format == "csv";
  return query;
}

std::string_view presence_word(const FleetDevice& device) {
  return device.presence ? to_string(*device.presence) : "never";
}

bool matches_beside_state(const FleetQuery& query, const FleetDevice& device) {
  if (query.unit && device.unit != query.unit) return false;
  if (!fits(query.lifecycle, device.row.lifecycle)) return false;
  if (query.presence && presence_word(device) != *query.presence) return false;
  if (query.overall && to_string(device.overall) != *query.overall) return false;
  if (const auto& wish = query.requirement) {
    if (device.state == FleetState::kWrittenOff || wish->index >= device.results.size() ||
        device.results[wish->index] != wish->result) {
      return false;
    }
  }
  return is_found(query.search, device.row);
}

FleetCounts count_fleet(const FleetQuery& query, const std::vector<const FleetDevice*>& devices,
                        std::size_t requirements) {
  FleetCounts counts;
  counts.failing.resize(requirements);
  counts.undecided.resize(requirements);
  for (const FleetDevice* const device : devices) {
    ++counts.of.at(index_of(device->state));
    if (!fits(query.state, device->state)) continue;
    ++counts.total;
    if (device->state == FleetState::kWrittenOff) continue;
    for (std::size_t i = 0; i < std::min(requirements, device->results.size()); ++i) {
      if (device->results[i] == RequirementResult::kFail) ++counts.failing[i];
      if (device->results[i] == RequirementResult::kUnknown) ++counts.undecided[i];
    }
  }
  return counts;
}

FleetPlace place_of(const FleetQuery& query, const FleetDevice& device) {
  const auto name = [&] { return swedish_key(device.row.host_name.value_or(device.row.id)); };
  switch (query.sort) {
    case FleetSort::kId:
      return {"", device.row.id};
    case FleetSort::kName:
      return {name(), device.row.id};
    case FleetSort::kUnit:
      return {swedish_key(device.unit.value_or("~")) + " " + name(), device.row.id};
    case FleetSort::kState:
      return {fmt::format("{} {}", index_of(device.state), name()), device.row.id};
    case FleetSort::kFindings:  // most first
      return {
          fmt::format("{:06} {}",
                      999'999 - std::min<std::uint64_t>(device.row.open_findings, 999'999), name()),
          device.row.id};
  }
  return {"", device.row.id};
}

bool comes_before(const FleetQuery& query, const FleetPlace& a, const FleetPlace& b) {
  const auto& first = query.reverse ? b : a;
  const auto& second = query.reverse ? a : b;
  return first.key != second.key ? first.key < second.key : first.id < second.id;
}

}  // namespace distanskoll::server::api
