// SPDX-License-Identifier: EUPL-1.2
// Names of indicators, as exports and the API write them.
#include "shared/compliance/indicators.h"

namespace distanskoll::compliance {

std::string_view to_string(Indicator indicator) {
  switch (indicator) {
    case Indicator::kLaptops:
      return "laptops";
    case Indicator::kLaptopsWithAgent:
      return "laptops_with_agent";
    case Indicator::kLaptopsReporting:
      return "laptops_reporting";
    case Indicator::kLaptopsUsedRemotely:
      return "laptops_used_remotely";
    case Indicator::kMacOs:
      return "macos";
    case Indicator::kChromeOs:
      return "chromeos";
    case Indicator::kPhones:
      return "phones";
    case Indicator::kOwnEquipment:
      return "own_equipment";
    case Indicator::kEmployees:
      return "employees";
    case Indicator::kCoverage:
      return "coverage";
    case Indicator::kAgreementsActive:
      return "agreements_active";
    case Indicator::kAgreementsExpiring60d:
      return "agreements_expiring_60d";
    case Indicator::kRiskAssessmentOverdue:
      return "risk_assessment_overdue";
    case Indicator::kFollowUpOverdue:
      return "follow_up_overdue";
    case Indicator::kTrainingOverdue:
      return "training_overdue";
    case Indicator::kGuidelineRead:
      return "guideline_read";
    case Indicator::kApplications:
      return "applications";
    case Indicator::kRefused:
      return "refused";
    case Indicator::kRemoteDays:
      return "remote_days";
    case Indicator::kAgreementDays:
      return "agreement_days";
    case Indicator::kCompliant:
      return "compliant";
    case Indicator::kDeviation:
      return "deviation";
    case Indicator::kUndetermined:
      return "undetermined";
    case Indicator::kSecurityPartPass:
      return "security_part_pass";
    case Indicator::kAgreementPartPass:
      return "agreement_part_pass";
    case Indicator::kWithoutAgreement:
      return "without_agreement";
    case Indicator::kMarkedDays:
      return "marked_days";
    case Indicator::kAgreementDayShare:
      return "agreement_day_share";
  }
  return "";
}

bool is_share(Indicator indicator) {
  return indicator == Indicator::kCoverage || indicator == Indicator::kAgreementDayShare;
}

}  // namespace distanskoll::compliance
