// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Writes what the collector answers to POST /v1/reports (server/admission/README.md has the form):
// one JSON object without spaces, members in one order. Heartbeats have a receipt without leaf and
// salt. Pure, thread-safe.

#include "server/admission/admission.h"
#include "server/admission/line.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::admission {

struct Settings {
  std::int64_t heartbeat_seconds = 300;
  std::string policy_sha256_hex;
  std::uint64_t epoch = 1;
  std::uint64_t highest_seq = 0;             ///< newest number of the device's series
  std::optional<std::uint64_t> resend_from;  ///< reports from here on are missing
};

/// `checkpoint` is the signed note, or empty; `posture` a JSON value, or empty.
[[nodiscard]] std::string write_answer(const std::vector<Line>& lines,
                                       const std::string& checkpoint, const std::string& posture,
                                       const Settings& settings);

/// {"presence":…,"overall":…,"lines":[…]}.
[[nodiscard]] std::string write_posture(const compliance::Posture& posture);

/// Every line put off: 503, with Retry-After.
[[nodiscard]] Answer put_off_all(std::string_view body, std::chrono::seconds wait);

}  // namespace distanskoll::server::admission
