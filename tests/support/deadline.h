// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Deadlines by the system's clock, for tests that really wait.

#include "shared/clock.h"

namespace distanskoll {

/// So long from now.
inline BootTime in(std::chrono::milliseconds wait) { return SystemClock().boot() + BootTime(wait); }

}  // namespace distanskoll
