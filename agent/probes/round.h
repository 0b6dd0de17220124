// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One round over the probes of this platform, whichever it is. The composition root calls
// observe_all() after each event and at each heartbeat. One thread; a round takes at most
// limits::kProbeDeadline per probe.

#include "agent/probes/probe.h"
#include "shared/report/observation.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

using Probes = std::vector<std::unique_ptr<Probe>>;

/// One look at the computer.
struct ProbeRound {
  report::Observations observations;            ///< every own probe, in kAllProbes order
  std::vector<std::chrono::milliseconds> took;  ///< for each of them
  /// Login name of the person at the computer, for the pseudonym alone; never logged, never sent.
  std::optional<std::string> user;
  std::optional<BootTime> recheck_at;  ///< the earliest of the probes'
};

/// An observation outside the schema would be a fault of ours; it becomes unobservable read_error
/// instead of a report that the collector refuses.
[[nodiscard]] ProbeRound observe_all(Probes& probes, Host& host, const Clock& clock,
                                     std::chrono::seconds locked_absent);

}  // namespace distanskoll::agent
