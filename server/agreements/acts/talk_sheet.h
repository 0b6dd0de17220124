// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The sheet for the yearly talk (samtalsunderlag för medarbetarsamtal) of one employee: what is
// agreed, what is done and due, what is lent, and what to talk about under two headings, work
// environment and information security. From the registers alone: no day, no time, no measurement
// is in it, so that the talk is about the work and not about when it was done. The API carries it
// to the manager and to the employee, who both have it in front of them. Pure.

#include "server/agreements/records/agreement.h"
#include "server/agreements/records/employee.h"
#include "shared/policy/policy.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements {

/// What is known about the employee, by whoever asks.
struct TalkFacts {
  const Employee& employee;
  const Unit* unit = nullptr;  ///< null: in none today, or it is not in the directory
  std::vector<const Agreement*> agreements;
  std::vector<const Training*> trainings;
  std::vector<const GuidelineRead*> guideline_reads;
  const policy::Policy* policy = nullptr;  ///< in force; null: none is, nothing is required
  LocalDay today{};
};

/// A requirement of the policy that the talk can mend.
enum class TalkPointState {
  kDone,         ///< and not due yet
  kOverdue,      ///< too old
  kNever,        ///< never done
  kNotRequired,  ///< the policy does not ask for it
};
[[nodiscard]] std::string_view to_string(TalkPointState state);  ///< "done" …

struct TalkPoint {
  policy::AgreementRequirementKind requirement = policy::AgreementRequirementKind::kFollowUp;
  TalkPointState state = TalkPointState::kNotRequired;
  std::optional<LocalDay> last;
  std::optional<LocalDay> due;  ///< the last day on which `last` is new enough
};

struct TalkHeading {
  policy::LocalText title;
  std::vector<policy::LocalText> questions;
};

struct TalkSheet {
  std::string employee;
  std::string name;
  std::optional<std::string> unit;                   ///< name
  std::optional<std::string> safety_representative;  ///< of the unit
  LocalDay made_on{};
  std::optional<Agreement> agreement;  ///< the one that holds; else the newest that lives
  std::vector<TalkPoint> points;       ///< risk assessment, follow-up, training, guideline
  std::vector<Training> trainings;     ///< newest first
  std::vector<Equipment> lent;         ///< under any agreement, not yet back
  std::vector<TalkHeading> headings;
};

[[nodiscard]] TalkSheet talk_sheet(const TalkFacts& facts);

}  // namespace distanskoll::server::agreements
