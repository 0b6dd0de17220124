// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Findings (evaluation.md "Posture and findings"): something that is wrong with a device, since
// when, and whether it still is. At most one open finding per device, kind and requirement. Beside
// them the seconds that a failing requirement has counted towards its tolerance. Written by the
// sequencer's thread, read by the API. A finding names a computer, never a person.

#include "server/store/database.h"
#include "shared/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

/// Names are persisted ("requirement_failed", "cloned_key", …): never rename.
enum class FindingKind {
  kRequirementFailed,  ///< a measured requirement has failed for longer than its tolerance
  kSilent,
  kClonedKey,    ///< a number used twice with other content
  kBrokenChain,  ///< `prev` names something else, and no `gap` explains it
  kBadHeartbeat,
  kClockSkew,
  kUnexpectedUser,
  kFlooding,
  kForkedLog,         ///< the device holds a checkpoint that does not fit the tree
  kOldKeySpeaks,      ///< a superseded key, or a device that has a successor
  kUnexpectedDevice,  ///< a computer that is marked as lost or retired speaks
};
[[nodiscard]] std::string_view to_string(FindingKind kind);
[[nodiscard]] Result<FindingKind> parse_finding_kind(std::string_view text);
/// "high", "medium" or "low"; kRequirementFailed has its requirement's instead.
[[nodiscard]] std::string_view severity_of(FindingKind kind);

struct Finding {
  std::int64_t id = 0;
  std::string device;
  FindingKind kind = FindingKind::kRequirementFailed;
  std::optional<std::string> requirement;
  std::string severity;
  WallTime first_failed_at{};
  WallTime opened_at{};
  std::optional<WallTime> closed_at;
  std::string detail;
};

/// True when it was not open before; an open one is left as it is.
[[nodiscard]] Result<bool> open_finding(Writer& writer, const Finding& finding);
/// True when there was one to close.
[[nodiscard]] Result<bool> close_finding(Writer& writer, const std::string& device,
                                         FindingKind kind,
                                         const std::optional<std::string>& requirement,
                                         WallTime closed_at);
/// Newest first, ids below `before` (0: from the newest).
[[nodiscard]] Result<std::vector<Finding>> list_findings(Connection& connection, bool open_only,
                                                         std::int64_t before, std::size_t most);
[[nodiscard]] Result<std::vector<Finding>> open_findings_of(Connection& connection,
                                                            const std::string& device);
[[nodiscard]] Result<std::uint64_t> count_open_findings(Connection& connection);
/// For rebuild: findings of these kinds are made again from the entries.
[[nodiscard]] Result<void> delete_findings(Writer& writer, FindingKind kind);

/// A requirement that fails now or has failed without having passed since.
struct Failing {
  std::string device;
  std::string requirement;
  WallTime since{};                ///< `at` of the first failing report
  std::chrono::seconds counted{};  ///< failing time of reports that have ended
  bool counting = false;           ///< the newest report fails it (else it is unknown there)
  bool operator==(const Failing&) const = default;
};
[[nodiscard]] Result<void> put_failing(Writer& writer, const Failing& failing);
[[nodiscard]] Result<void> delete_failing(Writer& writer, const std::string& device,
                                          const std::string& requirement);
[[nodiscard]] Result<std::vector<Failing>> failing_of(Connection& connection,
                                                      const std::string& device);
/// Those without an open finding, ordered by (device, requirement) from after that place on.
[[nodiscard]] Result<std::vector<Failing>> failing_unreported(Connection& connection,
                                                              const std::string& after_device,
                                                              const std::string& after_requirement,
                                                              std::size_t most);
[[nodiscard]] Result<std::vector<std::string>> devices_failing(Connection& connection);
[[nodiscard]] Result<void> clear_failing(Writer& writer);

}  // namespace distanskoll::server::store
