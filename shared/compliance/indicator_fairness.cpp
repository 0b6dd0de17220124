// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/indicator_fairness.h"

#include <algorithm>
#include <set>

namespace distanskoll::compliance {
namespace {

bool is_whole(const PublishedFigures& figures) {
  return figures.parts.size() == 1 && figures.parts[0] == RowPart{0, false};
}

/// The columns that are shown of the whole, renumbered.
Columns visible(const Divisible& divisible) {
  const std::vector<std::size_t>& of = divisible.columns;
  for (const PublishedFigures& each : divisible.published) {
    if (!is_whole(each) || each.period != divisible.period) continue;
    Columns columns = 0;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (each.values[of[i]]) columns |= Columns{1} << i;
    }
    return columns;
  }
  return 0;
}

/// The contributions with labels as rows and renumbered columns.
std::vector<Contribution> labelled(const Divisible& divisible, const Division& division) {
  std::vector<Contribution> made;
  for (Contribution each : divisible.contributions) {
    Columns kept = 0;
    for (std::size_t i = 0; i < divisible.columns.size(); ++i) {
      kept |= (each.columns >> divisible.columns[i] & 1U) << i;
    }
    if ((kept & 1U) == 0) continue;
    each.columns = kept;
    each.row = division.label_of[each.person];
    made.push_back(each);
  }
  return made;
}

bool is_in(const RowTree& rows, std::uint32_t row, const RowPart& part) {
  while (!part.own && row != part.row && row != 0) row = rows.parents[row];
  return row == part.row;
}

/// The people of everything that is shown beside: units, and the other division's labels.
std::vector<People> people_beside(const Divisible& divisible, const Division& division) {
  std::vector<std::set<std::uint32_t>> sets;
  for (const PublishedFigures& each : divisible.published) {
    if (each.period != divisible.period || is_whole(each)) continue;
    std::set<std::uint32_t>& people = sets.emplace_back();
    for (const Contribution& one : divisible.contributions) {
      if (std::ranges::any_of(each.parts, [&](const RowPart& part) {
            return is_in(divisible.rows, one.row, part);
          })) {
        people.insert(one.person);
      }
    }
  }
  if (division.beside != nullptr) {
    const std::size_t first = sets.size();
    sets.resize(first + division.beside->names.size());
    for (const Contribution& each : divisible.contributions) {
      sets[first + division.beside->label_of[each.person]].insert(each.person);
    }
  }
  std::vector<People> made;
  made.reserve(sets.size());
  for (const auto& set : sets) made.emplace_back(set.begin(), set.end());
  return made;
}

}  // namespace

Figure share(std::optional<std::int64_t> part, std::optional<std::int64_t> whole) {
  if (whole && *whole == 0) return {FigureState::kNone, 0};
  if (!part || !whole) return {};
  return {FigureState::kShown, per_mille(*part, *whole).value_or(0)};
}

void divide(const Division& division, const Divisible& divisible, Figure FairnessLine::*into,
            FairnessLines& lines) {
  const std::vector<People> known = people_beside(divisible, division);
  for (const PublishedFigures& each :
       release_division(division.names.size(), labelled(divisible, division),
                        divisible.columns.size(), visible(divisible), division.may_merge, known)) {
    std::vector<std::string> labels;
    for (const RowPart& part : each.parts) labels.push_back(division.names[part.row]);
    FairnessLine& line = lines[labels];
    line.labels = labels;
    line.*into = share(each.values[1], each.values[0]);
  }
}

}  // namespace distanskoll::compliance
