// SPDX-License-Identifier: EUPL-1.2
#include "shared/policy/policy.h"

namespace distanskoll::policy {

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kHigh:
      return "high";
    case Severity::kMedium:
      return "medium";
    case Severity::kLow:
      return "low";
  }
  return "high";
}

std::string_view to_string(AgreementRequirementKind kind) {
  switch (kind) {
    case AgreementRequirementKind::kAgreementValid:
      return "agreement_valid";
    case AgreementRequirementKind::kRiskAssessment:
      return "risk_assessment";
    case AgreementRequirementKind::kFollowUp:
      return "follow_up";
    case AgreementRequirementKind::kTraining:
      return "training";
    case AgreementRequirementKind::kDaysPerWeek:
      return "days_per_week";
    case AgreementRequirementKind::kShare:
      return "share";
    case AgreementRequirementKind::kGuideline:
      return "guideline";
  }
  return "agreement_valid";
}

}  // namespace distanskoll::policy
