// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A simulation counted for people who decide: for the whole organisation, per unit and per
// requirement, none about fewer than five people (shared/compliance/suppression.h): a small unit is
// shown with others, and what no grouping makes safe is not shown at all. Requirements are counted
// for the whole alone, each beside the others and never together with them. What this does not
// promise: whoever may simulate any range of days can take two from each other; an address for
// others than the collector's own administrators must offer whole months. Pure, thread-safe.

#include "server/agreements/registry.h"
#include "server/policies/simulation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::policies {

/// Nothing: it would be about fewer than five people.
using Figure = std::optional<std::int64_t>;

struct VerdictFigures {
  Figure compliant;
  Figure deviation;
  Figure undetermined;
  Figure none;  ///< days that are neither remote nor undetermined
};

struct DayFigures {
  Figure days;  ///< all that one of the two makes a remote or undetermined day
  Figure changed;
  VerdictFigures before;
  VerdictFigures after;
  Figure known_otherwise;  ///< something came later than what is stored
};

struct UnitFigures {
  std::vector<std::string> units;  ///< codes; several are shown as one
  std::vector<bool> own;           ///< for each: without the units below it
  DayFigures figures;
};

struct ResultFigures {
  Figure pass;
  Figure fail;
  Figure unknown;
};

struct RequirementFigures {
  std::string id;
  ResultFigures before;
  ResultFigures after;
};

struct SimulationFigures {
  DayFigures whole;
  std::vector<UnitFigures> units;
  std::vector<RequirementFigures> requirements;
};

[[nodiscard]] SimulationFigures count(const Simulation& simulation,
                                      const agreements::Snapshot& snapshot);

/// Whether the policy makes another day of it: another verdict, kind or result.
[[nodiscard]] bool is_changed(const SimulatedDay& day);

}  // namespace distanskoll::server::policies
