// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/objections.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements {
namespace {

using compliance::format_date;

Error not_yours(const char* message) { return {ErrorCode::kPermissionDenied, message}; }

Result<void> check_open(const Objection& objection) {
  if (objection.withdrawn_on) {
    return conflict(fmt::format("it was withdrawn on {}", format_date(*objection.withdrawn_on)));
  }
  if (objection.answer) {
    return conflict(fmt::format("it was answered on {}", format_date(objection.answer->on)));
  }
  return {};
}

}  // namespace

ObjectionDesk desk_for(ObjectionKind kind, bool protected_identity) {
  if (protected_identity) return ObjectionDesk::kManager;
  switch (kind) {
    case ObjectionKind::kComputer:
      return ObjectionDesk::kItSecurity;
    case ObjectionKind::kPlace:
    case ObjectionKind::kAgreement:
    case ObjectionKind::kOther:
      return ObjectionDesk::kManager;
  }
  return ObjectionDesk::kManager;
}

Result<Objection> object(const ObjectionWish& wish, bool protected_identity,
                         const std::vector<const Objection*>& others, const Act& act) {
  if (wish.employee != act.by) {
    return not_yours("everybody answers for their own days and no others");
  }
  DISTANSKOLL_TRY(check_not_future("date", wish.date, act));
  DISTANSKOLL_TRY(check_text("text", wish.text));
  const auto open = std::ranges::find_if(others, [&](const Objection* each) {
    return each->date == wish.date && state_of(*each) == ObjectionState::kOpen;
  });
  if (open != others.end()) {
    return conflict(
        fmt::format("you have said that {} is wrong already, on {}; it has no answer yet",
                    format_date(wish.date), format_date((*open)->made_on)));
  }
  Objection made;
  made.id = wish.id;
  made.employee = wish.employee;
  made.date = wish.date;
  made.kind = wish.kind;
  made.to = desk_for(wish.kind, protected_identity);
  made.text = wish.text;
  made.made_on = act.today;
  return made;
}

Result<Objection> answer(const Objection& objection, ObjectionDesk as, ObjectionOutcome outcome,
                         const std::string& text, const Act& act) {
  if (objection.employee == act.by) return not_yours("nobody answers their own objection");
  if (objection.to != as) return not_yours("it was sent to somebody else to answer");
  DISTANSKOLL_TRY(check_open(objection));
  DISTANSKOLL_TRY(check_text("text", text));
  Objection next = objection;
  next.answer = ObjectionAnswer{act.today, act.by, outcome, text};
  return next;
}

Result<Objection> withdraw(const Objection& objection, const Act& act) {
  if (objection.employee != act.by) return not_yours("only who said it takes it back");
  DISTANSKOLL_TRY(check_open(objection));
  Objection next = objection;
  next.withdrawn_on = act.today;
  return next;
}

std::optional<ObjectionState> contest_of(const std::vector<const Objection*>& all, LocalDay date) {
  const Objection* newest = nullptr;
  for (const Objection* each : all) {
    if (each->date != date) continue;
    const ObjectionState state = state_of(*each);
    if (state == ObjectionState::kOpen) return state;
    if (state == ObjectionState::kWithdrawn) continue;
    if (!newest || newest->answer->on < each->answer->on) newest = each;
  }
  return newest ? std::optional(state_of(*newest)) : std::nullopt;
}

}  // namespace distanskoll::server::agreements
