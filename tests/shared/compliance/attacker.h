// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Somebody who has every published table and solves the equations. He does not know how many people
// stand behind what, only which units, months and classes there are; what is published as nought he
// takes away first. Then he asks of every group of cells whether its count follows from what is
// published, and the test tells how many people the group has. By brute force: at most 20 unknown
// cells.

#include "shared/compliance/suppression.h"

#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace distanskoll::compliance {

class Attacker {
 public:
  /// `classes`: which combinations of columns there are.
  Attacker(const RowTree& rows, const std::vector<Contribution>& contributions,
           const std::vector<Columns>& classes);

  /// Figures of rows over months.
  void read(const std::vector<PublishedFigures>& published);
  /// A figure about these cells.
  void read(const std::vector<std::size_t>& cells, std::int64_t value);
  /// The cells of a column of parts over months (bits).
  [[nodiscard]] std::vector<std::size_t> cells_of(const std::vector<RowPart>& parts,
                                                  std::uint32_t months, std::uint32_t column) const;

  /// People of a group of one to four whose count he can compute; empty when there is none.
  [[nodiscard]] std::set<std::uint32_t> isolated() const;

 private:
  struct Cell {
    std::uint32_t row;
    std::uint32_t month;
    Columns kind;
    std::set<std::uint32_t> people;
  };
  [[nodiscard]] bool is_below(std::uint32_t row, const RowPart& part) const;
  [[nodiscard]] std::vector<std::uint64_t> tell_tale(const std::vector<std::size_t>& cells) const;

  const RowTree& rows_;
  std::vector<Cell> cells_;
  std::vector<std::vector<std::size_t>> figures_;
  std::set<std::size_t> noughts_;
};

}  // namespace distanskoll::compliance
