// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/history.h"
#include "server/agreements/intake/people.h"
#include "server/agreements/intake/planners.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace distanskoll::server::agreements::intake {
namespace {

namespace agreement_fields = imports::agreement_fields;
using imports::AgreementRow;
using imports::Columns;
using imports::TrainingRow;

/// Trainings and read guidelines that a person has, stored or about to be.
class Learned {
 public:
  Learned(const Intake& intake, ImportPlan& plan) : intake_(intake), plan_(plan) {
    for (const auto& [id, kept] : intake.snapshot.trainings.all()) {
      courses_.insert({kept->value.employee, kept->value.course, kept->value.on});
    }
    for (const auto& [id, kept] : intake.snapshot.guideline_reads.all()) {
      reads_.insert({kept->value.employee, kept->value.on});
    }
  }
  void training(const std::string& employee, const std::string& course, LocalDay on,
                const std::string& key, std::size_t row) {
    if (!courses_.insert({employee, course, on}).second) return known();
    plan_.put(intake_.snapshot, Training{id_with(intake_, "t-"), employee, course, on}, key, row);
  }
  void read(const std::string& employee, LocalDay on, const std::string& key, std::size_t row) {
    if (!reads_.insert({employee, on}).second) return known();
    plan_.put(intake_.snapshot, GuidelineRead{id_with(intake_, "g-"), employee, on, std::nullopt},
              key, row);
  }

 private:
  void known() { plan_.same(); }

  const Intake& intake_;
  ImportPlan& plan_;
  std::set<std::tuple<std::string, std::string, LocalDay>> courses_;
  std::set<std::pair<std::string, LocalDay>> reads_;
};

class AgreementsPlanner {
 public:
  AgreementsPlanner(const Columns& columns, const Intake& intake)
      : columns_(columns), intake_(intake), people_(intake.snapshot), learned_(intake, plan_) {}

  ImportPlan run(const std::vector<AgreementRow>& rows) {
    if (intake_.full) plan_.problem({0, {}, {}, Trouble::kNotFull, {}});
    for (const AgreementRow& row : rows) take(row);
    check_overlaps();
    for (auto& [agreement, row] : drafts_) {
      const std::string id = agreement.id;
      plan_.put(intake_.snapshot, std::move(agreement), id, row->row, ends(*row, id));
    }
    return std::move(plan_);
  }

 private:
  void fault(const AgreementRow& row, const imports::Field& field, std::string value,
             Trouble trouble, std::string detail = {}) {
    plan_.problem({row.row, columns_.name_of(field), std::move(value), trouble, std::move(detail)});
  }

  [[nodiscard]] bool ends(const AgreementRow& row, const std::string& id) const {
    const Agreement* stored = intake_.snapshot.agreements.find(id);
    return stored != nullptr && !stored->ended && row.ended_on;
  }

  /// The stored one that a row is about; null: a new one.
  [[nodiscard]] const Agreement* find(const AgreementRow& row, const std::string& employee) const {
    if (row.id) return intake_.snapshot.agreements.find(*row.id);
    const auto ids = intake_.snapshot.agreements_of->find(employee);
    if (ids == intake_.snapshot.agreements_of->end()) return nullptr;
    for (const std::string& id : ids->second) {
      const Agreement* one = intake_.snapshot.agreements.find(id);
      if (one->valid_from == row.valid_from && !one->refused) return one;
    }
    return nullptr;
  }

