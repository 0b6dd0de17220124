// SPDX-License-Identifier: EUPL-1.2
#include "shared/clock.h"

#include <ctime>

namespace distanskoll {

BootTime SystemClock::boot() const {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

}  // namespace distanskoll
