// SPDX-License-Identifier: EUPL-1.2
#include "server/api/answers.h"
#include "server/api/finding_board.h"
#include "server/api/registers/lists.h"
#include "server/api/requirement_texts.h"
#include "server/api/resources.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;

/// More than are ever open; of closed ones the newest.
constexpr std::size_t kMostFindings = 20'000;
constexpr std::size_t kMostOfDevice = 1'000;

Result<std::vector<store::Finding>> stored(store::Connection& connection,
                                           const FindingQuery& query) {
  if (query.device && !query.open_only) {
    return store::findings_of(connection, *query.device, kMostOfDevice);
  }
  return store::list_findings(connection, query.open_only, 0, kMostFindings);
}

json::object counts_of(const std::vector<const JoinedFinding*>& matching) {
  const FindingCounts counts = count_findings(matching);
  json::object severities;
  for (const char* const severity : {"high", "medium", "low"}) {
    const auto found = counts.severities.find(severity);
    severities[severity] = found == counts.severities.end() ? 0 : found->second;
  }
  json::array kinds;
  for (const auto& [what, kind] : counts.kinds) {
    kinds.push_back(
        json::object{{"what", what}, {"title", local(kind.first)}, {"count", kind.second}});
  }
  return {{"total", counts.total},
          {"computers", counts.computers},
          {"unheard", counts.unheard},
          {"unassigned", counts.unassigned},
          {"severities", std::move(severities)},
          {"kinds", std::move(kinds)}};
}

net::Response csv_of(const std::vector<const JoinedFinding*>& rows) {
  CsvWriter csv({"Nummer", "Dator", "Enhet", "Brist", "Allvar", "Sedan", "Stängd", "Ansvarig"});
  for (const JoinedFinding* const row : rows) {
    const auto& finding = row->finding;
    csv.number(finding.id)
        .text(row->device == nullptr ? finding.device
                                     : row->device->row.host_name.value_or(finding.device))
        .text(row->device == nullptr ? "" : row->device->unit.value_or(""))
        .text(row->title.sv)
        .text(finding.severity)
        .text(format_time(finding.first_failed_at))
        .text(finding.closed_at ? format_time(*finding.closed_at) : std::string())
        .text(row->assignee);
    csv.end_row();
  }
  return csv_answer("findings", csv.take());
}

/// The first row after the one with the number `after`, which may have left the list meanwhile.
Result<std::size_t> begin_of(const std::vector<const JoinedFinding*>& rows,
                             const std::string& after) {
  if (after.empty()) return std::size_t{0};
  const auto id = parse_unsigned(after);
  if (!id) return Error{ErrorCode::kMalformed, "after must be the number of a finding"};
  const auto last = std::find_if(rows.begin(), rows.end(), [&](const JoinedFinding* row) {
    return row->finding.id == static_cast<std::int64_t>(*id);
  });
  if (last == rows.end()) {
    return Error{ErrorCode::kConflict, "the list has changed; begin again without after"};
  }
  return static_cast<std::size_t>(last - rows.begin()) + 1;
}

Result<net::Response> list(const ApiParts& parts, const net::Request& request,
                           const Caller& caller) {
  const auto page = read_page(request.query, finding_filters());
  if (!page) return page.error();
  const auto query = read_finding_query(*page);
  if (!query) return query.error();
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  auto findings = stored(**reader, *query);
  if (!findings) return findings.error();
  const auto board = join_findings(parts, **reader, caller, std::move(*findings));
  if (!board) return board.error();
  std::vector<const JoinedFinding*> rows;
  for (const auto& joined : (*board)->findings) {
    if (matches(*query, joined)) rows.push_back(&joined);
  }
  std::sort(rows.begin(), rows.end(), [&](const JoinedFinding* a, const JoinedFinding* b) {
    return comes_before(*query, *a, *b);
  });
  if (query->csv) return csv_of(rows);
  const auto begin = begin_of(rows, page->after);
  if (!begin) return begin.error();
  const std::size_t end = std::min(rows.size(), *begin + page->limit);
  const bool care = caller.scope() == access::Scope::kAll;
  json::array shown;
  for (std::size_t i = *begin; i < end; ++i) shown.push_back(joined_object(*rows[i], care));
  json::value next = nullptr;
  if (end < rows.size()) next = std::to_string(rows[end - 1]->finding.id);
  return json_answer(
      {{"findings", std::move(shown)}, {"counts", counts_of(rows)}, {"next", std::move(next)}});
}

}  // namespace

net::Response get_findings(const ApiParts& parts, const net::Request& request,
                           const Caller& caller) {
  auto answer = list(parts, request, caller);
  return answer ? std::move(*answer) : net::problem(answer.error());
}

}  // namespace distanskoll::server::api
