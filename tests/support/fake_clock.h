// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A clock that stands still until the test moves it. Starts at 2026-03-02T07:00:00Z (a Monday,
// 08:00 in Stockholm) and one hour after boot. advance() is time passing: both clocks move;
// set_wall() is somebody setting the clock: boot time does not notice. Thread-safe like every
// Clock.

#include "shared/clock.h"

#include <atomic>

namespace distanskoll {

class FakeClock final : public Clock {
 public:
  FakeClock() = default;
  explicit FakeClock(WallTime wall) : wall_(wall) {}

  [[nodiscard]] WallTime wall() const override { return wall_.load(); }
  [[nodiscard]] BootTime boot() const override { return boot_.load(); }

  void advance(std::chrono::seconds by) {
    wall_ = wall_.load() + by;
    boot_ = boot_.load() + by;
  }
  void set_wall(WallTime wall) { wall_ = wall; }
  void set_boot(BootTime boot) { boot_ = boot; }

 private:
  std::atomic<WallTime> wall_{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                              std::chrono::hours{7}};
  std::atomic<BootTime> boot_{std::chrono::hours{1}};
};

}  // namespace distanskoll
