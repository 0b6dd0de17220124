// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/people.h"

namespace distanskoll::server::agreements::intake {
namespace {

constexpr std::int64_t kLentMonths = 6;
constexpr std::int64_t kProlongMonths = 3;

}  // namespace

People::People(const Snapshot& snapshot) {
  for (const auto& [id, kept] : snapshot.employees.all()) {
    if (!kept->value.number) continue;
    if (!ids_.emplace(*kept->value.number, id).second) twice_.insert(*kept->value.number);
  }
}

const std::string* People::find(std::string_view number) const {
  const auto place = ids_.find(number);
  return place == ids_.end() ? nullptr : &place->second;
}

void Deputies::name(std::string manager, std::string deputy, std::size_t row) {
  if (manager != deputy) pairs_.emplace(std::pair(std::move(manager), std::move(deputy)), row);
}

void Deputies::plan(const Intake& intake, const std::set<std::string>& managers_told,
                    ImportPlan& plan) const {
  const std::string given_by = "import:" + intake.system;
  std::set<std::pair<std::string, std::string>> lent;
  for (const auto& [id, kept] : intake.snapshot.deputies.all()) {
    Deputy deputy = kept->value;
    if (deputy.to < intake.today) continue;
    const std::pair pair(deputy.manager, deputy.deputy);
    const auto named = pairs_.find(pair);
    if (named != pairs_.end()) {
      lent.insert(pair);
      if (deputy.given_by != given_by) continue;
      if (deputy.to < compliance::add_months(intake.today, kProlongMonths)) {
        deputy.to = compliance::add_months(intake.today, kLentMonths);
      }
      plan.put(intake.snapshot, deputy, deputy.id, named->second);
    } else if (deputy.given_by == given_by && managers_told.contains(deputy.manager)) {
      if (deputy.from >= intake.today) {
        plan.remove(intake.snapshot, deputy, deputy.id, 0);
      } else {
        deputy.to = intake.today - std::chrono::days{1};
        plan.put(intake.snapshot, deputy, deputy.id, 0, true);
      }
    }
  }
  for (const auto& [pair, row] : pairs_) {
    if (lent.contains(pair)) continue;
    Deputy deputy{id_with(intake, "d-"),
                  pair.first,
                  pair.second,
                  intake.today,
                  compliance::add_months(intake.today, kLentMonths),
                  given_by};
    plan.put(intake.snapshot, deputy, deputy.id, row);
  }
}

}  // namespace distanskoll::server::agreements::intake
