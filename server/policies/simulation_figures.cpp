// SPDX-License-Identifier: EUPL-1.2
#include "server/policies/simulation_figures.h"

#include "shared/compliance/suppression.h"

#include <algorithm>
#include <map>
#include <set>

namespace distanskoll::server::policies {
namespace {

using compliance::Columns;
using compliance::Contribution;
using compliance::DayResult;
using compliance::PublishedFigures;
using compliance::RowTree;
using compliance::Verdict;

/// What matters more stands before what matters less: the last is hidden first.
enum DayColumn : std::size_t {
  kDays,
  kChanged,
  kDeviationAfter,
  kDeviationBefore,
  kUndeterminedAfter,
  kUndeterminedBefore,
  kNoneAfter,
  kNoneBefore,
  kKnownOtherwise,
  kDayColumns
};
enum ResultColumn : std::size_t {
  kAll,
  kFailAfter,
  kFailBefore,
  kUnknownAfter,
  kUnknownBefore,
  kPassAfter,
  kPassBefore,
  kResultColumns
};

Columns bit(std::size_t column) { return Columns{1} << column; }
Columns when(bool so, std::size_t column) { return so ? bit(column) : Columns{0}; }

bool is(const std::optional<DayOutcome>& day, Verdict verdict) {
  return day && day->verdict == verdict;
}

Columns columns_of(const SimulatedDay& day) {
  return bit(kDays) | when(is_changed(day), kChanged) |
         when(is(day.after, Verdict::kDeviation), kDeviationAfter) |
         when(is(day.before, Verdict::kDeviation), kDeviationBefore) |
         when(is(day.after, Verdict::kUndetermined), kUndeterminedAfter) |
         when(is(day.before, Verdict::kUndetermined), kUndeterminedBefore) |
         when(!day.after, kNoneAfter) | when(!day.before, kNoneBefore) |
         when(day.known_otherwise, kKnownOtherwise);
}

bool is(const std::optional<DayOutcome>& day, std::size_t requirement, DayResult result) {
  return day && day->results[requirement] == result;
}

Columns columns_of(const SimulatedDay& day, std::size_t requirement) {
  return bit(kAll) | when(is(day.after, requirement, DayResult::kFail), kFailAfter) |
         when(is(day.before, requirement, DayResult::kFail), kFailBefore) |
         when(is(day.after, requirement, DayResult::kUnknown), kUnknownAfter) |
         when(is(day.before, requirement, DayResult::kUnknown), kUnknownBefore) |
         when(is(day.after, requirement, DayResult::kPass), kPassAfter) |
         when(is(day.before, requirement, DayResult::kPass), kPassBefore);
}

/// Units as rows below the whole, each after the unit that it is part of.
class UnitRows {
 public:
  UnitRows(const Simulation& simulation, const agreements::Snapshot& snapshot)
      : snapshot_(snapshot) {
    for (const auto& [code, kept] : snapshot.units.all()) add(code, {});
    for (const std::string& code : simulation.units) rows_of_.push_back(add(code, {}));
  }
  [[nodiscard]] const RowTree& tree() const { return tree_; }
  [[nodiscard]] std::uint32_t row_of(std::uint32_t unit) const { return rows_of_[unit]; }
  [[nodiscard]] const std::string& code_of(std::uint32_t row) const { return codes_[row]; }

 private:
  /// `above`: on the way; a circle of parents ends at its first repeat.
  std::uint32_t add(const std::string& code, std::set<std::string> above) {
    if (const auto known = rows_.find(code); known != rows_.end()) return known->second;
    std::uint32_t parent = 0;
    const auto* unit = snapshot_.units.find(code);
    above.insert(code);
    if (unit && unit->parent && !above.contains(*unit->parent)) parent = add(*unit->parent, above);
    // A circle may have come round to this one.
    if (const auto known = rows_.find(code); known != rows_.end()) return known->second;
    const auto row = static_cast<std::uint32_t>(tree_.parents.size());
    tree_.parents.push_back(parent);
    codes_.push_back(code);
    rows_.emplace(code, row);
    return row;
  }

