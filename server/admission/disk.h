// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How full the disk under the data directory is. At limits::kDiskPercentNoEnrolment enrolment
// stops, at limits::kDiskPercentNoReports reports are put off; erasing and reading go on. Asked
// anew each time (about a microsecond), so that nobody is told of a disk as it was. Thread-safe.

#include <filesystem>

namespace distanskoll::server::admission {

class Disk {
 public:
  explicit Disk(std::filesystem::path directory) : directory_(std::move(directory)) {}
  /// 0 to 100, of what the collector's user may use. 0 when it cannot be asked: the writer then
  /// finds out by itself.
  [[nodiscard]] int percent_used() const;
  [[nodiscard]] bool takes_enrolments() const;
  [[nodiscard]] bool takes_reports() const;

 private:
  std::filesystem::path directory_;
};

}  // namespace distanskoll::server::admission
