// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Compares every stored day with what the ledger gives: final days with their entries and
// manifests, and all days whose reports exist with a judgement made anew from the registers as they
// were known when the day was entered. Part of fsck; on a copy of one moment, reads only.

#include "server/days/day_keeper.h"
#include "shared/compliance/local_day.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace distanskoll::server::days {

using compliance::LocalDay;

struct DayProblem {
  LocalDay date{};
  std::string employee;  ///< empty: of the date as a whole
  std::string what;
};

struct DayCheck {
  std::uint64_t recomputed = 0;  ///< the reports are there and give the same day
  std::uint64_t fixed_then = 0;  ///< reports are erased; the entry of that time stands alone
  std::uint64_t manifests = 0;
  std::vector<DayProblem> problems;
};

/// `progress` hears of dates done. kCorrupt when something cannot be read at all.
[[nodiscard]] Result<DayCheck> check_days(
    store::Connection& connection, const Bytes& pseudonym_key, const policy::Holidays& holidays,
    const std::function<Result<void>(std::uint64_t done, std::uint64_t all)>& progress);

}  // namespace distanskoll::server::days
