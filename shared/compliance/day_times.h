// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Segments become an employee's days (evaluation.md "The day"): how many seconds were remote, how
// many undetermined, and what each measured requirement said meanwhile. Observations enter as
// Facts, judged once for each set of observations and not once for each segment. Pure.
//
// Seconds live here and in the reports they come from, nowhere else: what is stored of a day is its
// verdict (evidence.md "Day entries").

#include "shared/compliance/agreement.h"
#include "shared/compliance/directory.h"
#include "shared/compliance/posture.h"
#include "shared/compliance/timeline.h"
#include "shared/policy/policy.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace distanskoll::compliance {

enum class Place {
  kRemote,
  kUndetermined,  ///< the location is unobservable or absent
  kNobodys,       ///< office, offline, or no session that is known to be present
};

/// What one set of observations means under a policy, whoever the person is.
struct Facts {
  Place place = Place::kNobodys;
  std::vector<RequirementResult> results;  ///< of the measured requirements, in the policy's order
  bool operator==(const Facts&) const = default;
};
[[nodiscard]] Facts facts_of(const policy::Policy& policy,
                             const report::Observations& observations);

struct RequirementSeconds {
  std::int64_t pass = 0;
  std::int64_t fail = 0;
  std::int64_t unknown = 0;
  std::int64_t notapplicable = 0;
};

struct NumberRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

struct DayTimes {
  std::int64_t remote_seconds = 0;
  std::int64_t undetermined_seconds = 0;
  std::vector<RequirementSeconds> requirements;  ///< over remote time, in the policy's order
  std::map<std::string, NumberRange> reports;    ///< by device
};

/// Collects the days of all employees. Device after device is added; nothing of them is kept but
/// the sums. Policy, directory and outages must outlive it. Thread-compatible.
class DayBook {
 public:
  DayBook(const policy::Policy& policy, const Directory& directory,
          const std::vector<Outage>& outages);

  /// `employee` is an index into the directory's employees.
  void add(std::uint32_t employee, const std::string& device, const Segment& segment,
           const Facts& facts);

  [[nodiscard]] const std::map<LocalDay, DayTimes>& days_of(std::uint32_t employee) const {
    return people_[employee].days;
  }

 private:
  struct Person {
    bool known = false;  ///< whether the next two are filled in
    std::vector<bool> in_scope;
    std::vector<const Outage*> outages;
    std::map<LocalDay, DayTimes> days;
  };
  Person& person(std::uint32_t employee);
  void add_piece(const Person& person, DayTimes& day, WallTime from, WallTime to,
                 const Facts& facts) const;

  const policy::Policy& policy_;
  const Directory& directory_;
  const std::vector<Outage>& outages_;
  std::vector<Person> people_;
};

}  // namespace distanskoll::compliance
