// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `directaccess` in Windows: MSFT_DAConnectionStatus. Microsoft documents that there is a
// number and not what it means, so the meaning is policy data (policies/directaccess-codes.yaml)
// and the number is always reported beside it; one that is not in the data is unobservable,
// unmapped_status. A stopped assistant, a computer without DirectAccess and a failure are different
// states.

#include "agent/host/windows_questions.h"
#include "agent/probes/probe.h"
#include "shared/policy/catalogue.h"

#include <memory>

namespace distanskoll::agent::windows {

/// Pure. `codes` may be null: then no number has a meaning.
[[nodiscard]] report::Observation interpret_directaccess(
    const Result<DirectAccess>& answer, const policy::DirectAccessCatalogue* codes);

[[nodiscard]] std::unique_ptr<Probe> make_directaccess_probe(
    WindowsQuestions& questions, const policy::DirectAccessCatalogue* codes);

/// The reason that stands for a failed call of COM or WMI.
[[nodiscard]] std::string_view reason_of_call(CallResult result);

}  // namespace distanskoll::agent::windows
