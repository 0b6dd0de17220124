// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The lines of one device that speak for one local day, read from the ledger's entries: the report
// that holds when the day begins, those of the day, and the first after it, which ends the last
// run; with the heartbeats that closed their runs, and the running one where there is no next
// report. Reads only; nothing is trusted that admission has not verified. Thread-compatible.

#include "server/store/device_days.h"
#include "shared/bytes.h"
#include "shared/compliance/timeline.h"
#include "shared/report/report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::days {

using compliance::LocalDay;

struct PlacedReport {
  std::uint64_t seq = 0;
  WallTime at{};  ///< corrected
  std::optional<std::string> user;
  bool off = false;
  report::Observations observations;
  Digest hash{};  ///< SHA-256 of its compact JWS
};

struct DeviceHistory {
  std::string device;
  LocalDay day{};
  std::vector<PlacedReport> reports;  ///< in order of number
  std::vector<compliance::TimelineHeartbeat> heartbeats;
  /// The newest number of the device when this was read: what the day is judged up to.
  std::uint64_t newest_seq = 0;
  /// The report that held when the day began is erased.
  bool partial = false;

  /// Segments of the reports; `facts` and `user` of each are the index of its report.
  [[nodiscard]] std::vector<compliance::Segment> segments(std::chrono::seconds hold) const;
};

/// kCorrupt when an entry cannot be read.
[[nodiscard]] Result<DeviceHistory> read_history(store::Connection& connection,
                                                 const store::DeviceDay& day);

}  // namespace distanskoll::server::days
