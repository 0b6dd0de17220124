// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is kept for how long, and what a hold keeps longer. Numbers come from the configuration,
// each with the decision to erase (gallringsbeslut) that it rests on, or none: then pages say that
// there is none. Pure, no clock, thread-safe.

#include "server/agreements/registry.h"
#include "shared/clock.h"
#include "shared/compliance/local_day.h"
#include "shared/result.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::retention {

using compliance::LocalDay;

enum class Kind {
  kReports,    ///< reports and heartbeats, and which days they speak for
  kDays,       ///< verdicts of days
  kPeople,     ///< records of people who have left
  kAccessLog,  ///< who read about whom
};
inline constexpr Kind kAllKinds[] = {Kind::kReports, Kind::kDays, Kind::kPeople, Kind::kAccessLog};
[[nodiscard]] std::string_view to_string(Kind kind);  ///< "reports" …

/// Gallringsbeslut.
struct ErasureDecision {
  std::string body;
  LocalDay date{};
  std::string dnr;
};

struct Rules {
  std::chrono::days reports{60};
  std::chrono::months days{25};
  std::chrono::months people{25};  ///< after the last employment's last day
  std::chrono::months access_log{25};
  std::map<Kind, ErasureDecision> decisions;
};

/// evidence.md "Standing sample": reports live at least until a month's sample can be drawn from
/// days that are final. kInvalidArgument says how many days it takes.
[[nodiscard]] Result<void> check(const Rules& rules, std::chrono::days final_after);

/// What is erased today: reports received, days of, people who left before these.
struct Cutoffs {
  WallTime reports{};
  LocalDay days{};
  LocalDay people{};
  LocalDay access_log{};
};
[[nodiscard]] Cutoffs cutoffs(const Rules& rules, LocalDay today);

/// What active holds keep. Made from a snapshot of the registers.
class Holds {
 public:
  Holds(const agreements::Snapshot& snapshot, LocalDay today);
  [[nodiscard]] bool any() const { return !active_.empty(); }
  [[nodiscard]] bool keeps_person(std::string_view employee, LocalDay day) const;
  /// `people` were on the device that day.
  [[nodiscard]] bool keeps_report(std::string_view device, const std::vector<std::string>& people,
                                  LocalDay day) const;
  /// Anything at all about the person, whatever the day.
  [[nodiscard]] bool keeps_all_of(std::string_view employee) const;

 private:
  std::vector<agreements::Hold> active_;
};

}  // namespace distanskoll::server::retention