  const agreements::Snapshot& snapshot_;
  RowTree tree_;
  std::vector<std::string> codes_{std::string()};
  std::map<std::string, std::uint32_t> rows_;
  std::vector<std::uint32_t> rows_of_;
};

/// Days of one person that look alike are counted together.
class Contributions {
 public:
  void add(std::uint32_t person, std::uint32_t row, Columns columns) {
    ++counts_[{person, row, columns}];
  }
  [[nodiscard]] std::vector<Contribution> take() const {
    std::vector<Contribution> all;
    all.reserve(counts_.size());
    for (const auto& [key, count] : counts_) {
      const auto& [person, row, columns] = key;
      all.push_back({person, row, 0, columns, count});
    }
    return all;
  }

 private:
  std::map<std::tuple<std::uint32_t, std::uint32_t, Columns>, std::int64_t> counts_;
};

/// What is left of the days, where all of it may be shown.
Figure rest(const Figure& days, const Figure& a, const Figure& b, const Figure& c) {
  if (!days || !a || !b || !c) return std::nullopt;
  return *days - *a - *b - *c;
}

DayFigures day_figures(const std::vector<Figure>& values) {
  DayFigures figures;
  figures.days = values[kDays];
  figures.changed = values[kChanged];
  figures.before = {rest(values[kDays], values[kDeviationBefore], values[kUndeterminedBefore],
                         values[kNoneBefore]),
                    values[kDeviationBefore], values[kUndeterminedBefore], values[kNoneBefore]};
  figures.after = {
      rest(values[kDays], values[kDeviationAfter], values[kUndeterminedAfter], values[kNoneAfter]),
      values[kDeviationAfter], values[kUndeterminedAfter], values[kNoneAfter]};
  figures.known_otherwise = values[kKnownOtherwise];
  return figures;
}

bool is_whole(const PublishedFigures& figures) {
  return figures.parts.size() == 1 && figures.parts.front() == compliance::RowPart{};
}

RequirementFigures requirement_figures(const Simulation& simulation, std::size_t requirement) {
  RequirementFigures figures{simulation.requirements[requirement], {}, {}};
  Contributions contributions;
  for (const SimulatedDay& day : simulation.days) {
    contributions.add(day.person, 0, columns_of(day, requirement));
  }
  for (const auto& published :
       compliance::release_snapshot({}, contributions.take(), kResultColumns)) {
    const auto& values = published.values;
    figures.before = {values[kPassBefore], values[kFailBefore], values[kUnknownBefore]};
    figures.after = {values[kPassAfter], values[kFailAfter], values[kUnknownAfter]};
  }
  return figures;
}

}  // namespace

bool is_changed(const SimulatedDay& day) { return day.before != day.after; }

SimulationFigures count(const Simulation& simulation, const agreements::Snapshot& snapshot) {
  SimulationFigures figures;
  const UnitRows rows(simulation, snapshot);
  Contributions contributions;
  for (const SimulatedDay& day : simulation.days) {
    contributions.add(day.person, rows.row_of(day.unit), columns_of(day));
  }
  for (const auto& published :
       compliance::release_snapshot(rows.tree(), contributions.take(), kDayColumns)) {
    if (is_whole(published)) {
      figures.whole = day_figures(published.values);
      continue;
    }
    UnitFigures part;
    for (const auto& [row, own] : published.parts) {
      part.units.push_back(row == 0 ? std::string() : rows.code_of(row));
      part.own.push_back(own);
    }
    part.figures = day_figures(published.values);
    if (part.figures.days != Figure(0)) figures.units.push_back(std::move(part));
  }
  for (std::size_t i = 0; i < simulation.requirements.size(); ++i) {
    figures.requirements.push_back(requirement_figures(simulation, i));
  }
  return figures;
}

}  // namespace distanskoll::server::policies
