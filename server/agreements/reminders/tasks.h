// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What there is to do about agreements and days, and who answers for it: the one decision that
// mails (reminders.h) and the manager's page (server/api/to_do.cpp) share, so that they never
// differ. Pure, over plain values (gather.h makes them from the registers); overdue means exactly
// what evaluation means by it (shared/compliance/agreement_requirements.cpp). Cannot fail,
// thread-safe.

#include "shared/compliance/local_day.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements::reminders {

using compliance::LocalDay;

/// What there is to do, in the order in which it is shown: the most pressing first. Words are part
/// of keys: never renamed.
enum class TaskKind {
  kWithoutAgreement,  ///< work at another place that no agreement covers
  kShortfall,         ///< a measured requirement, or the agreement's extent, was not met
  kContestedDay,      ///< the employee says that a day is wrong; the manager answers
  kExpiresIn7,
  kExpiresIn30,
  kExpiresIn60,
  kManagerSignature,   ///< from two weeks before an agreement begins
  kEmployeeSignature,  ///< told to the employee too
  kRiskAssessment,
  kUnitRiskAssessment,
  kFollowUp,
  kTraining,
  kGuideline,
  kMarkedDay,  ///< to be looked at
};
inline constexpr TaskKind kAllTaskKinds[] = {
    TaskKind::kWithoutAgreement,   TaskKind::kShortfall,         TaskKind::kContestedDay,
    TaskKind::kExpiresIn7,         TaskKind::kExpiresIn30,       TaskKind::kExpiresIn60,
    TaskKind::kManagerSignature,   TaskKind::kEmployeeSignature, TaskKind::kRiskAssessment,
    TaskKind::kUnitRiskAssessment, TaskKind::kFollowUp,          TaskKind::kTraining,
    TaskKind::kGuideline,          TaskKind::kMarkedDay};
[[nodiscard]] std::string_view to_string(TaskKind kind);

/// One agreement that is neither refused nor ended early.
struct AgreementFacts {
  std::string id;
  std::string employee;
  LocalDay valid_from{};
  std::optional<LocalDay> valid_to;
  bool signed_by_employee = false;
  bool signed_by_manager = false;
  bool renewed = false;  ///< another one follows it
  std::vector<LocalDay> risk_assessments_on;
  std::vector<LocalDay> follow_ups_on;
};

/// A mark that nobody has looked at, or an objection that the manager has not answered.
struct DayFacts {
  std::string id;
  std::string employee;
  LocalDay date{};
};

struct EmployeeFacts {
  std::string unit;
  std::optional<std::string> manager;  ///< where it is not the unit's
  std::optional<std::string> mail;
  std::int64_t shortfall_days = 0;  ///< last week's days with a shortfall (brist)
  std::vector<LocalDay> trainings_on = {};
  std::vector<LocalDay> guidelines_read_on = {};
  /// Since Monday of last week, when days were asked for (the page does): the newest day without
  /// an agreement, the newest with a shortfall, and which requirements it was.
  std::optional<LocalDay> without_agreement = std::nullopt;
  std::optional<LocalDay> shortfall = std::nullopt;
  std::vector<std::string> failing = {};
};

struct UnitFacts {
  std::optional<std::string> parent;
  std::optional<std::string> manager;
  std::vector<LocalDay> assessments_on;
};

struct DeputyFacts {
  std::string manager;
  std::string deputy;
  LocalDay from{};
  LocalDay to{};
};

/// A new guideline is asked for when its grace is over.
struct GuidelineRule {
  LocalDay valid_from{};
  LocalDay asked_from{};
};

/// From the policy in force; nothing: it does not ask for it.
struct ReminderRules {
  std::optional<std::int64_t> risk_assessment_months;
  bool unit_assessment = false;
  std::optional<std::int64_t> follow_up_months;
  std::optional<std::int64_t> training_months = std::nullopt;
  std::optional<GuidelineRule> guideline = std::nullopt;
};

struct Ground {
  LocalDay today{};
  ReminderRules rules;
  std::vector<AgreementFacts> agreements;
  std::map<std::string, EmployeeFacts, std::less<>> employees;  ///< by id, those employed today
  std::map<std::string, UnitFacts, std::less<>> units;          ///< by code
  std::vector<DeputyFacts> deputies;
  std::vector<DayFacts> marks = {};
  std::vector<DayFacts> objections = {};
  std::set<std::string, std::less<>> told = {};  ///< keys of before; of mails alone
};

struct Task {
  TaskKind kind = TaskKind::kFollowUp;
  std::string key;
  std::string employee;  ///< empty for a unit's
  std::string unit;
  std::string about;                      ///< id of the agreement, mark or objection; or empty
  std::optional<LocalDay> date;           ///< of the day, of the agreement's end or beginning
  std::optional<LocalDay> last;           ///< when it was last done
  std::vector<std::string> failing = {};  ///< ids of requirements; of a shortfall alone
};

/// Everything there is to do today, told before or not.
[[nodiscard]] std::vector<Task> tasks_of(const Ground& ground);

/// The person's own manager, else the unit's, else the nearest unit's above; never the person.
/// `employee` is empty for what is a unit's. Nothing: nobody answers for it.
[[nodiscard]] std::optional<std::string> manager_for(const Ground& ground,
                                                     const std::string& employee,
                                                     const std::string& unit);

}  // namespace distanskoll::server::agreements::reminders
