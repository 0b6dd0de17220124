// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The columns of suppression.h in which indicators are counted, as bits, in order of importance.
// Between indicators.cpp, which counts, and indicator_report.cpp, which shows. Nobody else's.

#include "shared/compliance/suppression.h"

#include <cstdint>

namespace distanskoll::compliance {

/// Remote and undetermined days. Compliant is all but deviation and undetermined.
enum class DayColumn : std::uint32_t {
  kAll,
  kRemote,
  kAgreementDay,
  kSecurityPart,
  kDeviation,
  kUndetermined,
  kWithoutAgreement,
  kAgreementPart,
  kMarked,
};
inline constexpr std::size_t kDayColumns = 9;

/// Employees. From kHeard on they are side columns within the agreements.
enum class PeopleColumn : std::uint32_t {
  kAll,
  kAnyDay,
  kActive,
  kHeard,
  kExpiring,
  kRiskAssessment,
  kFollowUp,
  kTraining,
  kGuideline,
};
inline constexpr std::size_t kPeopleColumns = 9;

enum class LaptopColumn : std::uint32_t { kAll, kWithAgent, kReporting, kUsedRemotely };
inline constexpr std::size_t kLaptopColumns = 4;

enum class ApplicationColumn : std::uint32_t { kAll, kRefused };
inline constexpr std::size_t kApplicationColumns = 2;

template <class Column>
[[nodiscard]] constexpr Columns bit(Column column) {
  return Columns{1} << static_cast<std::uint32_t>(column);
}

}  // namespace distanskoll::compliance
