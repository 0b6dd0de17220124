// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How an installer of Windows tells the one that it replaces to keep what the agent has: a file
// that lies there while the old version is removed. Windows says the same by UPGRADINGPRODUCTCODE;
// Wine does not, and an identity that is lost in an upgrade costs an enrolment of every laptop.

#include "agent/reporting/default_paths.h"

#include <chrono>
#include <filesystem>
#include <system_error>

namespace distanskoll::agent {

[[nodiscard]] inline std::filesystem::path upgrade_marker() {
  return default_paths::config().parent_path() / "upgrading";
}

/// Whether one is under way; a marker that is left of an upgrade that failed counts for an hour.
[[nodiscard]] inline bool is_upgrading() {
  std::error_code code;
  const auto written = std::filesystem::last_write_time(upgrade_marker(), code);
  return !code && std::filesystem::file_time_type::clock::now() - written < std::chrono::hours(1);
}

}  // namespace distanskoll::agent
