// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/suppression.h"

#include "shared/compliance/suppression_table.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace distanskoll::compliance {
namespace {

MonthSet months_of(Period period) {
  switch (period.kind) {
    case PeriodKind::kMonth:
      return 1U << period.number;
    case PeriodKind::kQuarter:
      return 7U << (3 * period.number);
    case PeriodKind::kYear:
      return (1U << kMonthsOfYear) - 1;
  }
  return 0;
}

/// A table over months that are published together.
struct Block {
  MonthSet months = 0;
  Columns columns = 0;
  std::vector<std::size_t> group;  ///< of the table's parts
};

struct Table {
  std::vector<TablePart> parts;
  std::vector<Block> blocks;
  MonthSet published = 0;
};

class Release {
 public:
  Release(const RowTree& rows, std::span<const Contribution> contributions, std::size_t columns,
          const SnapshotRules& rules)
      : rows_(rows),
        rules_(rules),
        all_((Columns{1} << columns) - 1),
        known_(columns),
        tables_(rows.parents.size()) {
    std::vector<std::vector<const Contribution*>> below(rows.parents.size());
    std::vector<std::vector<const Contribution*>> own(rows.parents.size());
    for (const Contribution& each : contributions) own[each.row].push_back(&each);
    below = own;
    for (std::size_t row = rows.parents.size(); row-- > 1;) {
      std::vector<const Contribution*>& up = below[rows.parents[row]];
      up.insert(up.end(), below[row].begin(), below[row].end());
    }
    place_in_table_.resize(rows.parents.size());
    for (std::uint32_t row = 1; row < rows.parents.size(); ++row) {
      Table& table = tables_[rows.parents[row]];
      place_in_table_[row] = table.parts.size();
      table.parts.push_back({{row, false}, std::move(below[row])});
    }
    for (std::uint32_t row = 0; row < rows.parents.size(); ++row) {
      if (tables_[row].parts.empty() || own[row].empty()) continue;
      tables_[row].parts.push_back({{row, true}, std::move(own[row])});
    }
    whole_ = std::move(below[0]);
  }

  /// `last`: whether what waited until now is merged rather than left to wait.
  void close(MonthSet months, bool last) {
    close_whole(months);
    for (std::uint32_t row = 0; row < tables_.size(); ++row) {
      if (!tables_[row].parts.empty()) close_table(row, months, last);
    }
  }

  void show(Period period, MonthSet months, std::vector<PublishedFigures>& shown) const {
    show_whole(period, months, shown);
    for (const Table& table : tables_) {
      for (std::size_t part = 0; part < table.parts.size(); ++part) {
        const Columns columns = columns_of(table, part, months);
        if (columns != 0) shown.push_back(figures(table, {part}, period, months, columns));
      }
      show_group(table, period, months, shown);
    }
  }

 private:
  /// What is known of a part of these months becomes known of all of them, or nothing is added: a
  /// year's deviations beside those of some months would tell those of the others.
  void close_whole(MonthSet months) {
    const std::vector<std::vector<MonthSet>> before = known_;
    std::vector<std::pair<int, std::uint32_t>> in_part;
    for (std::uint32_t column = 0; column < known_.size(); ++column) {
      const MonthSet unknown = months & ~known_months(column);
      if (unknown != 0 && unknown != months) in_part.emplace_back(std::popcount(unknown), column);
    }
    std::ranges::sort(in_part);
    for (const auto& [count, column] : in_part) {
      if (add_to_whole(column, months & ~known_months(column))) continue;
      known_ = before;
      return;
    }
    for (std::uint32_t column = 0; column < known_.size(); ++column) {
      if ((known_months(column) & months) != 0) continue;
      if (!add_to_whole(column, months) && column == 0) return;
    }
  }

  [[nodiscard]] MonthSet known_months(std::uint32_t column) const {
    MonthSet months = 0;
    for (const MonthSet block : known_[column]) months |= block;
    return months;
  }

