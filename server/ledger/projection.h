// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What follows from one more report of a device: its newest state, the failing time of each
// measured requirement, and the findings that open and close (evaluation.md "Posture and
// findings"). The same code runs when a report is admitted and when rebuild reads it from the
// ledger again, which is what makes state a projection of the ledger. Runs inside the writer's
// transaction on its thread.

#include "server/store/device_days.h"
#include "server/store/device_state.h"
#include "server/store/findings.h"
#include "shared/compliance/posture.h"
#include "shared/policy/policy.h"
#include "shared/report/report.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::ledger {

/// A set of finding kinds in two bytes: one of these is kept per device.
class FindingSet {
 public:
  [[nodiscard]] bool has(store::FindingKind kind) const { return (bits_ & bit(kind)) != 0; }
  void add(store::FindingKind kind) { bits_ = static_cast<std::uint16_t>(bits_ | bit(kind)); }
  void remove(store::FindingKind kind) { bits_ = static_cast<std::uint16_t>(bits_ & ~bit(kind)); }

 private:
  static std::uint16_t bit(store::FindingKind kind) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
  }
  std::uint16_t bits_ = 0;
};

/// A user's pseudonym (shared/report/pseudonym.h) without an allocation of its own.
using KeptUser = std::array<char, 22>;
/// Nothing when `text` is no pseudonym.
[[nodiscard]] std::optional<KeptUser> keep_user(const std::optional<std::string>& text);

/// Of the newest report what the next line is judged by: one of these is kept per device, so it
/// holds no text. The rest is in device_state.
struct Newest {
  std::uint64_t seq = 0;
  Digest hash{};  ///< of its compact JWS
  WallTime at{};  ///< as DeviceState::at
  std::optional<KeptUser> expected_user;
  bool stopped = false;  ///< the computer said that it was being switched off

  [[nodiscard]] store::ReportBefore before() const { return {seq, at}; }
};
[[nodiscard]] Newest newest_of(const store::DeviceState& state);

/// What is known of a device before the report.
struct Known {
  std::optional<Newest> state;
  WallTime newest_evidence{};  ///< `at` of the newest report or heartbeat of the running run
  FindingSet open;             ///< findings that are open, kRequirementFailed excepted
  bool failing = false;        ///< there are rows of failing requirements
  bool shared = false;         ///< the computer is marked as shared: anybody may use it
};

/// One report as it went into the ledger.
struct Admitted {
  const std::string& device;
  const report::Report& report;
  std::uint64_t leaf = 0;  ///< id
  Digest hash{};           ///< of its compact JWS
  WallTime received_at{};
  /// One per requirement of the policy, in its order, on the report's observations.
  const std::vector<compliance::RequirementResult>& results;
};

/// Judges every requirement; scope and tolerance aside.
[[nodiscard]] std::vector<compliance::RequirementResult> judge_all(
    const policy::Policy& policy, const report::Observations& observations);

/// Writes the new state and findings; `known` becomes what is known after the report. True when a
/// finding opened or closed.
[[nodiscard]] Result<bool> project_report(store::Writer& writer, const policy::Policy& policy,
                                          const Admitted& admitted, Known& known);

/// Opens or closes a finding that is not about a requirement, only when that changes something.
/// True when it did.
[[nodiscard]] Result<bool> set_finding(store::Writer& writer, const std::string& device,
                                       FindingSet& open, store::FindingKind kind, bool on,
                                       WallTime since, WallTime now, const std::string& detail);

/// Failing time of a requirement up to `now`, when the newest report began at `at` and is vouched
/// for until `newest_evidence`.
[[nodiscard]] std::chrono::seconds failing_time(const store::Failing& failing, WallTime at,
                                                WallTime newest_evidence, std::chrono::seconds hold,
                                                WallTime now);
[[nodiscard]] bool over_tolerance(const policy::Requirement& requirement,
                                  std::chrono::seconds failing);
[[nodiscard]] store::Finding requirement_finding(const policy::Requirement& requirement,
                                                 const store::Failing& failing, WallTime now);

}  // namespace distanskoll::server::ledger
