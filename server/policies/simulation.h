// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What days of stored history would be under another policy, before anybody decides about it: each
// is judged twice from the same reports and registers, as they are known now, once under the policy
// that it had and once as if the file had been in force from the first day of the range. So what
// differs is the policy's doing alone, and not that of an agreement written since. Nothing is
// written. Days before the range count as they are stored (days per week, share); so do days of the
// range whose reports are erased: those cannot be judged anew and are only counted. A day that is
// not stored can be found only where its reports are there. Used by the operation `simulate`;
// counting for people is simulation_figures.h. Thread-compatible; errors are the store's.

#include "server/days/grounds.h"
#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/compliance/verdict.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::policies {

using compliance::LocalDay;

inline constexpr std::chrono::days kSimulatedDays{800};

struct SimulationWish {
  const policy::Policy& policy;
  LocalDay from{};
  LocalDay to{};  ///< included
};

/// A remote or undetermined day as one policy makes it.
struct DayOutcome {
  compliance::Verdict verdict = compliance::Verdict::kUndetermined;
  bool agreement_day = false;
  /// By Simulation::requirements; nothing: the policy does not have it.
  std::vector<std::optional<compliance::DayResult>> results;
  bool operator==(const DayOutcome&) const = default;
};

struct SimulatedDay {
  std::uint32_t person = 0;  ///< of Simulation::people
  std::uint32_t unit = 0;    ///< of Simulation::units: the person's on that day
  LocalDay date{};
  std::optional<DayOutcome> before;  ///< nothing: neither remote nor undetermined
  std::optional<DayOutcome> after;
  bool known_otherwise = false;  ///< what is stored differs from `before`: something came later
};

struct Simulation {
  std::vector<std::string> people;        ///< ids
  std::vector<std::string> units;         ///< codes
  std::vector<std::string> requirements;  ///< ids, of all policies concerned
  std::vector<SimulatedDay> days;         ///< in order of date
  std::uint64_t stored = 0;               ///< days stored in the range
  std::uint64_t erased = 0;  ///< of those: could not be judged anew, their reports being erased
  std::uint64_t gone = 0;    ///< of those: the person is not in the register any more
};

/// Dates done and in all; an error ends the simulation and is its result.
using SimulationProgress = std::function<Result<void>(std::uint64_t done, std::uint64_t all)>;

/// `connection` should be of a copy: it takes long. kInvalidArgument when the range is empty or
/// longer than kSimulatedDays.
[[nodiscard]] Result<Simulation> simulate(store::Connection& connection,
                                          const agreements::Snapshot& snapshot,
                                          const policy::Holidays& holidays, Bytes pseudonym_key,
                                          const SimulationWish& wish,
                                          const SimulationProgress& progress);

}  // namespace distanskoll::server::policies