  /// The columns that can be computed for the whole over these months.
  [[nodiscard]] Columns columns_of_whole(MonthSet months) const {
    Columns columns = 0;
    for (std::uint32_t column = 0; column < known_.size(); ++column) {
      MonthSet covered = 0;
      for (const MonthSet block : known_[column]) {
        if ((block & ~months) == 0) covered |= block;
      }
      if (covered == months) columns |= Columns{1} << column;
    }
    return columns;
  }

  /// Blocks lie in one another or apart, and each is safe with all that can be computed for it.
  bool add_to_whole(std::uint32_t column, MonthSet added) {
    known_[column].push_back(added);
    for (const std::vector<MonthSet>& blocks : known_) {
      for (const MonthSet block : blocks) {
        const MonthSet common = block & added;
        if (common == 0) continue;
        if ((common == block || common == added) && safe(whole_, block, columns_of_whole(block))) {
          continue;
        }
        known_[column].pop_back();
        return false;
      }
    }
    return true;
  }

  void close_table(std::uint32_t row, MonthSet months, bool last) {
    Table& table = tables_[row];
    const MonthSet waiting = months & ~table.published;
    if (waiting == 0) return;
    const Columns above = columns_of_row(row, waiting);
    Block block{waiting, above, {}};
    if (above == all_ && rules_.grouped.empty() && all_safe(table, block)) {
      // Nothing needs hiding.
    } else if (!last) {
      return;
    } else {
      const Objection stays = [&](const std::vector<std::size_t>& group) {
        return group.size() == 1 &&
               std::ranges::count(rules_.grouped, table.parts[group[0]].name) != 0;
      };
      std::optional<TableForm> form = merged(table.parts, waiting, above & ~rules_.side, stays);
      if (!form) return;
      block.columns = form->columns;
      block.group = std::move(form->group);
      add_side_columns(table, above, block);
    }
    table.published |= waiting;
    table.blocks.push_back(std::move(block));
  }

  /// Whether each class that the columns tell apart concerns nobody or enough people.
  [[nodiscard]] bool safe(std::span<const Contribution* const> contributions, MonthSet months,
                          Columns columns) const {
    if (!is_safe(contributions, months, columns & ~rules_.side)) return false;
    for (Columns rest = columns & rules_.side; rest != 0; rest &= rest - 1) {
      const Columns one = rest & ~(rest - 1);
      if (!is_safe(contributions, months, (columns & rules_.within) | one)) return false;
    }
    return true;
  }

  [[nodiscard]] bool all_safe(const Table& table, const Block& block) const {
    std::vector<const Contribution*> group;
    for (std::size_t part = 0; part < table.parts.size(); ++part) {
      const std::vector<const Contribution*>& its = table.parts[part].contributions;
      if (std::ranges::count(block.group, part) != 0) {
        group.insert(group.end(), its.begin(), its.end());
      } else if (!safe(its, block.months, block.columns)) {
        return false;
      }
    }
    return safe(group, block.months, block.columns);
  }

  void add_side_columns(const Table& table, Columns above, Block& block) const {
    for (Columns rest = above & rules_.side; rest != 0; rest &= rest - 1) {
      Block wider = block;
      wider.columns |= rest & ~(rest - 1);
      if (all_safe(table, wider)) block.columns = wider.columns;
    }
  }

  /// What is published of the row for exactly these months.
  [[nodiscard]] Columns columns_of_row(std::uint32_t row, MonthSet months) const {
    if (row == 0) return columns_of_whole(months);
    return columns_of(tables_[rows_.parents[row]], place_in_table_[row], months);
  }

  /// Of one of the table's parts, on its own: blocks that make up these months.
  [[nodiscard]] static Columns columns_of(const Table& table, std::size_t part, MonthSet months) {
    Columns columns = ~Columns{0};
    MonthSet covered = 0;
    for (const Block& block : table.blocks) {
      if ((block.months & ~months) != 0 || std::ranges::count(block.group, part) != 0) continue;
      covered |= block.months;
      columns &= block.columns;
    }
    return covered == months ? columns : 0;
  }

  void show_whole(Period period, MonthSet months, std::vector<PublishedFigures>& shown) const {
    const Columns columns = columns_of_whole(months);
    if (columns == 0) return;
    Table whole;
    whole.parts.push_back({{0, false}, whole_});
    shown.push_back(figures(whole, {0}, period, months, columns));
  }

