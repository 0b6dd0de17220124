// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The visible list of this platform's probes, in the order of report::kAllProbes, and one round
// over them. The composition root makes the catalogue once and calls observe_all() after each event
// and at each heartbeat. One thread; a round takes at most limits::kProbeDeadline per probe.

#include "agent/probes/probe.h"
#include "shared/crypto/certificate.h"
#include "shared/policy/catalogue.h"
#include "shared/report/observation.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
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

using Probes = std::vector<std::unique_ptr<Probe>>;

/// All own probes, in kAllProbes order.
[[nodiscard]] Probes make_probes(const ProbeInputs& inputs);

/// One look at the computer.
struct ProbeRound {
  report::Observations observations;  ///< every own probe, in kAllProbes order
  /// Login name of the person at the computer, for the pseudonym alone; never logged, never sent.
  std::optional<std::string> user;
  std::optional<BootTime> recheck_at;  ///< the earliest of the probes'
};

/// An observation outside the schema would be a fault of ours; it becomes unobservable read_error
/// instead of a report that the collector refuses.
[[nodiscard]] ProbeRound observe_all(Probes& probes, Host& host, const Clock& clock,
                                     std::chrono::seconds locked_absent);

}  // namespace distanskoll::agent
