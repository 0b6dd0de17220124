// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What this computer says about itself when it asks for a new device id: host name, serial number,
// and a hash of its hardware, so that the collector can find it in the inventory and tell a laptop
// installed anew from a cloned disk in another one. Claims; the collector believes them no further
// than to propose. Pure: agent/host/computer.h reads them. Used by `enroll` and by the uplink.

#include "agent/host/computer.h"
#include "agent/reporting/est.h"
#include "shared/bytes.h"

namespace distanskoll::agent {

/// `fingerprint` is the SHA-256 of the collector's root CA's key: the hardware hash is keyed with
/// it, so that two collectors cannot compare theirs and an installation anew gives the same.
/// Without a UUID there is no hash: a serial number alone could be guessed back from it.
[[nodiscard]] ComputerClaims claims_for(const Computer& computer, const Digest& fingerprint);

}  // namespace distanskoll::agent
