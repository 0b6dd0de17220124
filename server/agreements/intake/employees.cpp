// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/history.h"
#include "server/agreements/intake/people.h"
#include "server/agreements/intake/planners.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::agreements::intake {
namespace {

namespace employee_fields = imports::employee_fields;
using imports::Columns;
using imports::EmployeeRow;
using Rows = std::vector<const EmployeeRow*>;

EmploymentKind kind_of(imports::PersonKind kind) {
  switch (kind) {
    case imports::PersonKind::kEmployee:
      return EmploymentKind::kEmployee;
    case imports::PersonKind::kSubstitute:
      return EmploymentKind::kSubstitute;
    case imports::PersonKind::kConsultant:
      return EmploymentKind::kConsultant;
    case imports::PersonKind::kElected:
      return EmploymentKind::kElected;
  }
  return EmploymentKind::kEmployee;
}

ToldEmployment told_by(const EmployeeRow& row, const Columns& columns) {
  ToldEmployment told;
  told.unit = row.unit;
  if (columns.has(employee_fields::kRole)) told.role.emplace(row.role);
  told.percent = row.employment_percent;
  if (row.kind) told.kind = kind_of(*row.kind);
  told.primary = row.primary;
  told.from = row.from;
  if (columns.has(employee_fields::kTo)) told.to.emplace(row.to);
  return told;
}

/// A person as the file would have them.
struct Draft {
  Employee employee;
  Rows rows;
  bool is_new = false;
  bool ends = false;
};

class EmployeesPlanner {
 public:
  EmployeesPlanner(const Columns& columns, const Intake& intake)
      : columns_(columns), intake_(intake), people_(intake.snapshot) {}

  ImportPlan run(const std::vector<EmployeeRow>& rows) {
    std::map<std::string, Rows> by_number;
    for (const EmployeeRow& row : rows) by_number[row.hr_number].push_back(&row);
    std::set<std::string> in_file;
    for (const auto& [number, of_person] : by_number) {
      if (!begin_draft(number, of_person)) continue;
      in_file.insert(drafts_.back().employee.id);
    }
    for (Draft& draft : drafts_) fill(draft);
    if (intake_.full) end_missing(in_file);
    settle_logins();
    for (Draft& draft : drafts_) {
      const std::string key = draft.employee.number.value_or(draft.employee.id);
      const std::size_t row = draft.rows.empty() ? 0 : draft.rows.front()->row;
      plan_.put(intake_.snapshot, std::move(draft.employee), key, row, draft.ends);
    }
    deputies_.plan(intake_, managers_told_, plan_);
    return std::move(plan_);
  }

 private:
  void fault(const EmployeeRow& row, const imports::Field& field, std::string value,
             Trouble trouble, std::string detail = {}) {
    if (row.protected_identity.value_or(false)) value.clear();
    plan_.problem({row.row, columns_.name_of(field), std::move(value), trouble, std::move(detail)});
  }

  bool begin_draft(const std::string& number, const Rows& rows) {
    if (people_.is_twice(number)) {
      fault(*rows.front(), employee_fields::kHrNumber, number, Trouble::kNumberTwice);
      return false;
    }
    Draft draft;
    draft.rows = rows;
    if (const std::string* id = people_.find(number)) {
      draft.employee = *intake_.snapshot.employees.find(*id);
      const std::string& master = draft.employee.master;
      if (master == "here") {
        plan_.remark({Remark::kTakenOver, rows.front()->row});
      } else if (master != intake_.system) {
        fault(*rows.front(), employee_fields::kHrNumber, number, Trouble::kOtherMaster, master);
        return false;
      }
    } else {
      draft.is_new = true;
      draft.employee.id = id_with(intake_, "p-");
      draft.employee.number = number;
      people_.add(number, draft.employee.id);
    }
    draft.employee.master = intake_.system;
    drafts_.push_back(std::move(draft));
    return true;
  }

