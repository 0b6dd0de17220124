// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who is reminded of what today: of what there is to do (tasks.h) what is new, and on Mondays all
// of it with the week's summary. A pure decision. Each thing is told once, by its key; whoever has
// nothing to do gets nothing. A Reminder holds counts and no names: the pages behind
// the link, where one signs in, say who. Cannot fail, thread-safe.

#include "server/agreements/reminders/tasks.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::reminders {

using Counts = std::map<TaskKind, std::int64_t>;

enum class Audience { kManager, kDeputy, kEmployee };

struct Reminder {
  std::string person;  ///< employee id of whoever gets it
  std::string mail;
  Audience audience = Audience::kManager;
  bool weekly = false;  ///< all there is to do, not only what is new
  Counts counts;
  std::int64_t shortfall_days = 0;  ///< weekly only
  std::string key;                  ///< of the mail
  std::vector<std::string> told;    ///< keys of what it tells: to be kept with it
};

struct ReminderPlan {
  std::vector<Reminder> reminders;  ///< by person
  Counts unreachable;               ///< nobody answers for it, or has no address
};

[[nodiscard]] ReminderPlan plan_reminders(const Ground& ground);

}  // namespace distanskoll::server::agreements::reminders
