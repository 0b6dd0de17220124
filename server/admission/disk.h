// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How full the disk under the data directory is, asked at most once a second. At
// limits::kDiskPercentNoEnrolment enrolment stops, at limits::kDiskPercentNoReports reports are put
// off; erasing and reading go on. Thread-safe.

#include "shared/clock.h"

#include <atomic>
#include <filesystem>

namespace distanskoll::server::admission {

class Disk {
 public:
  Disk(std::filesystem::path directory, const Clock& clock)
      : directory_(std::move(directory)), clock_(clock) {}
  /// 0 to 100, of what the collector's user may use. 0 when it cannot be asked: the writer then
  /// finds out by itself.
  [[nodiscard]] int percent_used() const;
  [[nodiscard]] bool takes_enrolments() const;
  [[nodiscard]] bool takes_reports() const;

 private:
  std::filesystem::path directory_;
  const Clock& clock_;
  mutable std::atomic<BootTime> asked_{BootTime::min()};
  mutable std::atomic<int> percent_{0};
};

}  // namespace distanskoll::server::admission