  void take(const AgreementRow& row) {
    const std::string* employee = people_.find(row.hr_number);
    if (employee == nullptr) {
      return fault(row, agreement_fields::kHrNumber, row.hr_number, Trouble::kUnknownEmployee);
    }
    if (people_.is_twice(row.hr_number)) {
      return fault(row, agreement_fields::kHrNumber, row.hr_number, Trouble::kNumberTwice);
    }
    Agreement agreement;
    if (const Agreement* stored = find(row, *employee)) {
      if (stored->employee != *employee) {
        return fault(row, agreement_fields::kId, stored->id, Trouble::kOtherPerson);
      }
      if (stored->master != intake_.system) {
        return fault(row, row.id ? agreement_fields::kId : agreement_fields::kValidFrom, stored->id,
                     Trouble::kOtherMaster, stored->master);
      }
      agreement = *stored;
    } else {
      agreement.id = row.id ? *row.id : id_with(intake_, "a-");
      agreement.employee = *employee;
      agreement.master = intake_.system;
    }
    tell_terms(row, agreement);
    tell_parts(row, agreement);
    for (const LocalDay on : row.trainings_on) {
      learned_.training(*employee, std::string(kRemoteWorkCourse), on, row.hr_number, row.row);
    }
    for (const LocalDay on : row.guidelines_read_on) {
      learned_.read(*employee, on, row.hr_number, row.row);
    }
    drafts_.emplace_back(std::move(agreement), &row);
  }

  void tell_terms(const AgreementRow& row, Agreement& agreement) const {
    agreement.valid_from = row.valid_from;
    if (columns_.has(agreement_fields::kValidTo)) agreement.valid_to = row.valid_to;
    if (columns_.has(agreement_fields::kAppliedOn)) agreement.applied_on = row.applied_on;
    tell_signature(agreement_fields::kSignedByEmployee, row.signed_by_employee_on,
                   agreement.signed_by_employee);
    tell_signature(agreement_fields::kSignedByManager, row.signed_by_manager_on,
                   agreement.signed_by_manager);
    if (columns_.has(agreement_fields::kEndedOn)) {
      std::optional<AgreementEnd> ended;
      if (row.ended_on) ended = {*row.ended_on, row.ended_reason.value_or("–"), intake_.system};
      agreement.ended = std::move(ended);
    }
    if (columns_.has(agreement_fields::kMaxDays))
      agreement.max_days_per_week = row.max_days_per_week;
    if (columns_.has(agreement_fields::kMaxShare))
      agreement.max_share_percent = row.max_share_percent;
    if (columns_.has(agreement_fields::kArchived)) {
      agreement.archived_in_personnel_file = row.archived_in_personnel_file.value_or(false);
    }
    if (columns_.has(agreement_fields::kAppearWithin))
      agreement.appear_within_minutes = row.appear_within_minutes;
  }

  /// A file tells that and when it was signed: recorded, never confirmed. The same day stays as it
  /// was recorded.
  void tell_signature(const imports::Field& field, std::optional<LocalDay> on,
                      std::optional<Signature>& signature) const {
    if (!columns_.has(field)) return;
    if (on && signature && signature->on == *on) return;
    signature.reset();
    if (on) signature = Signature{*on, SignatureLevel::kRecorded, intake_.system};
  }

  void tell_parts(const AgreementRow& row, Agreement& agreement) const {
    if (columns_.has(agreement_fields::kRiskAssessments) ||
        columns_.has(agreement_fields::kWorkEnvironment) ||
        columns_.has(agreement_fields::kInformationSecurity)) {
      std::vector<RiskAssessment> all;
      const auto add = [&](const std::vector<LocalDay>& days, bool work, bool security) {
        for (const LocalDay on : days) all.push_back({on, work, security, intake_.system, {}});
      };
      add(row.risk_assessments_on, true, true);
      add(row.work_environment_on, true, false);
      add(row.information_security_on, false, true);
      std::ranges::stable_sort(all, {}, &RiskAssessment::on);
      agreement.risk_assessments = std::move(all);
    }
    if (columns_.has(agreement_fields::kFollowUps)) {
      agreement.follow_ups.clear();
      for (const LocalDay on : row.follow_ups_on) {
        agreement.follow_ups.push_back({on, intake_.system, std::nullopt});
      }
    }
    if (columns_.has(agreement_fields::kEquipment)) tell_equipment(row, agreement);
  }

