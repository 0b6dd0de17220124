// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `directaccess`. DirectAccess exists in Windows only, so on Linux it is known not to be
// configured: a fact, not a failure to look.

#include "agent/probes/probe.h"

#include <memory>

namespace distanskoll::agent {

[[nodiscard]] std::unique_ptr<Probe> make_directaccess_probe();

}  // namespace distanskoll::agent
