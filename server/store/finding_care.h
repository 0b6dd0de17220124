// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What IT security does about a finding: who takes care of it, and notes. Lines are appended and
// never changed; each names device, kind and requirement and belongs to the finding that was open
// at its time, whatever number that has after a rebuild. Written by the sequencer's thread, read by
// the API. Errors as guarded() gives them.

#include "server/store/findings.h"

#include <map>

namespace distanskoll::server::store {

enum class CareAct { kAssigned, kReleased, kNoted };
[[nodiscard]] std::string_view to_string(CareAct act);  ///< persisted: never rename

struct CareLine {
  WallTime at{};
  std::string by;  ///< as Caller::by()
  CareAct act = CareAct::kNoted;
  std::optional<std::string> account;  ///< of kAssigned: whose it is
  std::optional<std::string> note;
};
[[nodiscard]] Result<void> append_care(Writer& writer, const Finding& finding,
                                       const CareLine& line);
/// Oldest first.
[[nodiscard]] Result<std::vector<CareLine>> care_of(Connection& connection, const Finding& finding);

struct CareSummary {
  std::optional<std::string> account;  ///< who takes care of it now
  std::uint64_t notes = 0;
};
/// Of open findings, by their number; none is there of which nobody has said anything.
[[nodiscard]] Result<std::map<std::int64_t, CareSummary>> care_of_open(Connection& connection);

/// kNotFound.
[[nodiscard]] Result<Finding> find_finding(Connection& connection, std::int64_t id);
/// All of a device, the newest first.
[[nodiscard]] Result<std::vector<Finding>> findings_of(Connection& connection,
                                                       const std::string& device, std::size_t most);
/// What was written about findings that closed before `before` goes. How many lines.
[[nodiscard]] Result<std::size_t> erase_care(Writer& writer, WallTime before, std::size_t most);

}  // namespace distanskoll::server::store
