// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a run measured, and its one line of JSON on standard output. Latencies are from the moment
// that something was *due* until its answer was there, so that a collector that stalls cannot hide
// behind a client that waits with it. Plain values, thread-compatible.

#include "shared/clock.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::fleet {

using TimePoint = std::chrono::steady_clock::time_point;

/// Microseconds, all of them kept.
class Latencies {
 public:
  void add(std::chrono::nanoseconds taken);
  [[nodiscard]] std::size_t count() const { return values_.size(); }
  /// {"count":…,"p50":…,"p90":…,"p99":…,"max":…}
  [[nodiscard]] std::string json() const;

 private:
  std::vector<std::uint32_t> values_;
};

/// What a process has used so far; nothing when there is none with that number.
struct ProcessUse {
  double cpu_seconds = 0;
  std::uint64_t rss_kib = 0;
};
[[nodiscard]] std::optional<ProcessUse> use_of(int pid);

/// What history was told.
struct Simulated {
  WallTime from{};
  WallTime to{};
  std::uint64_t steps = 0;        ///< moments to which the collector's clock was moved
  std::uint64_t laptop_days = 0;  ///< days on which a laptop said something, summed up
};

struct Figures {
  double seconds = 0;  ///< the measured window
  std::uint64_t reports_sent = 0;
  std::uint64_t receipts = 0;
  std::uint64_t heartbeats_sent = 0;
  std::uint64_t heartbeats_answered = 0;
  std::uint64_t retries = 0;                      ///< lines that the collector wanted later
  std::map<std::string, std::uint64_t> refused;   ///< by code
  std::map<std::string, std::uint64_t> statuses;  ///< HTTP answers other than 200 and 204
  std::map<std::string, std::uint64_t> losses;    ///< connections that ended unasked, by reason
  std::uint64_t full_handshakes = 0;
  std::uint64_t resumed_handshakes = 0;
  std::uint64_t window_receipts = 0;  ///< of `receipts`, those within `seconds`
  std::uint64_t window_heartbeats = 0;
  std::uint64_t sent_again = 0;  ///< acknowledged once, asked for again after a restore
  std::uint64_t unsent = 0;      ///< reports that still wait at the end
  std::uint64_t renewals = 0;    ///< of certificates
  std::optional<Simulated> simulated;
  // Checked against what the journal promises:
  std::uint64_t confirmed = 0;  ///< answered with the same receipt
  std::uint64_t moved = 0;      ///< stored, under another leaf
  std::uint64_t missing = 0;    ///< refused or never answered
  Latencies report_latency;
  Latencies heartbeat_latency;
  double own_cpu_seconds = 0;
  std::optional<ProcessUse> watched_before;
  std::optional<ProcessUse> watched_after;

  [[nodiscard]] std::uint64_t losses_total() const;
  [[nodiscard]] std::string json(std::string_view mode, std::size_t laptops) const;
};

}  // namespace distanskoll::fleet
