// SPDX-License-Identifier: EUPL-1.2
#include "server/api/closed_months.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::api {

boost::json::object why_none(const ApiParts& parts) {
  const bool any = !parts.months.years().empty();
  const auto wait = parts.final_after.count();
  return {
      {"code", any ? "month_not_closed" : "no_closed_month"},
      {"sv", fmt::format("{} En månad räknas när dess sista dag är slutgiltig, {} dagar efter "
                         "månadens slut.",
                         any ? "Perioden är inte räknad." : "Ingen månad är räknad än.", wait)},
      {"en", fmt::format("{} A month is counted when its last day is final, {} days after the "
                         "month has ended.",
                         any ? "That period is not counted." : "No month is counted yet.", wait)}};
}

Result<ClosedMonths> ready_months(const ApiParts& parts) {
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  auto months = store::closed_months(**reader);
  if (!months) return months.error();
  for (const store::ClosedMonth& closed : *months) {
    if (!parts.months.report(closed.month.year())) {
      return Error{ErrorCode::kUnavailable,
                   "the months are being read after a start; ask again soon"};
    }
  }
  return months;
}

void refuse_months(const access::Answering& answering, const Error& error) {
  if (error.code != ErrorCode::kUnavailable) return answering.refuse(error);
  net::Response response = net::problem(503, "not_ready", error.message);
  response.with("Retry-After", "10");
  answering.unnamed(std::move(response));
}

bool is_closed(const ClosedMonths& months, std::chrono::year_month month) {
  return std::ranges::any_of(
      months, [&](const store::ClosedMonth& closed) { return closed.month == month; });
}

}  // namespace distanskoll::server::api
