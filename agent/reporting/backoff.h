// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How long the uplink waits after failures in a row: doubling from 1 s to 5 min, and a random half
// of it, so that laptops which lost the collector together do not come back together. Pure.

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace distanskoll::agent {

inline constexpr std::chrono::milliseconds kBackoffLeast{1'000};
inline constexpr std::chrono::milliseconds kBackoffMost{300'000};

/// `failures` from 1; `jitter` in [0, 1).
[[nodiscard]] constexpr std::chrono::milliseconds backoff(unsigned failures, double jitter) {
  const unsigned doublings = std::min(failures > 0 ? failures - 1 : 0U, 16U);
  const auto whole =
      std::min(kBackoffMost, std::chrono::milliseconds(kBackoffLeast.count() << doublings));
  const double part = 0.5 + 0.5 * std::clamp(jitter, 0.0, 1.0);
  return std::chrono::milliseconds(
      static_cast<std::int64_t>(static_cast<double>(whole.count()) * part));
}

}  // namespace distanskoll::agent
