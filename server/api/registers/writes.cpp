// SPDX-License-Identifier: EUPL-1.2
#include "server/api/registers/writes.h"

#include <fmt/format.h>

namespace distanskoll::server::api {

Result<void> check_not_employee(const Ask& ask) {
  if (ask.caller.role() != access::Role::kEmployee) return {};
  return Error{ErrorCode::kPermissionDenied, "this is the manager's and HR's to do"};
}

Result<agreements::RiskAssessment> assessment_in(const Ask& ask) {
  JsonObject in(ask.body.root());
  agreements::RiskAssessment assessment;
  assessment.on = maybe_date_in(in, "on").value_or(ask.caller.today());
  assessment.work_environment = in.required("work_environment").boolean();
  assessment.information_security = in.required("information_security").boolean();
  assessment.by = maybe_text_in(in, "by");
  assessment.note = maybe_text_in(in, "note");
  DISTANSKOLL_TRY(finished(in, ask.body));
  return assessment;
}

Result<void> check_requirement(const Ask& ask, const std::string& requirement, bool agreement_too,
                               std::string_view also) {
  if (!also.empty() && requirement == also) return {};
  const auto in_force = ask.parts.admission.in_force();
  if (!in_force) return agreements::wrong("no policy is in force, so nothing is required yet");
  for (const auto& each : in_force->policy.requirements) {
    if (each.id == requirement) return {};
  }
  if (agreement_too) {
    for (const auto& each : in_force->policy.agreement) {
      if (to_string(each.kind) == requirement) return {};
    }
  }
  return agreements::wrong(fmt::format("the policy in force ({}, version {}) has no {}\"{}\"",
                                       in_force->policy.id, in_force->policy.version,
                                       agreement_too ? "requirement " : "measured requirement ",
                                       requirement));
}

Result<void> check_unit(const Ask& ask, const std::string& unit) {
  if (ask.now().units.find(unit) != nullptr) return {};
  return agreements::wrong(fmt::format("there is no unit \"{}\"", unit));
}

}  // namespace distanskoll::server::api
