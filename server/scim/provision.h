// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From what a SCIM client says of a user to what it does to the directory. A user becomes rows of
// the file of employees and goes the way of that file: the same checks of cells (no personnummer),
// the same plan (history.h, logins that change hands, other masters), the same writes. Only the end
// of an employment is short enough to be done here. Pure but for Intake::new_id; thread-safe.
//
//   User -> table -> imports::read_employees -> intake::plan_employees -> ImportPlan

#include "server/agreements/intake/planners.h"
#include "server/scim/user.h"

namespace distanskoll::server::scim {

using agreements::intake::ImportPlan;
using agreements::intake::Intake;

/// `stored`: the person as known, null for somebody new. An end (active false) changes nothing else
/// of the person; who has ended changes only by beginning again. uniqueness when a login or number
/// is somebody else's or another system keeps the person.
[[nodiscard]] Read<ImportPlan> plan_user(const Intake& intake, const Employee* stored,
                                         const User& wanted);

/// SCIM lets go of the person: the employment ends today, the record stays, kept here.
[[nodiscard]] ImportPlan plan_removal(const Intake& intake, const Employee& stored);

/// A PUT says everything: what it leaves out is gone, but what an employment must have.
[[nodiscard]] User completed(User told, const Employee& stored, LocalDay today);

/// The person with that employee number; null when nobody or two have it.
[[nodiscard]] const Employee* find_by_number(const agreements::Snapshot& snapshot,
                                             std::string_view number);

}  // namespace distanskoll::server::scim
