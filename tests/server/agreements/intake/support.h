// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A town without a database: files as people write them are planned on a snapshot, and what a plan
// would write is the next snapshot. For the tests of intake alone. One thread.

#include "server/agreements/intake/planners.h"
#include "tests/shared/compliance/days.h"
#include "tests/support/matchers.h"

#include <string>

namespace distanskoll::server::agreements::intake {

using compliance::day;

class Town {
 public:
  LocalDay today = day("2026-11-26");
  std::string system = "csv";
  bool full = false;
  bool many = false;
  Snapshot now;

  FilePlan plan(FileKind kind, const std::string& file) {
    const Intake intake{now,  today, system,
                        full, many,  [this] { return "n" + std::to_string(++ids_); }};
    return plan_file(kind, imports::FileForm::kCsv, file, intake);
  }
  /// Plans, and what it says is so from now on.
  FilePlan take(FileKind kind, const std::string& file) {
    FilePlan made = plan(kind, file);
    EXPECT_TRUE(made.is_whole()) << explain_all(made);
    for (const PlannedChange& change : made.plan.changes()) write(change);
    return made;
  }
  void put(const AnyRecord& record) {
    PlannedChange change;
    change.kind = kind_of(record);
    change.id = id_of(record);
    change.value = record;
    write(change);
  }
  [[nodiscard]] const Employee& person(const std::string& number) const {
    for (const auto& [id, kept] : now.employees.all()) {
      if (kept->value.number == number) return kept->value;
    }
    ADD_FAILURE() << "nobody has the number " << number;
    static const Employee nobody;
    return nobody;
  }

  static std::string explain_all(const FilePlan& made) {
    std::string all;
    for (const imports::Problem& one : made.findings.problems) all += describe(one).en + "\n";
    for (const PlanProblem& one : made.plan.problems()) all += explain(one).reason.en + "\n";
    return all;
  }

 private:
  template <class Record>
  static void into(Shelf<Record>& shelf, const PlannedChange& change) {
    auto map = std::make_shared<typename Shelf<Record>::Map>(shelf.all());
    if (change.value) {
      (*map)[change.id] =
          std::make_shared<const Kept<Record>>(Kept<Record>{std::get<Record>(*change.value), 1});
    } else {
      map->erase(change.id);
    }
    shelf = Shelf<Record>(map);
  }
  void write(const PlannedChange& change) {
    if (change.kind == RecordKind::kEmployee) into(now.employees, change);
    if (change.kind == RecordKind::kUnit) into(now.units, change);
    if (change.kind == RecordKind::kDeputy) into(now.deputies, change);
    if (change.kind == RecordKind::kAgreement) into(now.agreements, change);
    if (change.kind == RecordKind::kTraining) into(now.trainings, change);
    if (change.kind == RecordKind::kGuidelineRead) into(now.guideline_reads, change);
    if (change.kind == RecordKind::kLaptop) into(now.laptops, change);
    auto logins = std::make_shared<Snapshot::ByEmployee>();
    for (const auto& [id, kept] : now.employees.all()) {
      for (const Login& one : kept->value.logins) (*logins)[one.login].push_back(id);
    }
    now.employees_by_login = logins;
    auto agreements = std::make_shared<Snapshot::ByEmployee>();
    for (const auto& [id, kept] : now.agreements.all()) {
      (*agreements)[kept->value.employee].push_back(id);
    }
    now.agreements_of = agreements;
  }

  int ids_ = 0;
};

/// The troubles of a plan in the order of its rows.
inline std::vector<Trouble> troubles(const FilePlan& made) {
  std::vector<Trouble> all;
  for (const PlanProblem& one : made.plan.problems()) all.push_back(one.trouble);
  return all;
}

}  // namespace distanskoll::server::agreements::intake
