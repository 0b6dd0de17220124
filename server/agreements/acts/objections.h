// SPDX-License-Identifier: EUPL-1.2
#pragma once
// "Det här stämmer inte": the employee contests a day of their own, and whoever it went to answers.
//
//   1. object()    the employee, about a day that has been; one open objection a day
//   2. answer()    the manager or IT security, whoever it was sent to: accepted or rejected, why
//      withdraw()  the employee, while it is open
//
// After an answer the employee may object again, and that is a record of its own. Pure.

#include "server/agreements/acts/act.h"
#include "server/agreements/records/objection.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::agreements {

struct ObjectionWish {
  std::string id;
  std::string employee;
  LocalDay date{};
  ObjectionKind kind = ObjectionKind::kOther;
  std::string text;
};

/// Computers are IT security's matter, the rest is the manager's. What a person with a protected
/// identity says goes to the manager, who alone may see them.
[[nodiscard]] ObjectionDesk desk_for(ObjectionKind kind, bool protected_identity);

/// `others` are the employee's objections. kPermissionDenied for somebody else's day, kConflict
/// while one about the same day is open.
[[nodiscard]] Result<Objection> object(const ObjectionWish& wish, bool protected_identity,
                                       const std::vector<const Objection*>& others, const Act& act);
/// `as` is the desk that answers: kPermissionDenied when it went to the other one.
[[nodiscard]] Result<Objection> answer(const Objection& objection, ObjectionDesk as,
                                       ObjectionOutcome outcome, const std::string& text,
                                       const Act& act);
[[nodiscard]] Result<Objection> withdraw(const Objection& objection, const Act& act);

/// How the day stands by all that was said of it: open before anything, else the newest answer.
/// Nothing: nobody contests it.
[[nodiscard]] std::optional<ObjectionState> contest_of(const std::vector<const Objection*>& all,
                                                       LocalDay date);

}  // namespace distanskoll::server::agreements
