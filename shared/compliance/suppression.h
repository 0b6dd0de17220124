// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which figures may leave the register (evaluation.md "Indicators"): none about fewer than five
// people, and none from which, with all others that are published, one about fewer than five can be
// computed. Pure counting: what is counted, in which unit and what it is called is the caller's
// (indicators.h); here are rows (a tree: the whole organisation, its units, theirs), months of one
// calendar year and columns (what is counted). Used by the indicators and by every export of them.
//
// How it is kept. A *table* divides a row into its parts over a block of months, with the same
// columns for every part. A table is published only when in each part and block each class that its
// columns can tell apart (deviation or not, …) concerns nobody or at least five people. What is
// published below a row is published for the row itself, for the same months and columns. Then
// whatever is computed from published figures is a sum of such classes (README.md has the proof and
// tests/shared/compliance/suppression_test.cpp an attacker who solves the equations). To get there:
//
// 1. A month is published as soon as it is closed, if nothing in the table needs hiding.
// 2. Else it waits for the end of its quarter, and is published as part of the quarter.
// 3. Else it waits for the end of the year. Only then parts that are too small are merged into one
//    group, with the smallest of the others until the group is large enough, and
// 4. columns that no grouping makes safe are hidden for the whole table: "färre än 5".
//
// The whole organisation is a table of one part, whose unsafe columns are hidden month by month.
// What was decided for a month never changes when later months come, so that figures published
// earlier are those that were reckoned with: feed only months in which nothing changes any more.
//
// What this does not promise: somebody who knows all but one of five people knows the fifth. And a
// register that is counted anew each month (release_snapshot) shows the net of who came and who
// left, never either of them.
//
// Some hundred thousand contributions take about a second: keep the result of a closed month.
// Thread-safe.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace distanskoll::compliance {

inline constexpr std::size_t kFewestPeople = 5;
inline constexpr std::size_t kMostColumns = 24;
inline constexpr std::uint32_t kMonthsOfYear = 12;

/// Columns as bits. Column 0 is everything that is counted; every other is some of it, and stands
/// after those that matter more.
using Columns = std::uint32_t;

/// `count` things of one person that belong together: the same row, month and columns.
struct Contribution {
  std::uint32_t person = 0;
  std::uint32_t row = 0;
  std::uint32_t month = 0;  ///< 0: January
  Columns columns = 1;
  std::int64_t count = 1;
};

/// Row 0 is the whole organisation, its own parent. Every other stands after its parent.
struct RowTree {
  std::vector<std::uint32_t> parents{0};
};

enum class PeriodKind { kMonth, kQuarter, kYear };
struct Period {
  PeriodKind kind = PeriodKind::kMonth;
  std::uint32_t number = 0;  ///< from 0
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees the 0 of a rewritten a < b
  auto operator<=>(const Period&) const = default;
};

/// A row with all below it, or what belongs to the row itself alone (`own`).
struct RowPart {
  std::uint32_t row = 0;
  bool own = false;
  // NOLINTNEXTLINE(modernize-use-nullptr, readability-implicit-bool-conversion): the same
  auto operator<=>(const RowPart&) const = default;
};

/// Figures that may be shown. Several parts are a group, which is shown as one.
struct PublishedFigures {
  std::vector<RowPart> parts;  ///< ascending
  Period period;
  std::vector<std::optional<std::int64_t>> values;  ///< by column; nothing: "färre än 5"
};

/// What happened in the year's first `closed` months, which add up over months and rows. Months of
/// a quarter and quarters of a year are there when they have ended. Sorted by period, then parts.
[[nodiscard]] std::vector<PublishedFigures> release_year(
    const RowTree& rows, std::span<const Contribution> contributions, std::size_t columns,
    std::uint32_t closed);

/// A register that is counted anew each time.
struct SnapshotRules {
  /// Columns that are told apart only within those of `within`, not among themselves: overdue
  /// follow-ups and overdue training, each within the valid agreements. `within` must hold every
  /// column that one of them implies.
  Columns side = 0;
  Columns within = 1;
  /// Parts that stay in a group: those that were in one when the register was counted before, so
  /// that no group's figure can be taken from an older one.
  std::span<const RowPart> grouped;
};

/// The register as it stands on one day (months are not looked at): merged at once. All figures
/// have the same period, the first month.
[[nodiscard]] std::vector<PublishedFigures> release_snapshot(
    const RowTree& rows, std::span<const Contribution> contributions, std::size_t columns,
    const SnapshotRules& rules = {});

/// People of a row that is published, in order, each once.
using People = std::vector<std::uint32_t>;

/// The whole organisation by another division than units (sex, role), over the year or on the day:
/// `row` of a contribution is a label below `labels`. Only `visible` columns, those that the whole
/// shows for the same time. Labels are merged where `may_merge`; else all are shown or none. A
/// label is too small also when it differs by one to four people from one of `known`, inside it or
/// around it: roles often live in one unit. Parts are {label, false}.
[[nodiscard]] std::vector<PublishedFigures> release_division(
    std::size_t labels, std::span<const Contribution> contributions, std::size_t columns,
    Columns visible, bool may_merge, std::span<const People> known = {});

/// What somebody sees who asks for the part in that month: the first there is of the month, its
/// quarter and its year; else the same of the group that the part is in. Null: "färre än 5".
[[nodiscard]] const PublishedFigures* widened(std::span<const PublishedFigures> published,
                                              RowPart part, std::uint32_t month);

}  // namespace distanskoll::compliance
