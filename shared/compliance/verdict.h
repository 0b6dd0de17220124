// SPDX-License-Identifier: EUPL-1.2
#pragma once
// From the seconds of an employee's days to verdicts (evaluation.md "The day", "Agreement
// requirements", "Waivers", "Verdict"). Days of one employee are judged together, in order of date,
// because days per week and share look back. Pure, thread-safe.

#include "shared/compliance/agreement.h"
#include "shared/compliance/day_times.h"
#include "shared/compliance/directory.h"
#include "shared/policy/catalogue.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::compliance {

/// Words of XCCDF 1.2 (6.6.4.2) and `waived`, which is ours.
enum class DayResult { kPass, kFail, kUnknown, kNotApplicable, kWaived };
[[nodiscard]] std::string_view to_string(DayResult result);

enum class Verdict { kCompliant, kDeviation, kUndetermined };
[[nodiscard]] std::string_view to_string(Verdict verdict);

enum class DayKind { kRemote, kUndetermined };
[[nodiscard]] std::string_view to_string(DayKind kind);

struct JudgedRequirement {
  std::string id;
  DayResult result = DayResult::kUnknown;
  std::optional<RequirementSeconds> seconds;  ///< of a measured requirement
};

struct JudgedDay {
  LocalDay date{};
  DayKind kind = DayKind::kRemote;
  bool agreement_day = false;
  std::int64_t remote_seconds = 0;
  std::int64_t undetermined_seconds = 0;
  Verdict verdict = Verdict::kUndetermined;
  std::optional<std::string> agreement;         ///< id of the one valid on the date
  std::vector<JudgedRequirement> requirements;  ///< measured, then agreement, each as in the policy
  std::map<std::string, NumberRange> reports;   ///< by device

  /// The verdict's rule over the measured requirements, and over the others.
  [[nodiscard]] Verdict security_part() const;
  [[nodiscard]] Verdict agreement_part() const;
};

/// Everything that was agreed and declared, found by employee. Immutable after make().
class Register {
 public:
  Register(std::vector<Agreement> agreements, std::vector<Waiver> waivers,
           const std::vector<Mark>& marks);

  /// The one valid on the day: the latest valid_from, then the greatest id. Null: none.
  [[nodiscard]] const Agreement* agreement(std::string_view employee, LocalDay day) const;
  [[nodiscard]] bool is_marked(std::string_view employee, LocalDay day) const;
  [[nodiscard]] const std::vector<Waiver>& waivers() const { return waivers_; }

 private:
  std::map<std::string, std::vector<Agreement>, std::less<>> agreements_;
  std::vector<Waiver> waivers_;
  std::map<std::string, std::set<LocalDay>, std::less<>> marks_;
};

/// What judge_days reads besides the days; all of it must outlive the call.
struct Grounds {
  const policy::Policy& policy;
  const Directory& directory;
  const Register& agreed;
  const policy::Holidays& holidays;
};

/// Whether the waiver covers the requirement for the employee on the day, whatever the result is.
[[nodiscard]] bool waives(const Waiver& waiver, std::string_view requirement,
                          const Grounds& grounds, const Employee& employee, LocalDay day);

/// One day; nothing when it is neither remote nor undetermined. `agreement_days` are the employee's
/// before it, ascending; the day is added when it is one itself.
[[nodiscard]] std::optional<JudgedDay> judge_day(const Grounds& grounds, const Employee& employee,
                                                 LocalDay date, const DayTimes& times,
                                                 std::vector<LocalDay>& agreement_days);

/// The remote and undetermined days among them, in order of date.
[[nodiscard]] std::vector<JudgedDay> judge_days(const Grounds& grounds, const Employee& employee,
                                                const std::map<LocalDay, DayTimes>& days);

}  // namespace distanskoll::compliance
