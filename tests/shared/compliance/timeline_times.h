// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The times of the tests of timelines: a moment by its seconds since 1970, and for how long a
// report holds. Included by these tests only.

#include "shared/clock.h"

#include <chrono>
#include <cstdint>

namespace distanskoll::compliance {

inline constexpr std::chrono::seconds kHold{600};

inline WallTime at(std::int64_t second) { return WallTime(std::chrono::seconds{second}); }

}  // namespace distanskoll::compliance
