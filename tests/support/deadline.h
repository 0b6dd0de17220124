// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Deadlines by the system's clock, for tests that really wait: for a thread, a peer or a
// collector. What can be decided without waiting is tested with FakeClock.

#include "shared/clock.h"

namespace distanskoll {

/// So long from now.
inline BootTime in(std::chrono::milliseconds wait) { return SystemClock().boot() + BootTime(wait); }

}  // namespace distanskoll
