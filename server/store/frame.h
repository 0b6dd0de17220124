// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How many days, dates and findings a period has: what an auditor must know before a result of it
// is believed. Counts alone, nobody's id. A period longer than some months is asked for in pieces,
// so that no read transaction is long. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/clock.h"
#include "shared/compliance/local_day.h"

#include <cstdint>
#include <map>
#include <string>

namespace distanskoll::server::store {

/// Employees' days that are stored, by what they are.
struct DayCounts {
  std::int64_t remote = 0;
  std::int64_t undecided = 0;  ///< undetermined days: nobody knows whether they were remote
  std::int64_t agreement_days = 0;
  std::int64_t compliant = 0;
  std::int64_t deviation = 0;
  std::int64_t undetermined = 0;
  std::int64_t without_agreement = 0;
  std::int64_t marked = 0;
};
[[nodiscard]] Result<DayCounts> count_days(Connection& connection, compliance::LocalDay from,
                                           compliance::LocalDay to);

struct FinalCounts {
  std::int64_t dates = 0;     ///< that have a manifest
  std::int64_t promised = 0;  ///< days that their manifests are made of
  std::int64_t kept = 0;      ///< of these, still stored; the others are erased
  std::int64_t late = 0;      ///< days about which something came after they were final
};
[[nodiscard]] Result<FinalCounts> count_final(Connection& connection, compliance::LocalDay from,
                                              compliance::LocalDay to);

/// Findings by kind that were open at some time from `from` on and before `before`.
[[nodiscard]] Result<std::map<std::string, std::int64_t>> count_findings(Connection& connection,
                                                                         WallTime from,
                                                                         WallTime before);

}  // namespace distanskoll::server::store
