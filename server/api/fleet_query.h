// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a list of computers was asked for, and what follows: which match, in what order, how many
// there are of each kind. Pure; the rows are fleet.h's.

#include "server/api/fleet.h"
#include "server/api/paging.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::api {

/// Of computers alone, and none by time.
enum class FleetSort { kId, kName, kUnit, kState, kFindings };

/// A requirement of the policy, and what it has to have come to.
struct RequirementWish {
  std::size_t index = 0;  ///< among the policy's requirements
  compliance::RequirementResult result = compliance::RequirementResult::kFail;
};

struct FleetQuery {
  std::optional<std::string> unit;
  std::optional<std::string> presence;  ///< "current" … "never"
  std::optional<std::string> overall;
  std::optional<std::string> lifecycle;
  std::optional<FleetState> state;
  std::optional<RequirementWish> requirement;
  std::string search;  ///< in host name, or the id's beginning
  FleetSort sort = FleetSort::kId;
  bool reverse = false;
  bool csv = false;

  /// Something of it tells the state of a computer, which a reader of names may not see.
  [[nodiscard]] bool asks_for_state() const;
};

inline constexpr std::array<std::string_view, 11> kFleetFilters = {
    "unit",   "presence", "overall", "lifecycle", "state", "requirement",
    "result", "search",   "sort",    "reverse",   "format"};

/// kMalformed names the parameter: a misspelt filter must not show everything.
[[nodiscard]] Result<FleetQuery> read_fleet_query(const Page& page, const policy::Policy* policy);

[[nodiscard]] std::string_view presence_word(const FleetDevice& device);

/// Everything but the state, so that states can be counted beside each other.
[[nodiscard]] bool matches_beside_state(const FleetQuery& query, const FleetDevice& device);

struct FleetCounts {
  std::size_t total = 0;                                     ///< what matches everything
  std::array<std::size_t, std::size(kAllFleetStates)> of{};  ///< what matches all but the state
  std::vector<std::size_t> failing;                          ///< per requirement, of `total`
  std::vector<std::size_t> undecided;
};
/// Of devices that match beside their state.
[[nodiscard]] FleetCounts count_fleet(const FleetQuery& query,
                                      const std::vector<const FleetDevice*>& devices,
                                      std::size_t requirements);

/// A place in the order: of a row, or where a page ended.
struct FleetPlace {
  std::string key;
  std::string id;
};
[[nodiscard]] FleetPlace place_of(const FleetQuery& query, const FleetDevice& device);
[[nodiscard]] bool comes_before(const FleetQuery& query, const FleetPlace& a, const FleetPlace& b);

}  // namespace distanskoll::server::api
