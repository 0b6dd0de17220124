// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/waivers.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements {

using compliance::format_date;

Result<Waiver> give_waiver(Waiver wish, const Act& act) {
  wish.approved_by = act.by;
  DISTANSKOLL_TRY(check_text("reason", wish.reason));
  if (wish.employee && wish.unit) {
    return wrong(
        "a waiver is for an employee, for a unit or for everybody; never for two of these");
  }
  if (wish.employee == act.by) {
    return Error{ErrorCode::kPermissionDenied, "nobody approves a waiver for themselves"};
  }
  if (wish.valid_from < act.today) {
    return wrong(fmt::format(
        "\"valid_from\" ({}) is before today: a waiver is decided before the days it is for; a "
        "failure of our own systems is an outage",
        format_date(wish.valid_from)));
  }
  if (wish.valid_to < wish.valid_from) {
    return wrong(fmt::format("\"valid_to\" ({}) is before \"valid_from\" ({})",
                             format_date(wish.valid_to), format_date(wish.valid_from)));
  }
  if (wish.valid_to > compliance::add_months(wish.valid_from, kWaiverMonths)) {
    return wrong(
        fmt::format("\"valid_to\" is more than {} months after \"valid_from\"; what is "
                    "needed for longer belongs in the policy",
                    kWaiverMonths));
  }
  return wish;
}

Result<std::optional<Waiver>> withdraw_waiver(const Waiver& waiver, const Act& act) {
  if (waiver.valid_to < act.today) {
    return conflict(fmt::format("the waiver ended on {}", format_date(waiver.valid_to)));
  }
  if (waiver.valid_from >= act.today) return std::optional<Waiver>();
  Waiver next = waiver;
  next.valid_to = act.today - std::chrono::days{1};
  return std::optional<Waiver>(std::move(next));
}

Result<void> check_outage_open(const Outage& outage, const Act& act,
                               std::chrono::days final_after) {
  if (compliance::local_day(outage.from) >= act.today - final_after) return {};
  return conflict(fmt::format("days before {} are final and were judged without regard to it",
                              format_date(act.today - final_after)));
}

Result<Outage> declare_outage(Outage wish, const Act& act, std::chrono::days final_after) {
  wish.declared_by = act.by;
  wish.declared_on = act.today;
  DISTANSKOLL_TRY(check_text("reason", wish.reason));
  if (wish.to <= wish.from) return wrong("\"to\" must be after \"from\"");
  if (wish.to - wish.from > kOutageLongest) {
    return wrong(fmt::format("an outage is at most {} days long; declare what is left of it later",
                             kOutageLongest.count()));
  }
  if (compliance::local_day(wish.from) > act.today + kOutageAhead) {
    return wrong(fmt::format("\"from\" is more than {} days ahead", kOutageAhead.count()));
  }
  DISTANSKOLL_TRY(check_outage_open(wish, act, final_after));
  return wish;
}

}  // namespace distanskoll::server::agreements
