// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/marks.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements {
namespace {

using compliance::format_date;

Result<void> check_own_open_day(const std::string& employee, LocalDay date, const Act& act) {
  if (employee != act.by) {
    return Error{ErrorCode::kPermissionDenied, "everybody marks their own days and no others"};
  }
  if (date < act.today - kMarkBack) {
    return wrong(fmt::format("{} is more than {} days back", format_date(date), kMarkBack.count()));
  }
  if (date > act.today + kMarkAhead) {
    return wrong(
        fmt::format("{} is more than {} days ahead", format_date(date), kMarkAhead.count()));
  }
  return {};
}

}  // namespace

Result<Mark> mark_day(const std::string& employee, LocalDay date, MarkKind kind, const Act& act) {
  DISTANSKOLL_TRY(check_own_open_day(employee, date, act));
  Mark mark;
  mark.id = fmt::format("{}:{}", employee, format_date(date));
  mark.employee = employee;
  mark.date = date;
  mark.kind = kind;
  mark.set_by = act.by;
  mark.set_on = act.today;
  return mark;
}

Result<Mark> see_mark(const Mark& mark, const Act& act) {
  if (mark.employee == act.by) {
    return Error{ErrorCode::kPermissionDenied, "whoever answers for you looks at your marks"};
  }
  if (mark.seen_by) return conflict("somebody has seen this mark already");
  Mark next = mark;
  next.seen_by = act.by;
  return next;
}

Result<void> check_unmark(const Mark& mark, const Act& act) {
  return check_own_open_day(mark.employee, mark.date, act);
}

Result<MarkRule> set_rule(MarkRule wish, const Act& act) {
  wish.set_by = act.by;
  if (!wish.period.from || !wish.period.to) {
    return wrong("a rule has a first and a last day (\"from\", \"to\")");
  }
  if (*wish.period.from < act.today) {
    return wrong(fmt::format("\"from\" ({}) is before today: a rule is for days to come",
                             format_date(*wish.period.from)));
  }
  if (*wish.period.to < *wish.period.from) return wrong("\"to\" is before \"from\"");
  if (*wish.period.to > compliance::add_months(*wish.period.from, kRuleMonths)) {
    return wrong(fmt::format("\"to\" is more than {} months after \"from\"", kRuleMonths));
  }
  if (wish.weekday < 1 || wish.weekday > 7) return wrong("\"weekday\" is 1 (Monday) to 7 (Sunday)");
  return wish;
}

Result<std::optional<MarkRule>> withdraw_rule(const MarkRule& rule, const Act& act) {
  if (rule.period.to && *rule.period.to < act.today) {
    return conflict(fmt::format("the rule ended on {}", format_date(*rule.period.to)));
  }
  if (rule.period.from && *rule.period.from >= act.today) return std::optional<MarkRule>();
  MarkRule next = rule;
  next.period.to = act.today - std::chrono::days{1};
  return std::optional<MarkRule>(std::move(next));
}

}  // namespace distanskoll::server::agreements
