// SPDX-License-Identifier: EUPL-1.2
// Random registers against an attacker who has everything that is published.
#include "tests/shared/compliance/suppression_fixture.h"

#include <algorithm>
#include <random>

namespace distanskoll::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using SuppressionAttack = SuppressionFixture;

TEST_F(SuppressionAttack, TheAttackerSolvesEquations) {
  people(1, 0, kFine, 20);
  people(2, 0, kFine, 2);
  Attacker attacker(rows_, contributions_, {kFine});
  attacker.read(attacker.cells_of({{0, false}}, 1, 0), 22);
  EXPECT_THAT(attacker.isolated(), IsEmpty());
  attacker.read(attacker.cells_of({{3, false}}, 1, 0), 0);
  attacker.read(attacker.cells_of({{1, false}}, 1, 0), 20);
  EXPECT_THAT(attacker.isolated(), ElementsAre(20, 21));
}

/// What happened in the random cases, so that safety is never that of an empty page.
struct Seen {
  int units = 0;
  int groups = 0;
  int quarters = 0;
  int years = 0;
  int deviations = 0;
  int hidden = 0;
  void add(const std::vector<PublishedFigures>& published) {
    for (const PublishedFigures& each : published) {
      if (each.parts[0].row == 0 && !each.parts[0].own) continue;
      ++units;
      groups += each.parts.size() > 1 ? 1 : 0;
      quarters += each.period.kind == PeriodKind::kQuarter ? 1 : 0;
      years += each.period.kind == PeriodKind::kYear ? 1 : 0;
      deviations += each.values[1].value_or(0) > 0 ? 1 : 0;
      hidden += each.values[1] ? 0 : 1;
    }
  }
};

/// A number from 0 to below `end`.
std::uint32_t below(std::mt19937& random, std::size_t end) {
  return static_cast<std::uint32_t>(random() % end);
}

/// Random registers: some hold a person in several months and classes.
std::vector<Contribution> random_register(std::mt19937& random, const RowTree& rows,
                                          const std::vector<std::uint32_t>& months,
                                          const std::vector<Columns>& classes) {
  std::vector<Contribution> made;
  const bool small = below(random, 3) == 0;
  std::uint32_t next = 0;
  for (std::uint32_t row = rows.parents.size() > 1 ? 1 : 0; row < rows.parents.size(); ++row) {
    const std::uint32_t first = next;
    const auto parts = std::count(rows.parents.begin() + 1, rows.parents.end(), row);
    if (parts > 0 && below(random, 2) == 0) continue;
    for (const std::uint32_t when : months) {
      for (const Columns kind : classes) {
        const std::uint32_t choice = below(random, 4);
        const std::uint32_t number = choice == 0   ? 0
                                     : choice == 1 ? 1 + below(random, 4)
                                                   : (small ? 2 : 5) + below(random, 8);
        for (std::uint32_t i = 0; i < number; ++i) {
          const bool known = next > first && below(random, 4) == 0;
          const std::uint32_t person = known ? first + below(random, next - first) : next++;
          made.push_back({person, row, when, kind, 1 + std::int64_t{below(random, 3)}});
        }
      }
    }
  }
  return made;
}

TEST_F(SuppressionAttack, NoAttackerIsolatesFewerThanFivePeople) {
  const std::vector<RowTree> trees{{{0, 0, 0}}, {{0, 0, 0, 0}}, {{0, 0, 0, 1, 1}}};
  const std::vector<std::vector<std::uint32_t>> times{{0, 1}, {0, 1, 2}, {1, 2, 4},
                                                      {0, 7}, {5},       {0, 1, 3, 4}};
  const std::vector<std::vector<Columns>> kinds{
      {kFine}, {kFine, kDeviation}, {kFine, kDeviation, kSecurity}, {1, 3, 5, 7}};
  Seen seen;
  int cases = 0;
  for (std::uint32_t seed = 1; cases < 400; ++seed) {
    std::mt19937 random(seed);
    rows_ = trees[below(random, trees.size())];
    const auto& when = times[below(random, times.size())];
    const auto& classes = kinds[below(random, kinds.size())];
    if ((rows_.parents.size() - 1) * when.size() * classes.size() > 18) continue;
    contributions_ = random_register(random, rows_, when, classes);
    months(below(random, 4) == 0 ? when.back() + 1 : 12);
    seen.add(published_);
    ASSERT_THAT(attacked(classes), IsEmpty()) << "seed " << seed;
    ++cases;
  }
  EXPECT_GT(seen.units, 1500);
  EXPECT_GT(seen.groups, 20);
  EXPECT_GT(seen.quarters, 200);
  EXPECT_GT(seen.years, 200);
  EXPECT_GT(seen.deviations, 200);
  EXPECT_GT(seen.hidden, 30);
}

TEST_F(SuppressionAttack, NorDoesOneWhoHasSideColumnsToo) {
  const std::vector<RowTree> trees{{{0, 0, 0}}, {{0, 0, 0, 0}}, {{0, 0, 0, 1, 1}}};
  const std::vector<Columns> classes{1, 3, 3 | 4, 3 | 8, 3 | 4 | 8};
  int side_columns = 0;
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    rows_ = trees[below(random, trees.size())];
    if ((rows_.parents.size() - 1) * classes.size() > 20) rows_ = trees[0];
    contributions_ = random_register(random, rows_, {0}, classes);
    published_ = release_snapshot(rows_, contributions_, 4, {12, 3, {}});
    for (const PublishedFigures& each : published_) side_columns += each.values[3] ? 1 : 0;
    ASSERT_THAT(attacked(classes), IsEmpty()) << "seed " << seed;
  }
  EXPECT_GT(side_columns, 100);
}

TEST_F(SuppressionAttack, NorDoesOneWhoHasTheSexesAndTheRolesToo) {
  // Rows of the attacker: unit x sex, a tree of its own; he reads units and sexes as groups of
  // rows.
  for (std::uint32_t seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    const RowTree crossed{{0, 0, 0, 1, 1, 2, 2}};  // unit 1: 3 women, 4 men; unit 2: 5 and 6
    const std::vector<Columns> classes{kFine, kDeviation};
    std::vector<Contribution> all = random_register(random, {{0, 0, 0, 0, 0}}, {0, 1}, classes);
    for (Contribution& each : all) each.row += 2;
    std::vector<Contribution> by_unit = all;
    std::vector<Contribution> by_sex = all;
    for (Contribution& each : by_unit) each.row = crossed.parents[each.row];
    for (Contribution& each : by_sex) each.row = (each.row - 1) % 2;
    const RowTree units{{0, 0, 0}};
    const std::vector<PublishedFigures> published = release_year(units, by_unit, 2, 12);
    const PublishedFigures* whole = nullptr;
    for (const PublishedFigures& each : published) {
      if (each.parts[0] == RowPart{0, false} && each.period == kYear) whole = &each;
    }
    if (whole == nullptr) continue;
    const Columns visible = 1U | (whole->values[1] ? 2U : 0U);
    Attacker attacker(crossed, all, classes);
    attacker.read(published);
    for (const PublishedFigures& each : release_division(2, by_sex, 2, visible, false)) {
      std::vector<RowPart> rows{{3 + each.parts[0].row, false}, {5 + each.parts[0].row, false}};
      for (std::uint32_t column = 0; column < 2; ++column) {
        if (!each.values[column]) continue;
        attacker.read(attacker.cells_of(rows, 0xfff, column), *each.values[column]);
      }
    }
    ASSERT_THAT(attacker.isolated(), IsEmpty()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace distanskoll::compliance
