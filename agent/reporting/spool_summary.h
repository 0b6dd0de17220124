// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The spool in numbers, for `diagnose`: how much waits since when, what was refused and why. It
// opens the file of an agent that does not run and says what is there; unlike Spool (spool.h) it
// makes nothing and sets nothing aside; SQLite may fold the WAL in, as at each start. No contents
// of reports but the time of the oldest one leave it.

#include "shared/clock.h"
#include "shared/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace distanskoll::agent {

struct SpoolSummary {
  std::uint64_t waiting = 0;
  std::uint64_t acknowledged = 0;
  std::uint64_t refused = 0;
  std::map<std::string, std::uint64_t> refused_by_code;
  std::uint64_t gaps = 0;          ///< ranges of numbers not yet said to be lost
  std::uint64_t report_bytes = 0;  ///< of the waiting and kept reports
  std::optional<WallTime> oldest;  ///< when the oldest waiting report was made
};

/// kNotFound: no report was ever stored; kCorrupt; kUnsupported: of a later version;
/// kPermissionDenied, kUnavailable (the running agent has it open), kIo.
[[nodiscard]] Result<SpoolSummary> summarize_spool(const std::filesystem::path& file);

}  // namespace distanskoll::agent
