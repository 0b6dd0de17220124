// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The one JSON form of reports and heartbeats (grammar and golden bytes: shared/README.md). encode
// writes it; decode accepts a byte string exactly when encoding what it read gives the same bytes
// back, so white space, another order of members, duplicate names, floats and escapes that were not
// needed are all kMalformed. What is encoded must have passed check() of schema.h: the writer
// escapes nothing that check() keeps out. Bounded by shared/limits.h. Pure, thread-safe.

#include "shared/report/report.h"
#include "shared/result.h"

#include <string>
#include <string_view>

namespace distanskoll::report {

[[nodiscard]] std::string encode(const Report& report);
[[nodiscard]] std::string encode(const Heartbeat& heartbeat);

[[nodiscard]] Result<Report> decode_report(std::string_view payload);
[[nodiscard]] Result<Heartbeat> decode_heartbeat(std::string_view payload);

/// The value of `observations` alone, same form: what `check --json` and the API print.
[[nodiscard]] std::string encode(const Observations& observations);
[[nodiscard]] Result<Observations> decode_observations(std::string_view json);

}  // namespace distanskoll::report
