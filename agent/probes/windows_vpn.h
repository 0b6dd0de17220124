// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `vpn` in Windows: whether a tunnel carries this computer's traffic, all of it or some, per
// family from the forwarding table with the adapters' metrics, and whether IPv6 goes past it. An
// Always On device tunnel can only be split, so it says so with a kind of its own
// (`windows_device_tunnel`), which a rule against split tunnels exempts; a tunnel of the person's
// beside it is the one that is named. WireGuard counts while a handshake is at most
// limits::kWireguardAlive old and is unobservable where that cannot be asked. What filters packets
// without an adapter (per-app VPN, Global Secure Access) is not seen here.

#include "agent/host/windows_questions.h"
#include "agent/probes/probe.h"
#include "agent/probes/windows_network.h"

#include <memory>

namespace distanskoll::agent::windows {

[[nodiscard]] report::Observation interpret_vpn(const NetworkFacts& facts);

/// `kinds` may be null: then every kind but those of Windows itself is `unknown`.
[[nodiscard]] std::unique_ptr<Probe> make_vpn_probe(WindowsQuestions& questions,
                                                    const policy::VpnCatalogue* kinds);

}  // namespace distanskoll::agent::windows
