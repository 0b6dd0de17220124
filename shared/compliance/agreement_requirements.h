// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The seven requirements that an agreement is judged by (evaluation.md, the table under "Agreement
// requirements"), one function each behind one switch. Only for agreement days. Pure.

#include "shared/compliance/verdict.h"

namespace distanskoll::compliance {

/// A day on which one agreement requirement is judged. `agreement_days` are the employee's, up to
/// and including `date`, ascending.
struct AgreementDay {
  const Grounds& grounds;
  const Employee& employee;
  const std::vector<LocalDay>& agreement_days;
  const Agreement* agreement;  ///< null: none is valid
  LocalDay date;
};

[[nodiscard]] DayResult judge_agreement(const policy::AgreementRequirement& requirement,
                                        const AgreementDay& day);

}  // namespace distanskoll::compliance
