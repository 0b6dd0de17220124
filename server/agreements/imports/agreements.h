// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of a file of agreements (överenskommelser), from an HR system or from the product's own
// export. The person is named by HR number, the agreement by its own id when it has one, else by
// person and first day. Signatures are dates that somebody recorded elsewhere: whether that counts
// as confirmed is not decided here. Pure, thread-safe.

#include "server/agreements/imports/rows.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::imports {

struct AgreementRow {
  std::size_t row = 0;
  std::optional<std::string> id;
  std::string hr_number;
  LocalDay valid_from{};
  std::optional<LocalDay> valid_to;  ///< nothing: until further notice
  std::optional<LocalDay> applied_on;
  std::optional<LocalDay> signed_by_employee_on;
  std::optional<LocalDay> signed_by_manager_on;
  std::optional<LocalDay> ended_on;
  std::optional<std::string> ended_reason;
  std::optional<std::int64_t> max_days_per_week;
  std::optional<std::int64_t> max_share_percent;
  // Days in order.
  std::vector<LocalDay> risk_assessments_on;  ///< both parts
  std::vector<LocalDay> work_environment_on;  ///< risk assessments of that part alone
  std::vector<LocalDay> information_security_on;
  std::vector<LocalDay> follow_ups_on;
  std::vector<LocalDay> trainings_on;
  std::vector<LocalDay> guidelines_read_on;
  std::vector<std::string> equipment;
  std::optional<bool> archived_in_personnel_file;
  std::optional<std::int64_t> appear_within_minutes;  ///< inställelsetid
};

namespace agreement_fields {
extern const Field kId;
extern const Field kHrNumber;
extern const Field kValidFrom;
extern const Field kValidTo;
extern const Field kAppliedOn;
extern const Field kSignedByEmployee;
extern const Field kSignedByManager;
extern const Field kEndedOn;
extern const Field kEndedReason;
extern const Field kMaxDays;
extern const Field kMaxShare;
extern const Field kRiskAssessments;
extern const Field kWorkEnvironment;
extern const Field kInformationSecurity;
extern const Field kFollowUps;
extern const Field kTrainings;
extern const Field kGuidelines;
extern const Field kEquipment;
extern const Field kArchived;
extern const Field kAppearWithin;
}  // namespace agreement_fields

[[nodiscard]] Fields agreement_file();
[[nodiscard]] FileReading<AgreementRow> read_agreements(const Table& table);

}  // namespace distanskoll::server::agreements::imports