  void fill(Draft& draft) {
    Employee& person = draft.employee;
    const EmployeeRow& first = *draft.rows.front();
    if (columns_.has(employee_fields::kProtected)) {
      person.protected_identity = first.protected_identity.value_or(false);
    }
    std::vector<ToldEmployment> told;
    for (const EmployeeRow* row : draft.rows) {
      if (intake_.snapshot.units.find(row->unit) == nullptr) {
        fault(*row, employee_fields::kUnit, row->unit, Trouble::kUnknownUnit);
      }
      told.push_back(told_by(*row, columns_));
    }
    check_side_by_side(draft);
    tell_employments(person, std::move(told), intake_.today);
    tell_name(person, first.given_name, first.family_name, intake_.today);
    if (columns_.has(employee_fields::kLogins)) tell_all_logins(draft);
    if (columns_.has(employee_fields::kLeaveFrom) || columns_.has(employee_fields::kLeaveTo)) {
      std::vector<Period> leave;
      for (const EmployeeRow* row : draft.rows) {
        const Period one{row->leave_from, row->leave_to};
        if (one == Period() || std::ranges::find(leave, one) != leave.end()) continue;
        leave.push_back(one);
      }
      tell_leave(person, leave, intake_.today);
    }
    if (columns_.has(employee_fields::kMail)) person.mail = first.mail;
    if (columns_.has(employee_fields::kExternalId)) person.external_id = first.external_id;
    if (columns_.has(employee_fields::kSex)) {
      person.sex.reset();
      if (first.sex) person.sex = *first.sex == imports::Sex::kWoman ? Sex::kWoman : Sex::kMan;
    }
    name_managers(draft);
  }

  void tell_all_logins(Draft& draft) {
    const std::optional<LocalDay> last = draft.employee.last_day();
    const bool left = last && *last < intake_.today;
    if (left && !draft.is_new) return;
    std::vector<std::string> logins;
    for (const EmployeeRow* row : draft.rows) {
      for (const std::string& login : row->logins) {
        if (std::ranges::find(logins, login) == logins.end()) logins.push_back(login);
      }
    }
    std::optional<LocalDay> since;
    if (draft.is_new) {
      // Since the person began: reports may be older than the import.
      for (const Employment& one : draft.employee.employments) {
        if (one.period.from && (!since || *one.period.from < *since)) since = one.period.from;
      }
    }
    tell_logins(draft.employee, logins, intake_.today, since);
    if (left) end_person(draft.employee, *last);
  }

  /// HR numbers of managers and deputies, from the person's first row.
  void name_managers(Draft& draft) {
    const EmployeeRow& row = *draft.rows.front();
    const auto known = [&](const imports::Field& field, const std::optional<std::string>& number) {
      const std::string* id = number ? people_.find(*number) : nullptr;
      if (number && id == nullptr) fault(row, field, *number, Trouble::kUnknownManager);
      return id;
    };
    const std::string* manager = known(employee_fields::kManager, row.manager);
    const std::string* deputy = known(employee_fields::kDeputy, row.deputy);
    if (columns_.has(employee_fields::kManager)) {
      draft.employee.manager.reset();
      if (manager != nullptr && *manager != draft.employee.id) draft.employee.manager = *manager;
    }
    if (columns_.has(employee_fields::kDeputy) && manager != nullptr) {
      managers_told_.insert(*manager);
      if (deputy != nullptr) deputies_.name(*manager, *deputy, row.row);
    }
  }

  /// Two rows of one person must not be the same post twice, nor both the primary one.
  void check_side_by_side(const Draft& draft) {
    for (std::size_t i = 1; i < draft.rows.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const EmployeeRow& a = *draft.rows[j];
        const EmployeeRow& b = *draft.rows[i];
        if (!overlap({a.from, a.to}, {b.from, b.to})) continue;
        if (a.unit == b.unit && a.role == b.role) {
          fault(b, employee_fields::kUnit, b.unit, Trouble::kOverlap, fmt::format("rad {}", a.row));
        } else if (a.primary.value_or(false) && b.primary.value_or(false)) {
          fault(b, employee_fields::kPrimary, {}, Trouble::kTwoPrimary);
        }
      }
    }
  }

  void end_missing(const std::set<std::string>& in_file) {
    std::size_t all = 0;
    std::vector<Draft> missing;
    for (const auto& [id, kept] : intake_.snapshot.employees.all()) {
      const Employee& person = kept->value;
      const std::optional<LocalDay> last = person.last_day();
      if (person.employments.empty() || (last && *last < intake_.today)) continue;
      ++all;
      if (person.master != intake_.system || in_file.contains(id)) continue;
      Draft draft;
      draft.employee = person;
      draft.ends = true;
      end_person(draft.employee, intake_.today - std::chrono::days{1});
      missing.push_back(std::move(draft));
    }
    if (!may_end(intake_, missing.size(), all, plan_)) return;
    for (Draft& draft : missing) drafts_.push_back(std::move(draft));
  }

