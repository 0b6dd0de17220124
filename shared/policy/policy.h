// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A policy pack as it is after loading: a value that cannot be wrong (loader.h is the only maker).
// The shape is evaluation.md "Shapes"; every optional key has its default filled in here.
// Immutable, thread-safe.

#include "shared/bytes.h"
#include "shared/policy/predicate.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::policy {

using Date = std::chrono::year_month_day;

/// Swedish first, English second; both are mandatory wherever a text is shown to people.
struct LocalText {
  std::string sv;
  std::string en;
};

enum class Severity { kHigh, kMedium, kLow };
[[nodiscard]] std::string_view to_string(Severity severity);

/// In scope: in every given positive list, in no given `except` list. Absent and empty differ: an
/// empty positive list matches nobody.
struct Scope {
  std::optional<std::vector<std::string>> units;
  std::optional<std::vector<std::string>> roles;
  std::optional<std::vector<std::string>> except_units;
  std::optional<std::vector<std::string>> except_roles;
};

/// A measured requirement.
struct Requirement {
  std::string id;
  Severity severity = Severity::kHigh;
  LocalText title;
  LocalText why;
  LocalText remedy;
  std::vector<std::string> basis;
  std::optional<Predicate> when;
  Predicate require;
  std::int64_t tolerance_seconds = 0;
  Scope applies_to;
};

enum class AgreementRequirementKind {
  kAgreementValid,
  kRiskAssessment,
  kFollowUp,
  kTraining,
  kDaysPerWeek,
  kShare,
  kGuideline,
};

/// The id under which the policy and the results name it: "risk_assessment".
[[nodiscard]] std::string_view to_string(AgreementRequirementKind kind);
inline constexpr AgreementRequirementKind kAllAgreementRequirements[] = {
    AgreementRequirementKind::kAgreementValid, AgreementRequirementKind::kRiskAssessment,
    AgreementRequirementKind::kFollowUp,       AgreementRequirementKind::kTraining,
    AgreementRequirementKind::kDaysPerWeek,    AgreementRequirementKind::kShare,
    AgreementRequirementKind::kGuideline};

struct AgreementRequirement {
  AgreementRequirementKind kind = AgreementRequirementKind::kAgreementValid;
  Severity severity = Severity::kHigh;
  std::int64_t max_age_months = 12;           ///< risk_assessment, follow_up, training
  bool unit_assessment = false;               ///< risk_assessment
  std::optional<std::int64_t> limit;          ///< days_per_week: days
  std::optional<std::int64_t> limit_percent;  ///< share
  std::int64_t min_workdays = 20;             ///< share
  Scope applies_to;
};

struct Decision {
  std::string body;
  Date date;
  std::optional<std::string> paragraph;
  std::optional<std::string> dnr;
  std::optional<Date> valid_to;
  std::optional<Date> review_by;
};
struct CoDetermination {
  std::string forum;
  Date date;
  std::optional<std::string> reference;
};
struct Dpia {
  Date date;
  std::optional<std::string> reference;
};
struct Guideline {
  std::string title;
  std::string version;
  Date valid_from;
  std::optional<std::string> url;
  std::int64_t grace_days = 30;
};

/// What an external probe (x_…) may say.
struct ExternalProbe {
  std::vector<std::string> states;
  std::map<std::string, report::DetailType> details;  ///< kBoolean, kInteger, kListedText
  std::map<std::string, std::vector<std::string>> detail_words;  ///< for kListedText
};

struct Policy {
  std::string id;
  std::int64_t version = 1;
  LocalText title;
  std::optional<Decision> decision;
  std::optional<CoDetermination> co_determination;
  std::optional<Dpia> dpia;
  std::optional<Guideline> guideline;
  std::int64_t heartbeat_seconds = 300;
  std::int64_t locked_absent_seconds = 1800;
  std::int64_t min_remote_seconds = 900;
  std::int64_t min_agreement_seconds = 900;  ///< defaults to min_remote_seconds
  std::int64_t max_unknown_percent = 10;
  std::int64_t silent_after_days = 14;
  std::map<std::string, ExternalProbe> external;
  std::vector<Requirement> requirements;        ///< in file order
  std::vector<AgreementRequirement> agreement;  ///< in file order
  Digest sha256{};                              ///< of the file's bytes

  /// Time a report holds without news: 2 x heartbeat_seconds.
  [[nodiscard]] std::chrono::seconds hold() const {
    return std::chrono::seconds(2 * heartbeat_seconds);
  }
};

}  // namespace distanskoll::policy
