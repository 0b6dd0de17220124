// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A register of people and days for tests of suppression, and what is published of it. Three
// columns: all days, those with a deviation, those with a deviation of the security part.

#include "tests/shared/compliance/attacker.h"

#include <gmock/gmock.h>

namespace distanskoll::compliance {

inline constexpr Columns kFine = 1;
inline constexpr Columns kDeviation = 3;
inline constexpr Columns kSecurity = 7;
inline constexpr std::size_t kColumns = 3;
inline constexpr Period kYear{PeriodKind::kYear, 0};

inline Period month(std::uint32_t number) { return {PeriodKind::kMonth, number}; }
inline Period quarter(std::uint32_t number) { return {PeriodKind::kQuarter, number}; }

class SuppressionFixture : public ::testing::Test {
 protected:
  /// So many people, who occur nowhere else, with one day each.
  void people(std::uint32_t row, std::uint32_t when, Columns columns, int number) {
    for (int i = 0; i < number; ++i) {
      contributions_.push_back({next_person_++, row, when, columns, 1});
    }
  }
  void months(std::uint32_t closed) {
    published_ = release_year(rows_, contributions_, kColumns, closed);
  }
  void snapshot() { published_ = release_snapshot(rows_, contributions_, kColumns); }

  [[nodiscard]] std::vector<std::optional<std::int64_t>> values(const std::vector<RowPart>& parts,
                                                                Period period) const {
    for (const PublishedFigures& each : published_) {
      if (each.parts == parts && each.period == period) return each.values;
    }
    return {};
  }
  [[nodiscard]] std::vector<std::optional<std::int64_t>> values(std::uint32_t row,
                                                                Period period) const {
    return values({{row, false}}, period);
  }
  std::set<std::uint32_t> attacked(const std::vector<Columns>& classes) {
    Attacker attacker(rows_, contributions_, classes);
    attacker.read(published_);
    return attacker.isolated();
  }

  RowTree rows_{{0, 0, 0, 0}};  // three units
  std::vector<Contribution> contributions_;
  std::vector<PublishedFigures> published_;

 private:
  std::uint32_t next_person_ = 0;
};

}  // namespace distanskoll::compliance
