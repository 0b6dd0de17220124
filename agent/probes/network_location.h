// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `network_location`: the thin part that hands the present network to the locator
// (network_locator.h) and answers not_configured where no internal addresses are set up. Without
// the locator `offline` is still a fact and is said.

#include "agent/probes/network_locator.h"
#include "agent/probes/probe.h"

#include <memory>

namespace distanskoll::agent {

/// `locator` may be null: not configured. It outlives the probe.
[[nodiscard]] std::unique_ptr<Probe> make_network_location_probe(NetworkLocator* locator);

}  // namespace distanskoll::agent
