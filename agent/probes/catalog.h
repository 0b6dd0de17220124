// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The visible list of the probes of Linux, in the order of report::kAllProbes. The composition root
// makes it once and hands it to observe_all() (round.h).

#include "agent/probes/probe.h"
#include "agent/probes/round.h"
#include "shared/crypto/certificate.h"
#include "shared/policy/catalogue.h"

#include <vector>

namespace distanskoll::agent {

class NetworkLocator;

/// What the probes stand on besides the Host; all outlive the probes.
struct ProbeInputs {
  NetworkLocator* locator = nullptr;                ///< null: no internal addresses configured
  const policy::VpnCatalogue* vpn_kinds = nullptr;  ///< null: every kind is `unknown`
  const policy::SithsCatalogue* siths = nullptr;    ///< null: no issuer is known
  /// CA certificates installed for SITHS on this computer (the card may carry its own); may be
  /// null.
  const std::vector<crypto::Certificate>* siths_authorities = nullptr;
};

/// All own probes, in kAllProbes order.
[[nodiscard]] Probes make_probes(const ProbeInputs& inputs);

}  // namespace distanskoll::agent
