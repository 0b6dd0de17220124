// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The reports of `evaluate --unsigned` (evaluation.md "Shapes", reports.jsonl), from lines in any
// order to everybody's days. As long as each device's lines come in order of number, as ledgers and
// spools have them, nothing is kept but the open report of each device: a year is read in one go.
// Of devices whose lines come otherwise the lines are kept, 32 bytes for a report and 24 for a
// heartbeat, and for that the file is read again, as often as is needed to keep to `most_kept`
// bytes at a time. Each distinct set of observations is judged once. Thread-compatible.

#include "server/audit/plain_line.h"
#include "shared/compliance/day_times.h"
#include "shared/compliance/directory.h"
#include "shared/compliance/ordered_timeline.h"
#include "shared/json_tree.h"
#include "shared/result.h"

#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace distanskoll::server::audit {

/// The user of a report who is nobody in the directory.
inline constexpr std::uint32_t kNobody = UINT32_MAX;

class Reports {
 public:
  /// Bytes of lines at a time; not a bound on what is read but on how often it is.
  static constexpr std::size_t kMostKept = std::size_t{384} * 1024 * 1024;

  /// All of them must outlive it.
  Reports(const policy::Policy& policy, const compliance::Directory& directory,
          const std::vector<compliance::Outage>& outages, std::size_t most_kept = kMostKept);

  /// Reads to the end, from where the stream stands; seeks back when lines are out of order.
  /// kMalformed "FILE:LINE:COLUMN: …", kIo when the stream fails.
  [[nodiscard]] Result<void> read(std::istream& in, std::string_view file);

  /// After read(): by index of employee.
  [[nodiscard]] const compliance::DayBook& book() const { return *book_; }

 private:
  struct Text {
    using is_transparent = void;  // NOLINT(readability-identifier-naming): the library's name
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  template <class T>
  using ByText = std::unordered_map<std::string, T, Text, std::equal_to<>>;

  struct Device {
    compliance::OrderedTimeline timeline;
    bool in_order = true;
    bool keeps = false;  ///< its lines are kept in this reading
    std::size_t report_count = 0;
    std::size_t heartbeat_count = 0;
    std::vector<compliance::TimelineReport> reports;  ///< user: index of an employee, or kNobody
    std::vector<compliance::TimelineHeartbeat> heartbeats;
    std::string user_text;  ///< the pseudonym spoken last, and whose it is
    std::uint32_t user = kNobody;
  };
  using Devices = ByText<Device>;

  [[nodiscard]] Result<void> read_lines(std::istream& in, std::string_view file);
  [[nodiscard]] bool take_plain(std::string_view line);
  [[nodiscard]] Result<void> take_any(std::string_view line);
  void read_tree();
  void read_report(JsonObject& in, Devices::value_type& speaks);
  void read_heartbeat(JsonObject& in, Devices::value_type& speaks);
  void take(Devices::value_type& speaks, const compliance::TimelineReport& report);
  void take(Devices::value_type& speaks, const compliance::TimelineHeartbeat& heartbeat);
  void close_ordered();
  void close_kept();
  /// Chooses who keeps lines in the next reading; false when everybody is done.
  [[nodiscard]] bool choose_keepers();
  void book(const std::string& device, const compliance::Segment& segment);
  [[nodiscard]] Devices::value_type& device(std::string_view name);
  [[nodiscard]] std::uint32_t user_of(Device& device, std::string_view pseudonym) const;
  [[nodiscard]] std::uint32_t facts_of(const JsonValue& observations);
  [[nodiscard]] std::uint32_t number_of(compliance::Facts facts);
  void remember(std::string_view observations, std::uint32_t facts);
  [[nodiscard]] Result<void> no_number_twice(std::istream& in, std::string_view file);

  const policy::Policy& policy_;
  const compliance::Directory& directory_;
  const std::vector<compliance::Outage>& outages_;
  std::size_t most_kept_;
  std::optional<compliance::DayBook> book_;
  JsonTree tree_;
  PlainScanner scanner_;
  Devices devices_;
  Devices::value_type* last_device_ = nullptr;
  bool first_reading_ = true;
  bool ordered_are_done_ = false;
  std::string tokens_;
  std::vector<compliance::Facts> facts_;  ///< each once
  ByText<std::uint32_t> known_facts_;     ///< by the observations' bytes or tokens
  std::size_t known_bytes_ = 0;
};

/// The observations of a report as evaluation.md lists them; anything else is noted at its value.
/// External probes must be declared in the policy, but for their `unobservable`.
[[nodiscard]] report::Observations read_observations(const JsonValue& value,
                                                     const policy::Policy& policy);

}  // namespace distanskoll::server::audit
