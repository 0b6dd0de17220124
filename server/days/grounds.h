// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a verdict rests on beside reports, taken from the registers as they are now and turned into
// the plain values of shared/compliance: units, agreements with what belongs to them, waivers,
// marks (also those of rules), outages, holidays, and the policy that was in force on the day. Made
// for one pass; thread-compatible after that.

#include "server/agreements/registry.h"
#include "server/store/policies.h"
#include "shared/compliance/verdict.h"
#include "shared/policy/catalogue.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::days {

using compliance::LocalDay;

/// Policies by the day from which they hold. The one of a day is the one that was in force when the
/// day began; before the first, the last that came on that very day: a collector's first policy is
/// replaced at once only while no day is judged.
class PolicyHistory {
 public:
  [[nodiscard]] static Result<PolicyHistory> load(store::Connection& connection);
  /// Null: none was in force.
  [[nodiscard]] const policy::Policy* on(LocalDay day) const;

 private:
  struct Period {
    WallTime from{};
    policy::Policy policy;
  };
  std::vector<Period> periods_;  ///< oldest first
};

/// An employee as the rules see them on one day.
struct PersonOnDay {
  compliance::Employee employee;
  compliance::Directory directory;  ///< the employee and all units
  compliance::Register agreed;
  std::vector<std::string> marks;  ///< words of what covers the day, sorted
};

/// Everybody employed on a day, and all that was agreed.
struct EverybodyOnDay {
  compliance::Directory directory;
  compliance::Register agreed;
};

class DayGrounds {
 public:
  /// The snapshot must outlive it. `holidays` counts while the register has no calendar.
  DayGrounds(const agreements::Snapshot& snapshot, policy::Holidays holidays);

  [[nodiscard]] Result<PersonOnDay> person_on(const agreements::Employee& employee,
                                              LocalDay day) const;
  [[nodiscard]] Result<EverybodyOnDay> everybody_on(LocalDay day) const;
  [[nodiscard]] const std::vector<compliance::Unit>& units() const { return units_; }
  [[nodiscard]] const std::vector<compliance::Outage>& outages() const { return outages_; }
  [[nodiscard]] const policy::Holidays& holidays() const { return holidays_; }
  [[nodiscard]] const agreements::Snapshot& snapshot() const { return snapshot_; }

 private:
  const agreements::Snapshot& snapshot_;
  policy::Holidays holidays_;
  std::vector<compliance::Unit> units_;
  std::vector<compliance::Waiver> waivers_;
  std::vector<compliance::Outage> outages_;
};

/// The unit of somebody who has no employment on a day and never had one before it.
inline constexpr std::string_view kNoUnit = "-";

}  // namespace distanskoll::server::days
