// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/reminders/reminders.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements::reminders {
namespace {

struct Responsible {
  std::string person;
  Audience audience;
};

/// The manager, or whoever stands in today. Nobody answers for an agreement with oneself: then it
/// is the manager above.
std::optional<Responsible> responsible_for(const Ground& ground, const std::string& employee,
                                           const std::string& unit) {
  const auto manager = manager_for(ground, employee, unit);
  if (!manager) return std::nullopt;
  for (const auto& each : ground.deputies) {
    if (each.manager == *manager && each.from <= ground.today && ground.today <= each.to &&
        each.deputy != employee)
      return Responsible{each.deputy, Audience::kDeputy};
  }
  return Responsible{*manager, Audience::kManager};
}

/// Marks are looked at once a week: a mail for each would be noise.
bool is_for_mondays(TaskKind kind) { return kind == TaskKind::kMarkedDay; }

/// What one person is told, while it is gathered.
struct Letter {
  Audience audience = Audience::kManager;
  Counts all;
  Counts fresh;
  std::int64_t shortfall_days = 0;
  std::vector<std::string> told;
};

class Plan {
 public:
  explicit Plan(const Ground& ground) : ground_(ground) {}

  ReminderPlan make() {
    for (const auto& task : tasks_of(ground_)) sort_in(task);
    const bool monday = compliance::monday_of(ground_.today) == ground_.today;
    if (monday) count_shortfalls();
    for (const auto& [person, letter] : managers_) write(person, letter, monday);
    for (const auto& [person, letter] : employees_) write(person, letter, false);
    std::ranges::stable_sort(plan_.reminders, {}, &Reminder::person);
    return std::move(plan_);
  }

 private:
  void sort_in(const Task& task) {
    const auto responsible = responsible_for(ground_, task.employee, task.unit);
    if (responsible && mail_of(responsible->person)) {
      put(managers_[{responsible->person, responsible->audience}], task, task.key);
    } else {
      ++plan_.unreachable[task.kind];
    }
    if (task.kind == TaskKind::kEmployeeSignature && mail_of(task.employee))
      put(employees_[{task.employee, Audience::kEmployee}], task, "own/" + task.key);
  }

  void put(Letter& letter, const Task& task, const std::string& key) {
    ++letter.all[task.kind];
    if (is_for_mondays(task.kind) || ground_.told.contains(key)) return;
    ++letter.fresh[task.kind];
    letter.told.push_back(key);
  }

  void count_shortfalls() {
    for (const auto& [id, employee] : ground_.employees) {
      if (employee.shortfall_days <= 0) continue;
      const auto responsible = responsible_for(ground_, id, employee.unit);
      if (!responsible || !mail_of(responsible->person)) continue;
      managers_[{responsible->person, responsible->audience}].shortfall_days +=
          employee.shortfall_days;
    }
  }

  using Addressee = std::pair<std::string, Audience>;

  void write(const Addressee& to, const Letter& letter, bool weekly) {
    const auto& [person, audience] = to;
    if (!weekly && letter.fresh.empty()) return;  // nothing new; weekly: never empty
    const std::string_view what = weekly                            ? "weekly"
                                  : audience == Audience::kEmployee ? "own"
                                                                    : "daily";
    plan_.reminders.push_back(
        {person, *mail_of(person), audience, weekly, weekly ? letter.all : letter.fresh,
         weekly ? letter.shortfall_days : 0,
         fmt::format("{}{}/{}/{}", what, audience == Audience::kDeputy ? "-deputy" : "", person,
                     compliance::format_date(ground_.today)),
         letter.told});
  }

  const std::string* mail_of(const std::string& person) const {
    const auto found = ground_.employees.find(person);
    return found != ground_.employees.end() && found->second.mail ? &*found->second.mail : nullptr;
  }

  const Ground& ground_;
  std::map<Addressee, Letter> managers_;
  std::map<Addressee, Letter> employees_;
  ReminderPlan plan_;
};

}  // namespace

ReminderPlan plan_reminders(const Ground& ground) { return Plan(ground).make(); }

}  // namespace distanskoll::server::agreements::reminders
