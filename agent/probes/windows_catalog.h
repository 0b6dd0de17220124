// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The visible list of the probes of Windows, in the order of report::kAllProbes. Compiled on every
// platform, because its tests and recordings are read on Linux; the composition root of the Windows
// build hands in the real WindowsQuestions.

#include "agent/probes/round.h"
#include "agent/probes/windows_network_location.h"
#include "agent/probes/windows_siths_login.h"

namespace distanskoll::agent::windows {

/// What the probes stand on besides the questions; pointers outlive the probes and may be null.
struct ProbeInputs {
  Locate locate;                                    ///< empty: no internal addresses configured
  const policy::VpnCatalogue* vpn_kinds = nullptr;  ///< null: every foreign kind is `unknown`
  const policy::DirectAccessCatalogue* directaccess = nullptr;  ///< null: no number has a meaning
  LoginInputs login;
};

/// All own probes, in kAllProbes order. `questions` outlives them.
[[nodiscard]] Probes make_probes(WindowsQuestions& questions, const ProbeInputs& inputs);

}  // namespace distanskoll::agent::windows
