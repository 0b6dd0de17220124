// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who is reminded of what today: agreements that expire, signatures that are missing, risk
// assessments and follow-ups that are overdue, and on Mondays the week's summary. A pure decision
// over plain values (gather.h makes them from the registers); overdue means exactly what evaluation
// means by it (shared/compliance/agreement_requirements.cpp). Each thing is told once, by its key;
// whoever has nothing to do gets nothing. A Reminder holds counts and no names: the pages behind
// the link, where one signs in, say who. Cannot fail, thread-safe.

#include "shared/compliance/local_day.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::reminders {

using compliance::LocalDay;

/// What there is to do, in the order in which a mail lists it. Words are part of keys: never
/// renamed.
enum class TaskKind {
  kExpiresIn7,
  kExpiresIn30,
  kExpiresIn60,
  kManagerSignature,   ///< from two weeks before an agreement begins
  kEmployeeSignature,  ///< told to the employee too
  kRiskAssessment,
  kUnitRiskAssessment,
  kFollowUp,
};
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

struct EmployeeFacts {
  std::string unit;
  std::optional<std::string> manager;  ///< where it is not the unit's
  std::optional<std::string> mail;
  std::int64_t shortfall_days = 0;  ///< last week's days with a shortfall (brist)
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

/// From the policy in force; nothing: it does not ask for it.
struct ReminderRules {
  std::optional<std::int64_t> risk_assessment_months;
  bool unit_assessment = false;
  std::optional<std::int64_t> follow_up_months;
};

struct Ground {
  LocalDay today{};
  ReminderRules rules;
  std::vector<AgreementFacts> agreements;
  std::map<std::string, EmployeeFacts, std::less<>> employees;  ///< by id, those employed today
  std::map<std::string, UnitFacts, std::less<>> units;          ///< by code
  std::vector<DeputyFacts> deputies;
  std::set<std::string, std::less<>> told;  ///< keys of before
};

using Counts = std::map<TaskKind, std::int64_t>;

enum class Audience { kManager, kDeputy, kEmployee };

struct Reminder {
  std::string person;  ///< employee id of whoever gets it
  std::string mail;
  Audience audience = Audience::kManager;
  bool weekly = false;  ///< all there is to do, not only what is new
  Counts counts;
  std::int64_t shortfall_days = 0;  ///< weekly only
  std::string key;                  ///< of the mail
  std::vector<std::string> told;    ///< keys of what it tells: to be kept with it
};

struct ReminderPlan {
  std::vector<Reminder> reminders;  ///< by person
  Counts unreachable;               ///< nobody answers for it, or has no address
};

[[nodiscard]] ReminderPlan plan_reminders(const Ground& ground);

}  // namespace distanskoll::server::agreements::reminders
