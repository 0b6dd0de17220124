// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Asks internal servers for a bare TLS handshake over one network interface: all at once, until the
// first answers with its pinned key or the time is up. No request is sent; the connections are
// closed at once. The interface is forced with SO_BINDTODEVICE, so a tunnel neither helps nor
// hinders; a name is looked up by the system's resolver (which a tunnel may answer; the handshake
// then fails on the physical interface, as it should). Blocking: on the locator's own thread.

#include "agent/probes/network_locator.h"

#include <atomic>

namespace distanskoll::agent {

enum class Answer {
  kAnswered,  ///< at least one proved that it holds its pinned key
  kSilent,    ///< none did: unreachable, refused, other key, no TLS
  kDenied,    ///< the system does not let us bind to the interface
};

/// `stop` ends it early, as kSilent.
[[nodiscard]] Answer ask_internal(const std::vector<InternalAddress>& addresses,
                                  const std::string& interface_name, std::chrono::milliseconds time,
                                  const std::atomic<bool>& stop);

}  // namespace distanskoll::agent
