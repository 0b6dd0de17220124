// SPDX-License-Identifier: EUPL-1.2
#include "server/api/finding_query.h"

#include "server/api/registers/lists.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

constexpr std::pair<std::string_view, FindingSort> kFindingSorts[] = {
    {"severity", FindingSort::kSeverity}, {"age", FindingSort::kAge},
    {"what", FindingSort::kWhat},         {"name", FindingSort::kName},
    {"unit", FindingSort::kUnit},         {"assigned", FindingSort::kAssigned}};

Error wrong(std::string_view says) { return {ErrorCode::kMalformed, std::string(says)}; }

int weight(std::string_view severity) {
  if (severity == "high") return 0;
  return severity == "medium" ? 1 : 2;
}

std::string shown_name(const JoinedFinding& finding) {
  if (finding.device == nullptr) return finding.finding.device;
  return finding.device->row.host_name.value_or(finding.device->row.id);
}

std::string shown_unit(const JoinedFinding& finding) {
  return finding.device == nullptr ? "~" : finding.device->unit.value_or("~");
}

/// What rows are ordered by before their age and number decide.
std::tuple<int, std::string> sort_key(FindingSort sort, const JoinedFinding& finding) {
  switch (sort) {
    case FindingSort::kSeverity:
      return {weight(finding.finding.severity), ""};
    case FindingSort::kAge:
      return {0, ""};
    case FindingSort::kWhat:
      return {0, swedish_key(finding.title.sv)};
    case FindingSort::kName:
      return {0, swedish_key(shown_name(finding))};
    case FindingSort::kUnit:
      return {0, swedish_key(shown_unit(finding))};
    case FindingSort::kAssigned:
      return {finding.care.account ? 0 : 1, swedish_key(finding.assignee)};
  }
  return {0, ""};
}

}  // namespace

std::vector<std::string_view> finding_filters() {
  return {"state",    "device", "unit", "severity", "what",
          "assigned", "search", "sort", "reverse",  "format"};
}

Result<FindingQuery> read_finding_query(const Page& page) {
  FindingQuery query;
  const std::string state = given(page, "state").value_or("open");
  if (state != "open" && state != "all") return wrong("state must be open or all");
  query.open_only = state == "open";
  query.device = given(page, "device");
  query.unit = given(page, "unit");
  query.severity = given(page, "severity");
  if (query.severity && *query.severity != "high" && *query.severity != "medium" &&
      *query.severity != "low") {
    return wrong("severity is high, medium or low");
  }
  query.what = given(page, "what");
  query.assigned = given(page, "assigned");
  query.search = swedish_key(given(page, "search").value_or(std::string()));
  if (query.search.size() > kSearchBytes) return wrong("search is too long");
  const std::string word = given(page, "sort").value_or("severity");
  const auto* const sort = std::find_if(std::begin(kFindingSorts), std::end(kFindingSorts),
                                        [&](const auto& each) { return each.first == word; });
  if (sort == std::end(kFindingSorts)) return wrong("this list cannot be sorted by that");
  query.sort = sort->second;
  const std::string reverse = given(page, "reverse").value_or("false");
  if (reverse != "true" && reverse != "false") return wrong("reverse is true or false");
  query.reverse = reverse == "true";
  const std::string format = given(page, "format").value_or("json");
  if (format != "json" && format != "csv") return wrong("format is json or csv");
  query.csv = format == "csv";
  return query;
}

bool matches(const FindingQuery& query, const JoinedFinding& finding) {
  if (query.device && finding.finding.device != *query.device) return false;
  if (query.unit && (finding.device == nullptr || finding.device->unit != query.unit)) return false;
  if (query.severity && finding.finding.severity != *query.severity) return false;
  if (query.what && finding.what != *query.what) return false;
  if (query.assigned) {
    if (*query.assigned == "nobody" ? finding.care.account.has_value()
                                    : finding.care.account != query.assigned) {
      return false;
    }
  }
  return query.search.empty() ||
         swedish_key(shown_name(finding)).find(query.search) != std::string::npos ||
         finding.finding.device.starts_with(query.search);
}

bool comes_before(const FindingQuery& query, const JoinedFinding& a, const JoinedFinding& b) {
  const auto& first = query.reverse ? b : a;
  const auto& second = query.reverse ? a : b;
  const auto one = sort_key(query.sort, first);
  const auto other = sort_key(query.sort, second);
  if (one != other) return one < other;
  if (first.finding.first_failed_at != second.finding.first_failed_at) {
    return first.finding.first_failed_at < second.finding.first_failed_at;
  }
  return first.finding.id < second.finding.id;
}

FindingCounts count_findings(const std::vector<const JoinedFinding*>& findings) {
  FindingCounts counts;
  std::set<std::string> computers;
  std::set<std::string> unheard;
  for (const JoinedFinding* const each : findings) {
    ++counts.total;
    ++counts.severities[each->finding.severity];
    if (!each->care.account) ++counts.unassigned;
    auto& kind = counts.kinds[each->what];
    kind.first = each->title;
    ++kind.second;
    if (each->finding.device.empty()) continue;
    computers.insert(each->finding.device);
    const bool heard =
        each->device != nullptr && each->device->presence == compliance::Presence::kCurrent;
    if (!heard) unheard.insert(each->finding.device);
  }
  counts.computers = computers.size();
  counts.unheard = unheard.size();
  return counts;
}

}  // namespace distanskoll::server::api
