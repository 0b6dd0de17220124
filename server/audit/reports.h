// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The reports of `evaluate --unsigned` (evaluation.md "Shapes", reports.jsonl), read line by line:
// what stays in memory is 32 bytes per report, 24 per heartbeat, and each distinct set of
// observations once, as what it means under the policy. Lines may come in any order.
// Thread-compatible.

#include "shared/compliance/day_times.h"
#include "shared/compliance/directory.h"
#include "shared/compliance/timeline.h"
#include "shared/json_tree.h"
#include "shared/result.h"

#include <cstdint>
#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace distanskoll::server::audit {

/// The user of a report who is nobody in the directory.
inline constexpr std::uint32_t kNobody = UINT32_MAX;

struct DeviceLines {
  std::vector<compliance::TimelineReport> reports;  ///< user: index of an employee, or kNobody
  std::vector<compliance::TimelineHeartbeat> heartbeats;
};

class Reports {
 public:
  /// Both must outlive it.
  Reports(const policy::Policy& policy, const compliance::Directory& directory)
      : policy_(policy), directory_(directory) {}

  /// Reads to the end. kMalformed "FILE:LINE:COLUMN: …", kIo when the stream fails.
  [[nodiscard]] Result<void> read(std::istream& in, std::string_view file);

  [[nodiscard]] std::map<std::string, DeviceLines>& devices() { return devices_; }
  [[nodiscard]] const compliance::Facts& facts(std::uint32_t index) const { return facts_[index]; }

 private:
  void read_line();
  void read_report(JsonObject& in, DeviceLines& device);
  static void read_heartbeat(JsonObject& in, DeviceLines& device);
  [[nodiscard]] std::uint32_t facts_of(const JsonValue& observations);
  [[nodiscard]] Result<void> no_number_twice(std::istream& in, std::string_view file);

  const policy::Policy& policy_;
  const compliance::Directory& directory_;
  JsonTree tree_;
  std::string tokens_;
  std::map<std::string, DeviceLines> devices_;
  std::vector<compliance::Facts> facts_;
  std::unordered_map<std::string, std::uint32_t> known_facts_;  ///< by the observations' tokens
};

/// The observations of a report as evaluation.md lists them; anything else is noted at its value.
/// External probes must be declared in the policy, but for their `unobservable`.
[[nodiscard]] report::Observations read_observations(const JsonValue& value,
                                                     const policy::Policy& policy);

}  // namespace distanskoll::server::audit
