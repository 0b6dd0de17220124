// SPDX-License-Identifier: EUPL-1.2
#include "tests/shared/compliance/attacker.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

namespace distanskoll::compliance {
namespace {

constexpr std::uint64_t kPrime = 2147483647;

std::uint64_t power(std::uint64_t base, std::uint64_t exponent) {
  std::uint64_t result = 1;
  for (; exponent > 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0) result = result * base % kPrime;
    base = base * base % kPrime;
  }
  return result;
}

/// Gauss-Jordan modulo a prime: the columns that lead a row, in order of rows.
std::vector<std::size_t> reduce(std::vector<std::vector<std::uint64_t>>& rows, std::size_t width) {
  std::vector<std::size_t> leading;
  for (std::size_t column = 0; column < width && leading.size() < rows.size(); ++column) {
    const std::size_t top = leading.size();
    const auto found = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(top), rows.end(),
                                    [&](const auto& row) { return row[column] != 0; });
    if (found == rows.end()) continue;
    std::swap(*found, rows[top]);
    const std::uint64_t inverse = power(rows[top][column], kPrime - 2);
    for (std::uint64_t& value : rows[top]) value = value * inverse % kPrime;
    for (std::size_t other = 0; other < rows.size(); ++other) {
      if (other == top || rows[other][column] == 0) continue;
      const std::uint64_t factor = kPrime - rows[other][column];
      for (std::size_t i = 0; i < width; ++i) {
        rows[other][i] = (rows[other][i] + factor * rows[top][i]) % kPrime;
      }
    }
    leading.push_back(column);
  }
  return leading;
}

}  // namespace

Attacker::Attacker(const RowTree& rows, const std::vector<Contribution>& contributions,
                   const std::vector<Columns>& classes)
    : rows_(rows) {
  std::set<std::uint32_t> months;
  for (const Contribution& each : contributions) months.insert(each.month);
  for (std::uint32_t row = 0; row < rows.parents.size(); ++row) {
    const bool has_parts = std::count(rows.parents.begin() + 1, rows.parents.end(), row) > 0;
    const bool used = std::any_of(contributions.begin(), contributions.end(),
                                  [&](const Contribution& each) { return each.row == row; });
    if (has_parts && !used) continue;
    for (const std::uint32_t month : months) {
      for (const Columns kind : classes) cells_.push_back({row, month, kind, {}});
    }
  }
  for (const Contribution& each : contributions) {
    for (Cell& cell : cells_) {
      if (cell.row == each.row && cell.month == each.month && cell.kind == each.columns) {
        cell.people.insert(each.person);
      }
    }
  }
}

bool Attacker::is_below(std::uint32_t row, const RowPart& part) const {
  if (part.own) return row == part.row;
  while (row != part.row && row != 0) row = rows_.parents[row];
  return row == part.row;
}

std::vector<std::size_t> Attacker::cells_of(const std::vector<RowPart>& parts, std::uint32_t months,
                                            std::uint32_t column) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Cell& cell = cells_[i];
    const bool within = std::any_of(parts.begin(), parts.end(),
                                    [&](const RowPart& part) { return is_below(cell.row, part); });
    if (within && (months >> cell.month & 1U) != 0 && (cell.kind >> column & 1U) != 0) {
      found.push_back(i);
    }
  }
  return found;
}

void Attacker::read(const std::vector<PublishedFigures>& published) {
  for (const PublishedFigures& figures : published) {
    const std::uint32_t months =
        figures.period.kind == PeriodKind::kMonth     ? 1U << figures.period.number
        : figures.period.kind == PeriodKind::kQuarter ? 7U << (3 * figures.period.number)
                                                      : 0xfffU;
    for (std::uint32_t column = 0; column < figures.values.size(); ++column) {
      if (!figures.values[column]) continue;
      read(cells_of(figures.parts, months, column), *figures.values[column]);
    }
  }
}

void Attacker::read(const std::vector<std::size_t>& cells, std::int64_t value) {
  figures_.push_back(cells);
  if (value == 0) noughts_.insert(cells.begin(), cells.end());
}

/// A number for each cell such that a group's numbers add up to nought exactly when its count
/// follows from the figures (but for one chance in two thousand million): a random vector that is
/// orthogonal to every figure.
std::vector<std::uint64_t> Attacker::tell_tale(const std::vector<std::size_t>& cells) const {
  std::vector<std::vector<std::uint64_t>> equations;
  for (const auto& figure : figures_) {
    std::vector<std::uint64_t> equation(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      equation[i] = std::count(figure.begin(), figure.end(), cells[i]) > 0 ? 1 : 0;
    }
    equations.push_back(std::move(equation));
  }
  const std::vector<std::size_t> leading = reduce(equations, cells.size());
  std::mt19937_64 random(4711);
  std::vector<std::uint64_t> tale(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (std::count(leading.begin(), leading.end(), i) == 0) tale[i] = random() % kPrime;
  }
  for (std::size_t row = 0; row < leading.size(); ++row) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i != leading[row]) sum = (sum + equations[row][i] * tale[i]) % kPrime;
    }
    tale[leading[row]] = (kPrime - sum) % kPrime;
  }
  return tale;
}

std::set<std::uint32_t> Attacker::isolated() const {
  std::vector<std::size_t> unknown;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (!noughts_.contains(i)) unknown.push_back(i);
  }
  EXPECT_LE(unknown.size(), 20U) << "too many cells for brute force";
  if (unknown.size() > 20) return {};
  const std::vector<std::uint64_t> tale = tell_tale(unknown);
  std::uint64_t sum = 0;
  for (std::uint32_t code = 1; code < 1U << unknown.size(); ++code) {
    const auto flipped = static_cast<std::size_t>(__builtin_ctz(code));
    const bool now_in = ((code ^ code >> 1U) >> flipped & 1U) != 0;
    sum += now_in ? tale[flipped] : kPrime - tale[flipped];
    if (sum >= kPrime) sum -= kPrime;
    if (sum != 0) continue;
    std::set<std::uint32_t> people;
    for (std::size_t i = 0; i < unknown.size() && people.size() < kFewestPeople; ++i) {
      if (((code ^ code >> 1U) >> i & 1U) == 0) continue;
      people.insert(cells_[unknown[i]].people.begin(), cells_[unknown[i]].people.end());
    }
    if (!people.empty() && people.size() < kFewestPeople) return people;
  }
  return {};
}

}  // namespace distanskoll::compliance
