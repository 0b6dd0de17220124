// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the collector answers to POST /v1/reports (architecture.md "Contracts"), read from JSON into
// closed values. Strict about every member it uses, deaf to others, so that a collector one version
// ahead is understood. `settings` can only ever be numbers within compiled bounds and ids: what is
// outside is dropped and named in `ignored`, never obeyed. Pure; fuzzed (agent_answer).

#include "agent/reporting/spool.h"
#include "shared/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

struct CollectorSettings {
  std::optional<std::chrono::seconds> heartbeat;
  std::optional<std::string> policy_sha256;  ///< 64 lower-case hexadecimal digits
  std::optional<std::vector<std::int64_t>> report_versions;
  std::optional<std::uint64_t> epoch;
  std::optional<std::uint64_t> resend_from;  ///< it lacks our numbers from here on
};

struct CollectorAnswer {
  Settlement settlement;
  std::vector<std::uint64_t> retry;     ///< numbers to keep and send again
  std::chrono::seconds retry_after{0};  ///< the longest of them
  std::optional<std::string> posture;   ///< one JSON object, compact
  CollectorSettings settings;
  std::vector<std::string> ignored;  ///< settings outside their bounds
};

/// kMalformed says which member; kTooLarge.
[[nodiscard]] Result<CollectorAnswer> parse_answer(std::string_view text);

/// Size and root of a C2SP checkpoint note. Its signature is judged by judge_proof (log_keys.h).
[[nodiscard]] Result<report::Seen> seen_of_note(std::string_view note);

}  // namespace distanskoll::agent
