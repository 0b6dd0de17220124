// SPDX-License-Identifier: EUPL-1.2
#pragma once
// All people of one system become another's: a municipality that began with files goes on with its
// directory (SCIM), which sees the people of its own system and no others. Nothing of a person is
// changed but the master; each is a new version with the reason. The plan is pure; hand_over()
// writes all of it in one commit or nothing.

#include "server/agreements/registry.h"
#include "shared/clock.h"

#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements::intake {

/// Why a person cannot be handed over: the new system would not find them and make them anew.
enum class Hindrance {
  kNoNumber,  ///< no employee number
  kNoLogin,   ///< works here, and nobody signs in as them today
};
[[nodiscard]] std::string_view to_string(Hindrance hindrance);  ///< "no_number" …

struct HandOverPlan {
  std::vector<std::string> people;  ///< ids, ascending
  std::vector<std::pair<std::string, Hindrance>> hindered;
};
[[nodiscard]] HandOverPlan plan_hand_over(const Snapshot& snapshot, LocalDay today,
                                          std::string_view from);

struct HandOverWish {
  std::string from = "csv";
  std::string to;
  bool apply = false;
  std::string by;
};
struct HandOverDone {
  HandOverPlan plan;
  bool written = false;
};
/// kInvalidArgument for a name that no system has, the same one twice, or "here": what is kept here
/// is taken over by the first file or user that brings its number. Written only when asked to, when
/// nobody is hindered and there is somebody. kConflict: a person changed meanwhile; ask again.
[[nodiscard]] Result<HandOverDone> hand_over(ledger::Sequencer& sequencer, Registry& registry,
                                             const Clock& clock, const HandOverWish& wish);

}  // namespace distanskoll::server::agreements::intake
