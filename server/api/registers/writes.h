// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Bodies and rules that several registers' writes share: a risk assessment (of an agreement, of a
// unit) and which requirements exist to be waived or to be down. Pure; errors say what to mend.

#include "server/agreements/records/unit.h"
#include "server/api/registers/exchange.h"

namespace distanskoll::server::api {

/// kPermissionDenied for what the employee alone does not decide.
[[nodiscard]] Result<void> check_not_employee(const Ask& ask);

/// {"on"?, "work_environment", "information_security", "by"?, "note"?}
[[nodiscard]] Result<agreements::RiskAssessment> assessment_in(const Ask& ask);

/// kInvalidArgument for a requirement that the policy in force does not have: a waiver of it would
/// do nothing, silently. `also` is one more word that is taken.
[[nodiscard]] Result<void> check_requirement(const Ask& ask, const std::string& requirement,
                                             bool agreement_too, std::string_view also = {});
/// kInvalidArgument for a unit that is not in the directory.
[[nodiscard]] Result<void> check_unit(const Ask& ask, const std::string& unit);

/// The record's next version, or its end when it had not begun.
template <class Record>
Result<Change> withdrawn(const Ask& ask, const Record& record, Result<std::optional<Record>> next) {
  if (!next) return next.error();
  if (*next) return changed(ask, std::move(**next), "withdrawn");
  return removed(ask, record, "withdrawn before it began");
}

}  // namespace distanskoll::server::api
