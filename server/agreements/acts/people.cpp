// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/people.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements {
namespace {

using compliance::format_date;

Result<void> check_giver(const Deputy& deputy, const DeputyGiver& giver, const Act& act) {
  if (giver.hr || act.by == deputy.manager || giver.managers_manager == act.by) return {};
  return Error{ErrorCode::kPermissionDenied,
               "a deputy is given by the manager, the manager's manager or HR"};
}

}  // namespace

Result<Training> take_training(Training wish, const Act& act) {
  DISTANSKOLL_TRY(check_text("course", wish.course));
  DISTANSKOLL_TRY(check_not_future("on", wish.on, act));
  return wish;
}

Result<GuidelineRead> read_guideline(GuidelineRead wish, const Act& act) {
  if (wish.version) DISTANSKOLL_TRY(check_text("version", *wish.version));
  DISTANSKOLL_TRY(check_not_future("on", wish.on, act));
  if (wish.employee == act.by && wish.on != act.today) {
    return wrong("what you have read yourself is noted on the day; leave \"on\" out");
  }
  return wish;
}

Result<Deputy> give_deputy(Deputy wish, const DeputyGiver& giver, const Act& act) {
  wish.given_by = act.by;
  DISTANSKOLL_TRY(check_giver(wish, giver, act));
  if (wish.manager == wish.deputy) return wrong("nobody is their own deputy");
  if (wish.from < act.today) {
    return wrong(fmt::format("\"from\" ({}) is before today", format_date(wish.from)));
  }
  if (wish.to < wish.from) return wrong("\"to\" is before \"from\"");
  if (wish.to > compliance::add_months(wish.from, kDeputyMonths)) {
    return wrong(fmt::format("\"to\" is more than {} months after \"from\"", kDeputyMonths));
  }
  return wish;
}

Result<std::optional<Deputy>> withdraw_deputy(const Deputy& deputy, const DeputyGiver& giver,
                                              const Act& act) {
  DISTANSKOLL_TRY(check_giver(deputy, giver, act));
  if (deputy.to < act.today) {
    return conflict(fmt::format("it ended by itself on {}", format_date(deputy.to)));
  }
  if (deputy.from >= act.today) return std::optional<Deputy>();
  Deputy next = deputy;
  next.to = act.today - std::chrono::days{1};
  return std::optional<Deputy>(std::move(next));
}

Result<Hold> place_hold(Hold wish, const Act& act) {
  wish.by = act.by;
  wish.placed_on = act.today;
  wish.lifted_on.reset();
  DISTANSKOLL_TRY(check_text("reason", wish.reason));
  if (wish.employee && wish.device) {
    return wrong("a hold is about an employee, a device or everything; place two for two");
  }
  if (wish.period.from && wish.period.to && *wish.period.to < *wish.period.from) {
    return wrong("\"to\" is before \"from\"");
  }
  return wish;
}

Result<Hold> lift_hold(const Hold& hold, const Act& act) {
  if (hold.lifted_on) {
    return conflict(fmt::format("the hold was lifted on {}", format_date(*hold.lifted_on)));
  }
  Hold next = hold;
  next.lifted_on = act.today;
  return next;
}

}  // namespace distanskoll::server::agreements
