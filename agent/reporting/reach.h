// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether the collector can be reached from here, step by step, for `diagnose`: the uplink's own
// client (http_client.h) asks each configured address for the collector's public CA certificates,
// as an enrolment does first, without showing who this computer is. With roots the collector's
// certificate is judged by them; without any it is let through and said to be unverified. The
// answer's Date tells how far the two clocks are apart. Blocking: at most half a minute an address,
// besides the system's resolver. Errors are part of the value.

#include "agent/reporting/endpoint.h"
#include "agent/reporting/http_client.h"
#include "agent/reporting/ways.h"
#include "shared/clock.h"

#include <chrono>
#include <optional>
#include <vector>

namespace distanskoll::agent {

struct Reach {
  Endpoint address;
  bool unusable = false;     ///< what is said about a proxy is not understood; nothing was tried
  WayTaken way;              ///< the last that was tried
  bool credentials = false;  ///< for a proxy
  HttpStep step = HttpStep::kResolve;
  std::optional<Error> error;  ///< what `step` failed with; nothing: the collector answered
  bool verified = false;       ///< its certificate chains to the enrolled roots
  unsigned proxy_status = 0;
  unsigned status = 0;  ///< of the collector's answer
  /// How far this computer's clock is ahead of the collector's; negative: behind.
  std::optional<std::chrono::seconds> ahead;
  std::chrono::milliseconds took{0};
};

[[nodiscard]] Reach reach_collector(const Endpoint& collector, const ProxyWords& words,
                                    const AskSystemWays& system,
                                    const std::vector<crypto::Certificate>& roots,
                                    const Clock& clock);

}  // namespace distanskoll::agent
