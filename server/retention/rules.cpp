// SPDX-License-Identifier: EUPL-1.2
#include "server/retention/rules.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::retention {
namespace {

/// evidence.md: 31 days of a month, then final, a week to reveal the seed, three days to draw.
constexpr std::chrono::days kMonthAndDraw{31 + 7 + 3};

LocalDay months_before(LocalDay day, std::chrono::months months) {
  return compliance::add_months(day, -months.count());
}

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::kReports:
      return "reports";
    case Kind::kDays:
      return "days";
    case Kind::kPeople:
      return "people";
    case Kind::kAccessLog:
      return "access_log";
  }
  return "";
}

Result<void> check(const Rules& rules, std::chrono::days final_after) {
  const std::chrono::days least = kMonthAndDraw + final_after;
  if (rules.reports >= least) return {};
  return Error{ErrorCode::kInvalidArgument,
               fmt::format("retention.reports_days is {}; with days.final_after {} it must be at "
                           "least {}, so that a month's sample can still be drawn from its reports",
                           rules.reports.count(), final_after.count(), least.count())};
}

Cutoffs cutoffs(const Rules& rules, LocalDay today) {
  return {compliance::midnight(today - rules.reports), months_before(today, rules.days),
          months_before(today, rules.people), months_before(today, rules.access_log)};
}

Holds::Holds(const agreements::Snapshot& snapshot, LocalDay today) {
  for (const auto& [id, kept] : snapshot.holds.all()) {
    const agreements::Hold& hold = kept->value;
    if (!hold.lifted_on || *hold.lifted_on > today) active_.push_back(hold);
  }
}

bool Holds::keeps_person(std::string_view employee, LocalDay day) const {
  return std::ranges::any_of(active_, [&](const agreements::Hold& hold) {
    if (!hold.period.covers(day) || hold.device) return false;
    return !hold.employee || *hold.employee == employee;
  });
}

bool Holds::keeps_report(std::string_view device, const std::vector<std::string>& people,
                         LocalDay day) const {
  return std::ranges::any_of(active_, [&](const agreements::Hold& hold) {
    if (!hold.period.covers(day)) return false;
    if (hold.device) return *hold.device == device;
    return !hold.employee || std::ranges::count(people, *hold.employee) > 0;
  });
}

bool Holds::keeps_all_of(std::string_view employee) const {
  return std::ranges::any_of(active_, [&](const agreements::Hold& hold) {
    return !hold.device && (!hold.employee || *hold.employee == employee);
  });
}

}  // namespace distanskoll::server::retention
