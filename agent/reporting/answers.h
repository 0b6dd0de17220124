// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether a server is there at all: a TCP connection that is made and closed again, nothing is
// sent. For `page --open`, which opens the page on the web only where there is one to reach. Goes
// straight, past every proxy, so behind one the answer may be no. Blocks; one thread of its own.

#include "agent/reporting/endpoint.h"
#include "shared/clock.h"

#include <chrono>

namespace distanskoll::agent {

/// False also when it is not known in `time`.
[[nodiscard]] bool answers(const Endpoint& endpoint, std::chrono::milliseconds time,
                           const Clock& clock);

}  // namespace distanskoll::agent
