// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/reminders/tasks.h"

#include <algorithm>
#include <chrono>

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

std::string key_of(TaskKind kind, std::string_view id, std::optional<LocalDay> date) {
  return fmt::format("{}/{}/{}", to_string(kind), id,
                     date ? compliance::format_date(*date) : "never");
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

class Tasks {
 public:
  explicit Tasks(const Ground& ground) : ground_(ground), today_(ground.today) {}

  std::vector<Task> make() {
    for (const auto& agreement : ground_.agreements) {
      const auto employee = ground_.employees.find(agreement.employee);
      if (employee == ground_.employees.end()) continue;  // has left
      if (agreement.valid_to && *agreement.valid_to < today_) continue;
      look_at(agreement, employee->second.unit);
    }
    for (const auto& unit : units_with_agreements_) look_at_unit(unit);
    for (const auto& [id, employee] : ground_.employees) look_at_person(id, employee);
    look_at_days(ground_.objections, TaskKind::kContestedDay);
    look_at_days(ground_.marks, TaskKind::kMarkedDay);
    return std::move(all_);
  }

 private:
  void add(TaskKind kind, const AgreementFacts& agreement, const std::string& unit, LocalDay date) {
    all_.push_back({kind, key_of(kind, agreement.id, date), agreement.employee, unit, agreement.id,
                    date, std::nullopt});
  }
  void add_done(TaskKind kind, const AgreementFacts& agreement, const std::string& unit,
                LocalDay from, std::optional<LocalDay> last) {
    all_.push_back({kind, key_of(kind, agreement.id, last.value_or(from)), agreement.employee, unit,
                    agreement.id, std::nullopt, last});
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
    covered_.insert(agreement.employee);
    const auto& rules = ground_.rules;
    if (rules.risk_assessment_months) {
      const auto last = newest_until(agreement.risk_assessments_on, today_);
      if (overdue(last, *rules.risk_assessment_months, today_))
        add_done(TaskKind::kRiskAssessment, agreement, unit, agreement.valid_from, last);
    }
    if (rules.follow_up_months) {
      const auto held = newest_until(agreement.follow_ups_on, today_);
      const auto last = std::max(agreement.valid_from, held.value_or(agreement.valid_from));
      if (overdue(last, *rules.follow_up_months, today_))
        add_done(TaskKind::kFollowUp, agreement, unit, last, held);
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
    all_.push_back({TaskKind::kUnitRiskAssessment,
                    key_of(TaskKind::kUnitRiskAssessment, code, last), "", code, "", std::nullopt,
                    last});
  }

  void add_person(TaskKind kind, const std::string& id, const EmployeeFacts& employee,
                  std::optional<LocalDay> date, std::optional<LocalDay> last,
                  std::vector<std::string> failing = {}) {
    all_.push_back({kind, key_of(kind, id, date ? date : last), id, employee.unit, "", date, last,
                    std::move(failing)});
  }

  void look_at_person(const std::string& id, const EmployeeFacts& employee) {
    if (employee.without_agreement) {
      add_person(TaskKind::kWithoutAgreement, id, employee, employee.without_agreement, {});
    }
    if (employee.shortfall) {
      add_person(TaskKind::kShortfall, id, employee, employee.shortfall, {}, employee.failing);
    }
    if (!covered_.contains(id)) return;  // asked of those whom an agreement covers
    const auto& rules = ground_.rules;
    if (rules.training_months) {
      const auto last = newest_until(employee.trainings_on, today_);
      if (overdue(last, *rules.training_months, today_))
        add_person(TaskKind::kTraining, id, employee, {}, last);
    }
    if (rules.guideline && rules.guideline->asked_from <= today_) {
      const auto last = newest_until(employee.guidelines_read_on, today_);
      if (!last || *last < rules.guideline->valid_from)
        add_person(TaskKind::kGuideline, id, employee, {}, last);
    }
  }

  void look_at_days(const std::vector<DayFacts>& facts, TaskKind kind) {
    for (const DayFacts& each : facts) {
      const auto employee = ground_.employees.find(each.employee);
      if (employee == ground_.employees.end()) continue;
      all_.push_back({kind, key_of(kind, each.id, each.date), each.employee, employee->second.unit,
                      each.id, each.date, std::nullopt});
    }
  }

  const Ground& ground_;
  const LocalDay today_;
  std::set<std::string> units_with_agreements_;
  std::set<std::string> covered_;
  std::vector<Task> all_;
};

}  // namespace

std::string_view to_string(TaskKind kind) {
  switch (kind) {
    case TaskKind::kWithoutAgreement:
      return "without_agreement";
    case TaskKind::kShortfall:
      return "shortfall";
    case TaskKind::kContestedDay:
      return "contested_day";
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
    case TaskKind::kTraining:
      return "training";
    case TaskKind::kGuideline:
      return "guideline";
    case TaskKind::kMarkedDay:
      return "marked_day";
  }
  return "";
}

std::vector<Task> tasks_of(const Ground& ground) { return Tasks(ground).make(); }

std::optional<std::string> manager_for(const Ground& ground, const std::string& employee,
                                       const std::string& unit) {
  const auto own = ground.employees.find(employee);
  if (own != ground.employees.end() && own->second.manager && *own->second.manager != employee)
    return own->second.manager;
  std::string code = unit;
  for (int depth = 0; depth < kDeepestUnit; ++depth) {
    const auto at = ground.units.find(code);
    if (at == ground.units.end()) return std::nullopt;
    if (at->second.manager && *at->second.manager != employee) return at->second.manager;
    if (!at->second.parent) return std::nullopt;
    code = *at->second.parent;
  }
  return std::nullopt;
}

}  // namespace distanskoll::server::agreements::reminders
