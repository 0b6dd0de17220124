// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/reminders/reminders.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements::reminders {
namespace {

using std::chrono::days;

constexpr days kSignatureAhead{14};
constexpr int kDeepestUnit = 32;  // and a circle of parents ends here

struct Stage {
  days within;
  TaskKind kind;
};
constexpr Stage kStages[] = {{days{7}, TaskKind::kExpiresIn7},
                             {days{30}, TaskKind::kExpiresIn30},
                             {days{60}, TaskKind::kExpiresIn60}};

/// Something to do about an agreement (or a unit), and for whom.
struct Task {
  TaskKind kind;
  std::string key;
  std::string employee;  ///< whom the agreement is with; empty for a unit's
  std::string unit;
};

std::string key_of(TaskKind kind, std::string_view id, LocalDay date) {
  return fmt::format("{}/{}/{}", to_string(kind), id, compliance::format_date(date));
}

std::optional<LocalDay> newest_until(const std::vector<LocalDay>& dates, LocalDay today) {
  std::optional<LocalDay> newest;
  for (const LocalDay date : dates) {
    if (date <= today && (!newest || date > *newest)) newest = date;
  }
  return newest;
}

bool overdue(std::optional<LocalDay> last, std::int64_t months, LocalDay today) {
  return !last || today > compliance::add_months(*last, months);
}

/// Everything there is to do today, told before or not.
class Tasks {
 public:
  explicit Tasks(const Ground& ground) : ground_(ground), today_(ground.today) {
    for (const auto& agreement : ground.agreements) {
      const auto employee = ground.employees.find(agreement.employee);
      if (employee == ground.employees.end()) continue;  // has left
      if (agreement.valid_to && *agreement.valid_to < today_) continue;
      look_at(agreement, employee->second.unit);
    }
    for (const auto& unit : units_with_agreements_) look_at_unit(unit);
  }
  std::vector<Task> all;

 private:
  void add(TaskKind kind, const AgreementFacts& agreement, const std::string& unit, LocalDay date) {
    all.push_back({kind, key_of(kind, agreement.id, date), agreement.employee, unit});
  }

  void look_at(const AgreementFacts& agreement, const std::string& unit) {
    const bool is_signed = agreement.signed_by_employee && agreement.signed_by_manager;
    if (!is_signed) {
      if (agreement.valid_from - kSignatureAhead > today_) return;
      if (!agreement.signed_by_employee)
        add(TaskKind::kEmployeeSignature, agreement, unit, agreement.valid_from);
      if (!agreement.signed_by_manager)
        add(TaskKind::kManagerSignature, agreement, unit, agreement.valid_from);
      return;  // it covers no day before it is signed: nothing else is asked of it
    }
    look_at_end(agreement, unit);
    if (agreement.valid_from > today_) return;
    units_with_agreements_.insert(unit);
    const auto& rules = ground_.rules;
    if (rules.risk_assessment_months) {
      const auto last = newest_until(agreement.risk_assessments_on, today_);
      if (overdue(last, *rules.risk_assessment_months, today_))
        add(TaskKind::kRiskAssessment, agreement, unit, last.value_or(agreement.valid_from));
    }
    if (rules.follow_up_months) {
      const auto last =
          std::max(agreement.valid_from,
                   newest_until(agreement.follow_ups_on, today_).value_or(agreement.valid_from));
      if (overdue(last, *rules.follow_up_months, today_))
        add(TaskKind::kFollowUp, agreement, unit, last);
    }
  }

  void look_at_end(const AgreementFacts& agreement, const std::string& unit) {
    if (!agreement.valid_to || agreement.renewed) return;
    for (const Stage& stage : kStages) {
      if (*agreement.valid_to - today_ > stage.within) continue;
      add(stage.kind, agreement, unit, *agreement.valid_to);
      return;
    }
  }

  void look_at_unit(const std::string& code) {
    const auto unit = ground_.units.find(code);
    if (!ground_.rules.unit_assessment || !ground_.rules.risk_assessment_months) return;
    if (unit == ground_.units.end()) return;
    const auto last = newest_until(unit->second.assessments_on, today_);
    if (!overdue(last, *ground_.rules.risk_assessment_months, today_)) return;
    all.push_back({TaskKind::kUnitRiskAssessment,
                   last
                       ? key_of(TaskKind::kUnitRiskAssessment, code, *last)
                       : fmt::format("{}/{}/never", to_string(TaskKind::kUnitRiskAssessment), code),
                   "", code});
  }

  const Ground& ground_;
  const LocalDay today_;
  std::set<std::string> units_with_agreements_;
};

struct Responsible {
  std::string person;
  Audience audience;
};

/// The manager, or whoever stands in today. Nobody answers for an agreement with oneself: then it
/// is the manager above.
std::optional<Responsible> responsible_for(const Ground& ground, const std::string& employee,
                                           const std::string& unit) {
  const auto standing_in = [&](const std::string& manager) -> Responsible {
    for (const auto& each : ground.deputies) {
      if (each.manager == manager && each.from <= ground.today && ground.today <= each.to &&
          each.deputy != employee)
        return {each.deputy, Audience::kDeputy};
    }
    return {manager, Audience::kManager};
  };
  const auto own = ground.employees.find(employee);
  if (own != ground.employees.end() && own->second.manager && *own->second.manager != employee)
    return standing_in(*own->second.manager);
  std::string code = unit;
  for (int depth = 0; depth < kDeepestUnit; ++depth) {
    const auto at = ground.units.find(code);
    if (at == ground.units.end()) return std::nullopt;
    if (at->second.manager && *at->second.manager != employee)
      return standing_in(*at->second.manager);
    if (!at->second.parent) return std::nullopt;
    code = *at->second.parent;
  }
  return std::nullopt;
}

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
    for (const auto& task : Tasks(ground_).all) sort_in(task);
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
    if (ground_.told.contains(key)) return;
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

std::string_view to_string(TaskKind kind) {
  switch (kind) {
    case TaskKind::kExpiresIn7:
      return "expires_7";
    case TaskKind::kExpiresIn30:
      return "expires_30";
    case TaskKind::kExpiresIn60:
      return "expires_60";
    case TaskKind::kManagerSignature:
      return "manager_signature";
    case TaskKind::kEmployeeSignature:
      return "employee_signature";
    case TaskKind::kRiskAssessment:
      return "risk_assessment";
    case TaskKind::kUnitRiskAssessment:
      return "unit_risk_assessment";
    case TaskKind::kFollowUp:
      return "follow_up";
  }
  return "";
}

ReminderPlan plan_reminders(const Ground& ground) { return Plan(ground).make(); }

}  // namespace distanskoll::server::agreements::reminders
