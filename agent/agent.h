// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The composition root of `distanskoll-agent run`: builds the parts in the order in which data
// flows (senses -> reporter -> spool -> uplink, with the local socket beside) and turns the loop
//
//   event -> gather 250 ms -> probes -> decide -> sign and spool -> tell the uplink
//
// until SIGTERM or shutdown. One thread does all of that; the uplink, the local socket, the card
// watcher and the network locator have one each. Suspend and stop are reported with what was last
// seen, at once, because the system waits for us and such a report holds for no time.

#include "agent/reporting/config.h"
#include "agent/reporting/endpoint.h"

#include <spdlog/logger.h>

namespace distanskoll::agent {

/// Runs until told to stop; the program's exit code: 0, 2 (not enrolled or wrong configuration),
/// 3 (the spool is damaged or cannot be had: start again). `environment` holds the proxy words.
[[nodiscard]] int run_agent(const Config& config, const ProxyWords& environment,
                            spdlog::logger& log);

/// The way to the collector that configuration and environment give together.
[[nodiscard]] ProxyWords proxy_words(const Config& config, ProxyWords environment);

}  // namespace distanskoll::agent
