// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The probes of the system this is built for: platform_probes_linux.cpp,
// platform_probes_windows.cpp. Used by senses.cpp alone.

#include "agent/probes/catalog.h"

namespace distanskoll::agent {

/// All own probes, in kAllProbes order.
[[nodiscard]] Probes make_platform_probes(const ProbeInputs& inputs);

}  // namespace distanskoll::agent
