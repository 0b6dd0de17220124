// SPDX-License-Identifier: EUPL-1.2
#include "server/api/audit_frame.h"

#include "server/api/answers.h"
#include "server/api/inventory_counts.h"
#include "server/api/paging.h"
#include "server/api/people_days.h"
#include "server/store/days.h"
#include "server/store/device_days.h"
#include "server/store/frame.h"
#include "server/store/ledger_rows.h"
#include "server/store/months.h"
#include "shared/evidence/checkpoint.h"

#include <algorithm>
#include <set>

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Answering;
using access::Caller;
using agreements::Agreement;
using compliance::format_date;
using compliance::LocalDay;

constexpr std::chrono::days kFrameUsual{30};
constexpr std::chrono::days kFrameMost{800};  ///< what is kept of days, and a little
constexpr std::chrono::days kFramePiece{31};  ///< of one query

/// The first day that the collector knows anything of.
Result<std::optional<LocalDay>> first_known(store::Connection& connection) {
  const auto final_date = store::first_final_date(connection);
  if (!final_date) return final_date.error();
  const auto device_day = store::first_device_day(connection);
  if (!device_day) return device_day.error();
  if (*final_date && *device_day) return std::optional(std::min(**final_date, **device_day));
  return *final_date ? *final_date : *device_day;
}

Result<void> add(store::Connection& connection, DateRange range, store::DayCounts& days_sum,
                 store::FinalCounts& final_sum) {
  for (LocalDay from = range.from; from <= range.to; from += kFramePiece) {
    const LocalDay to = std::min(range.to, from + kFramePiece - std::chrono::days{1});
    const auto counted = store::count_days(connection, from, to);
    if (!counted) return counted.error();
    const auto fixed = store::count_final(connection, from, to);
    if (!fixed) return fixed.error();
    days_sum.remote += counted->remote;
    days_sum.undecided += counted->undecided;
    days_sum.agreement_days += counted->agreement_days;
    days_sum.compliant += counted->compliant;
    days_sum.deviation += counted->deviation;
    days_sum.undetermined += counted->undetermined;
    days_sum.without_agreement += counted->without_agreement;
    days_sum.marked += counted->marked;
    final_sum.dates += fixed->dates;
    final_sum.promised += fixed->promised;
    final_sum.kept += fixed->kept;
    final_sum.late += fixed->late;
  }
  return {};
}

json::object dates_object(DateRange range, LocalDay today, const std::optional<LocalDay>& first,
                          std::int64_t final_dates) {
  const std::int64_t all = (range.to - range.from).count() + 1;
  std::int64_t known = 0;
  if (first && *first <= range.to && range.from <= today) {
    known = (std::min(range.to, today) - std::max(range.from, *first)).count() + 1;
  }
  return {{"all", all},
          {"final", final_dates},
          {"open", std::max<std::int64_t>(0, known - final_dates)},
          {"unknown", all - std::max(known, final_dates)},
          {"first_known", first ? json::value(format_date(*first)) : json::value(nullptr)}};
}

bool covers_any(const Agreement& agreement, DateRange range) {
  for (LocalDay day = range.from; day <= range.to; day += std::chrono::days{1}) {
    if (agreement.covers(day)) return true;
  }
  return false;
}

/// Who was seen on a computer: from what is kept of closed months, else from what is still there.
Result<std::set<std::string, std::less<>>> heard(store::Connection& connection, DateRange range) {
  std::set<std::string, std::less<>> found;
  const auto seen = store::seen_between(connection, range.from, range.to);
  if (!seen) return seen.error();
  found.insert(seen->begin(), seen->end());
  const auto months = store::closed_months(connection);
  if (!months) return months.error();
  for (const store::ClosedMonth& closed : *months) {
    const LocalDay first(closed.month / std::chrono::day{1});
    const LocalDay last(closed.month / std::chrono::last);
    if (first < range.from || last > range.to) continue;
    const auto then = store::heard_in(connection, closed.month);
    if (!then) return then.error();
    found.insert(then->begin(), then->end());
  }
  return found;
}

