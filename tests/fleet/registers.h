// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the sample municipality's registers say, and since when: directory, agreements, assessments,
// trainings, waivers, marks, outages, holidays, inventory and accounts of the people whose laptops
// are simulated. Most of it is as it should be; some of it is not, and that is what lists and
// reminders must find: an application refused, a signature missing, an end within 60 days,
// equipment that has not come back, assessments that are overdue, somebody without an agreement.
//
// Dates are counted from the day on which the history ends, so that a history that goes on where it
// stopped tells the same. A record is told on the day on which it became known: an agreement has
// one version before it is signed and another one afterwards. Pure.

#include "server/agreements/records/record.h"
#include "tests/fleet/municipality.h"

#include <optional>
#include <vector>

namespace distanskoll::fleet {

using server::agreements::AnyRecord;
using server::agreements::LocalDay;

/// A version of a record and the day from which it is known.
struct Known {
  LocalDay on{};
  AnyRecord record;
};

struct Sample {
  std::uint64_t seed = 1;
  std::vector<MunicipalUnit> units;
  std::vector<Colleague> people;
  std::uint32_t laptops = 0;  ///< the first so many are enrolled; the others have no agent
  LocalDay end{};             ///< on which the history ends
};

/// In order of days, versions of a record in their order.
[[nodiscard]] std::vector<Known> registers_of(const Sample& sample);

/// Its parts. `before` is long before any history.
inline constexpr std::chrono::days kHistoryAtMost{400};
void add_directory(const Sample& sample, std::vector<Known>& all);
void add_agreements(const Sample& sample, std::vector<Known>& all);
void add_declared(const Sample& sample, std::vector<Known>& all);
/// Swedish public holidays of the year `number` and the eves on which offices are closed.
[[nodiscard]] std::vector<LocalDay> closed_days(int number);

/// Whose agreement it is, from number and seed: what is told about it.
enum class Story {
  kValid,
  kExpiresSoon,
  kRefused,
  kManagerHasNotSigned,
  kEndedEarly,
  kAssessmentOverdue,
  kFollowUpOverdue,
  kBeganThisYear,
  kNotTrained,
  kNone,  ///< works elsewhere without one
};
[[nodiscard]] Story story_of(const Sample& sample, const Colleague& one);

}  // namespace distanskoll::fleet