  struct Holder {
    Employee* employee;
    Login* login;
    const EmployeeRow* row;  ///< null: not in the file
  };

  /// Nobody has a login on a day on which somebody else has it. Who has left lets go of it.
  void settle_logins() {
    std::set<std::string> drafted;
    for (const Draft& draft : drafts_) drafted.insert(draft.employee.id);
    std::map<std::string, std::vector<Holder>> holders;
    std::set<std::string> wanted;
    for (Draft& draft : drafts_) {
      for (Login& login : draft.employee.logins) {
        holders[login.login].push_back(
            {&draft.employee, &login, draft.rows.empty() ? nullptr : draft.rows.front()});
        wanted.insert(login.login);
      }
    }
    add_holders_outside(drafted, wanted, holders);
    for (auto& [login, all] : holders) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) settle(all[i], all[j]);
      }
    }
    for (Draft& one : outside_) {
      if (one.ends) drafts_.push_back(std::move(one));
    }
  }

  void add_holders_outside(const std::set<std::string>& drafted,
                           const std::set<std::string>& wanted,
                           std::map<std::string, std::vector<Holder>>& holders) {
    std::set<std::string> others;
    for (const std::string& login : wanted) {
      const auto ids = intake_.snapshot.employees_by_login->find(login);
      if (ids == intake_.snapshot.employees_by_login->end()) continue;
      for (const std::string& id : ids->second) {
        if (!drafted.contains(id)) others.insert(id);
      }
    }
    outside_.reserve(others.size());  // holders point into it
    for (const std::string& id : others) {
      outside_.emplace_back().employee = *intake_.snapshot.employees.find(id);
      for (Login& login : outside_.back().employee.logins) {
        if (wanted.contains(login.login)) {
          holders[login.login].push_back({&outside_.back().employee, &login, nullptr});
        }
      }
    }
  }

  void settle(Holder& a, Holder& b) {
    if (a.employee->id == b.employee->id || !overlap(a.login->period, b.login->period)) return;
    if (let_go(a) || let_go(b)) {
      if (!overlap(a.login->period, b.login->period)) return;
    }
    if (begin_later(a, b) || begin_later(b, a)) return;
    const Holder& told = b.row != nullptr ? b : a;
    const Holder& other = b.row != nullptr ? a : b;
    if (told.row == nullptr) return;  // it was so before, and the file says nothing of either
    const std::string whose = other.employee->protected_identity
                                  ? std::string("–")
                                  : other.employee->number.value_or(other.employee->id);
    fault(*told.row, employee_fields::kLogins, told.login->login, Trouble::kLoginTaken, whose);
  }

  /// Who has left before today keeps the login up to the last day.
  bool let_go(Holder& holder) {
    const std::optional<LocalDay> last = holder.employee->last_day();
    if (!last || *last >= intake_.today) return false;
    if (holder.login->period.from && *holder.login->period.from > *last) return false;
    if (holder.login->period.to && *holder.login->period.to <= *last) return false;
    holder.login->period.to = last;
    for (Draft& one : outside_) one.ends = one.ends || &one.employee == holder.employee;
    return true;
  }

  /// A login that is new to a person begins the day after somebody else had it last.
  bool begin_later(Holder& later, const Holder& earlier) const {
    const std::optional<LocalDay> last = earlier.login->period.to;
    if (!last || *last >= intake_.today) return false;
    const Employee* stored = intake_.snapshot.employees.find(later.employee->id);
    if (stored != nullptr &&
        std::ranges::find(stored->logins, *later.login) != stored->logins.end()) {
      return false;
    }
    later.login->period.from = *last + std::chrono::days{1};
    return true;
  }

  const Columns& columns_;
  const Intake& intake_;
  People people_;
  Deputies deputies_;
  std::set<std::string> managers_told_;
  std::vector<Draft> drafts_;
  std::vector<Draft> outside_;  ///< persons whose logins the file gives to others
  ImportPlan plan_;
};

}  // namespace

ImportPlan plan_employees(const std::vector<EmployeeRow>& rows, const Columns& columns,
                          const Intake& intake) {
  return EmployeesPlanner(columns, intake).run(rows);
}

}  // namespace distanskoll::server::agreements::intake