  /// A table has at most one group, since parts are merged once, at the end; before that each of
  /// them was shown by itself.
  void show_group(const Table& table, Period period, MonthSet months,
                  std::vector<PublishedFigures>& shown) const {
    const auto merged_block =
        std::ranges::find_if(table.blocks, [](const Block& block) { return !block.group.empty(); });
    if (merged_block == table.blocks.end() || table.published != months) return;
    Columns columns = ~Columns{0};
    for (const Block& block : table.blocks) columns &= block.columns;
    shown.push_back(figures(table, merged_block->group, period, months, columns));
  }

  [[nodiscard]] PublishedFigures figures(const Table& table, const std::vector<std::size_t>& parts,
                                         Period period, MonthSet months, Columns columns) const {
    PublishedFigures made{{}, period, {}};
    std::vector<const Contribution*> contributions;
    for (const std::size_t part : parts) {
      made.parts.push_back(table.parts[part].name);
      contributions.insert(contributions.end(), table.parts[part].contributions.begin(),
                           table.parts[part].contributions.end());
    }
    std::ranges::sort(made.parts);
    for (std::uint32_t column = 0; (all_ >> column & 1U) != 0; ++column) {
      made.values.push_back((columns >> column & 1U) == 0
                                ? std::nullopt
                                : std::optional(count_of(contributions, months, column)));
    }
    return made;
  }

  const RowTree& rows_;
  const SnapshotRules& rules_;
  Columns all_;
  std::vector<const Contribution*> whole_;
  std::vector<std::vector<MonthSet>> known_;  ///< of the whole, by column: blocks of months
  std::vector<Table> tables_;                 ///< by row
  std::vector<std::size_t> place_in_table_;   ///< by row, in its parent's table
};

void sort(std::vector<PublishedFigures>& shown) {
  std::ranges::sort(shown, [](const PublishedFigures& left, const PublishedFigures& right) {
    return std::tie(left.period, left.parts) < std::tie(right.period, right.parts);
  });
}

}  // namespace

std::vector<PublishedFigures> release_year(const RowTree& rows,
                                           std::span<const Contribution> contributions,
                                           std::size_t columns, std::uint32_t closed) {
  const SnapshotRules rules;
  Release release(rows, contributions, columns, rules);
  std::vector<Period> ended;
  const auto close = [&](Period period) {
    release.close(months_of(period), period.kind == PeriodKind::kYear);
    ended.push_back(period);
  };
  for (std::uint32_t month = 0; month < closed; ++month) {
    close({PeriodKind::kMonth, month});
    if (month % 3 == 2) close({PeriodKind::kQuarter, month / 3});
    if (month + 1 == kMonthsOfYear) close({PeriodKind::kYear, 0});
  }
  std::vector<PublishedFigures> shown;
  for (const Period& period : ended) release.show(period, months_of(period), shown);
  sort(shown);
  return shown;
}

std::vector<PublishedFigures> release_snapshot(const RowTree& rows,
                                               std::span<const Contribution> contributions,
                                               std::size_t columns, const SnapshotRules& rules) {
  std::vector<Contribution> now(contributions.begin(), contributions.end());
  for (Contribution& each : now) each.month = 0;
  Release release(rows, now, columns, rules);
  release.close(1, true);
  std::vector<PublishedFigures> shown;
  release.show({PeriodKind::kMonth, 0}, 1, shown);
  sort(shown);
  return shown;
}

const PublishedFigures* widened(std::span<const PublishedFigures> published, RowPart part,
                                std::uint32_t month) {
  const Period periods[] = {
      {PeriodKind::kMonth, month}, {PeriodKind::kQuarter, month / 3}, {PeriodKind::kYear, 0}};
  for (const bool grouped : {false, true}) {
    for (const Period& period : periods) {
      const auto found = std::ranges::find_if(published, [&](const PublishedFigures& each) {
        return each.period == period && (each.parts.size() > 1) == grouped &&
               std::ranges::count(each.parts, part) != 0;
      });
      if (found != published.end()) return &*found;
    }
  }
  return nullptr;
}

}  // namespace distanskoll::compliance