Result<json::object> employees_object(store::Connection& connection, const Caller& caller,
                                      DateRange range) {
  std::set<std::string, std::less<>> agreed;
  for (const auto& [id, kept] : caller.registry().agreements.all()) {
    if (!agreed.contains(kept->value.employee) && covers_any(kept->value, range)) {
      agreed.insert(kept->value.employee);
    }
  }
  const auto known = heard(connection, range);
  if (!known) return known.error();
  const auto both = std::ranges::count_if(
      agreed, [&](const std::string& employee) { return known->contains(employee); });
  return json::object{{"with_agreement", agreed.size()},
                      {"heard", both},
                      {"not_heard", static_cast<std::int64_t>(agreed.size()) - both}};
}

/// "EPOCH NAME+HASH+KEY": what the newest checkpoint verifies with.
Result<std::string> log_key(store::Connection& connection) {
  const auto epochs = store::list_epochs(connection);
  if (!epochs) return epochs.error();
  if (epochs->empty()) return std::string();
  const store::Epoch& newest = epochs->back();
  const auto key = crypto::PublicKey::from_spki(newest.log_key);
  if (!key) return key.error();
  return fmt::format("{} {}", newest.number, evidence::verifier_key(newest.origin, *key));
}

json::object days_object(const store::DayCounts& counts, const store::FinalCounts& fixed) {
  return {{"all", counts.remote + counts.undecided},
          {"remote", counts.remote},
          {"undecided", counts.undecided},
          {"final", fixed.kept},
          {"agreement_days", counts.agreement_days},
          {"compliant", counts.compliant},
          {"deviation", counts.deviation},
          {"undetermined", counts.undetermined},
          {"without_agreement", counts.without_agreement},
          {"marked", counts.marked},
          {"promised", fixed.promised},
          {"erased", std::max<std::int64_t>(0, fixed.promised - fixed.kept)},
          {"late", fixed.late}};
}

Result<json::object> frame_of(const ApiParts& parts, const Caller& caller, DateRange range) {
  auto reader = parts.readers.lend();
  if (!reader) return reader.error();
  const auto first = first_known(**reader);
  if (!first) return first.error();
  store::DayCounts counts;
  store::FinalCounts fixed;
  DISTANSKOLL_TRY(add(**reader, range, counts, fixed));
  const auto employees = employees_object(**reader, caller, range);
  if (!employees) return employees.error();
  const auto laptops = inventory_counts(**reader, caller);
  if (!laptops) return laptops.error();
  const auto found = store::count_findings(**reader, compliance::midnight(range.from),
                                           compliance::midnight(range.to + std::chrono::days{1}));
  if (!found) return found.error();
  const auto key = log_key(**reader);
  if (!key) return key.error();
  json::object findings;
  for (const auto& [kind, count] : *found) findings[kind] = count;
  return json::object{{"from", format_date(range.from)},
                      {"to", format_date(range.to)},
                      {"today", format_date(caller.today())},
                      {"dates", dates_object(range, caller.today(), *first, fixed.dates)},
                      {"days", days_object(counts, fixed)},
                      {"employees", *employees},
                      {"laptops", *laptops},
                      {"findings", std::move(findings)},
                      {"checkpoint", parts.checkpoint.get()},
                      {"log_key", *key}};
}

}  // namespace

void get_audit_frame(const ApiParts& parts, const net::Request& request, const Caller& caller,
                     const Answering& answering) {
  const auto page = read_page(request.query, {"from", "to"});
  if (!page) return answering.refuse(page.error());
  const auto range = date_range(page->filter, caller.today(), kFrameUsual, kFrameMost);
  if (!range) return answering.refuse(range.error());
  const auto frame = frame_of(parts, caller, *range);
  if (!frame) return answering.refuse(frame.error());
  answering.unnamed(json_answer(*frame));
}

}  // namespace distanskoll::server::api
