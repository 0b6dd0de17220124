// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/disk.h"

#include "shared/limits.h"

#include <sys/statvfs.h>

namespace distanskoll::server::admission {

int Disk::percent_used() const {
  struct statvfs disk = {};
  if (::statvfs(directory_.c_str(), &disk) != 0) return 0;
  // As df counts: blocks reserved for the administrator are nobody's.
  const auto used = disk.f_blocks - disk.f_bfree;
  const auto usable = used + disk.f_bavail;
  return usable == 0 ? 0 : static_cast<int>((used * 100 + usable - 1) / usable);
}

bool Disk::takes_enrolments() const { return percent_used() < limits::kDiskPercentNoEnrolment; }

bool Disk::takes_reports() const { return percent_used() < limits::kDiskPercentNoReports; }

}  // namespace distanskoll::server::admission
