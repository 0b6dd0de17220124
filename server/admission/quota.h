// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What one device may send (architecture.md "Contracts"): a bucket of limits::kQuotaEntries reports
// refilled at limits::kQuotaEntriesPerHour, and limits::kQuotaBytesPerDay bytes refilled evenly
// over a day. Pure; boot time is an argument. A value of 24 bytes, kept per device.

#include "shared/clock.h"

#include <cstddef>

namespace distanskoll::server::admission {

class Quota {
 public:
  /// Takes `bytes` from the day's share; false, and nothing is taken, when they are not there.
  [[nodiscard]] bool take_bytes(std::size_t bytes, BootTime now);
  /// Takes one report.
  [[nodiscard]] bool take_entry(BootTime now);
  /// Until one more report, or this many bytes, would be taken.
  [[nodiscard]] std::chrono::seconds until_entry() const;
  [[nodiscard]] std::chrono::seconds until_bytes(std::size_t bytes) const;
  /// Both buckets are at least half full: whoever was flooding has stopped.
  [[nodiscard]] bool calm(BootTime now);

 private:
  void refill(BootTime now);
  float entries_used_ = 0;
  float bytes_used_ = 0;
  BootTime last_{};
};

}  // namespace distanskoll::server::admission
