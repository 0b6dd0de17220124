// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `network_location` in Windows. What the internal addresses say comes first
// (network_locator.h); where they say nothing, DirectAccess knows whether its location server was
// reached (inside) or not (outside). A domain controller that authenticated the computer counts
// only over the adapter that leads outside, and only while no tunnel is up and DirectAccess is not
// in the way, because it is reached through a tunnel as well. Nothing of these proves that a
// computer is *not* in the office, so without them it is unobservable.

#include "agent/host/windows_questions.h"
#include "agent/probes/probe.h"
#include "agent/probes/windows_network.h"

#include <functional>
#include <memory>
#include <optional>

namespace distanskoll::agent::windows {

struct LocationFacts {
  std::optional<WayOut> way_out;                ///< nothing: offline
  std::optional<report::Observation> internal;  ///< of the locator; nothing: not configured
  report::Observation directaccess;
  report::Observation vpn;
  std::vector<ListedNetwork> networks;
};
/// Pure.
[[nodiscard]] report::Observation interpret_location(const LocationFacts& facts);

/// What the internal addresses say over this way out. Empty: none are configured.
using Locate = std::function<report::Observation(const std::optional<WayOut>&)>;

[[nodiscard]] std::unique_ptr<Probe> make_network_location_probe(
    WindowsQuestions& questions, const policy::VpnCatalogue* kinds,
    const policy::DirectAccessCatalogue* codes, Locate locate);

}  // namespace distanskoll::agent::windows