  /// What the list no longer names has come back.
  void tell_equipment(const AgreementRow& row, Agreement& agreement) const {
    for (Equipment& one : agreement.equipment) {
      if (std::ranges::find(row.equipment, one.name) == row.equipment.end() && !one.returned_on) {
        one.returned_on = intake_.today;
      }
    }
    for (const std::string& name : row.equipment) {
      const bool lent = std::ranges::any_of(agreement.equipment, [&](const Equipment& one) {
        return one.name == name && !one.returned_on;
      });
      if (!lent) agreement.equipment.push_back({name, std::nullopt, std::nullopt});
    }
  }

  static Period days_of(const Agreement& agreement) {
    Period days{agreement.valid_from, agreement.valid_to};
    if (agreement.ended) {
      const LocalDay last = agreement.ended->on - std::chrono::days{1};
      if (!days.to || *days.to > last) days.to = last;
    }
    return days;
  }
  static bool is_empty(const Period& days) { return days.from && days.to && *days.to < *days.from; }

  /// Nobody could say which of two agreements holds on a day that both cover.
  void check_overlaps() {
    std::map<std::string, std::vector<std::pair<const Agreement*, const AgreementRow*>>> of;
    std::set<std::string> drafted;
    for (const auto& [agreement, row] : drafts_) {
      of[agreement.employee].emplace_back(&agreement, row);
      drafted.insert(agreement.id);
    }
    for (auto& [employee, all] : of) {
      const auto stored = intake_.snapshot.agreements_of->find(employee);
      if (stored != intake_.snapshot.agreements_of->end()) {
        for (const std::string& id : stored->second) {
          const Agreement* one = intake_.snapshot.agreements.find(id);
          if (!drafted.contains(id) && !one->refused) all.emplace_back(one, nullptr);
        }
      }
      for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) check_pair(all[i], all[j]);
      }
    }
  }

  using Placed = std::pair<const Agreement*, const AgreementRow*>;
  void check_pair(const Placed& a, const Placed& b) {
    const Period first = days_of(*a.first);
    const Period second = days_of(*b.first);
    if (is_empty(first) || is_empty(second) || !overlap(first, second)) return;
    const Placed& told = b.second != nullptr ? b : a;
    const Placed& other = b.second != nullptr ? a : b;
    if (told.second == nullptr) return;
    fault(*told.second, agreement_fields::kValidFrom,
          compliance::format_date(told.first->valid_from), Trouble::kOverlap, other.first->id);
  }

  const Columns& columns_;
  const Intake& intake_;
  People people_;
  ImportPlan plan_;
  Learned learned_;
  std::vector<std::pair<Agreement, const AgreementRow*>> drafts_;
};

}  // namespace

ImportPlan plan_agreements(const std::vector<AgreementRow>& rows, const Columns& columns,
                           const Intake& intake) {
  return AgreementsPlanner(columns, intake).run(rows);
}

ImportPlan plan_trainings(const std::vector<TrainingRow>& rows, const Columns& columns,
                          const Intake& intake) {
  namespace t = imports::training_fields;
  ImportPlan plan;
  if (intake.full) plan.problem({0, {}, {}, Trouble::kNotFull, {}});
  const People people(intake.snapshot);
  Learned learned(intake, plan);
  for (const TrainingRow& row : rows) {
    const std::string* employee = people.find(row.hr_number);
    if (employee == nullptr || people.is_twice(row.hr_number)) {
      plan.problem({row.row,
                    columns.name_of(t::kHrNumber),
                    row.hr_number,
                    employee == nullptr ? Trouble::kUnknownEmployee : Trouble::kNumberTwice,
                    {}});
      continue;
    }
    learned.training(*employee, row.course, row.date, row.hr_number, row.row);
  }
  return plan;
}

}  // namespace distanskoll::server::agreements::intake
