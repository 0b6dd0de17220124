// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The ways to the collector that the system's own settings name: on Windows WinHTTP's and the
// account's, scripts included, asked for each connection and within seconds whatever the network
// does; on Linux there are none. system_ways_linux.cpp, system_ways_windows.cpp.

#include "agent/reporting/ways.h"

namespace distanskoll::agent {

/// Empty where there is nothing to ask. What it returns holds a thread of its own from the first
/// question on.
[[nodiscard]] AskSystemWays make_system_ways();

}  // namespace distanskoll::agent
