// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The enrolment that an installer leaves to the running agent: STATE/enrolment-code holds a code,
// readable by the agent's account alone (the Windows installer writes it, so that the code stands
// in no command line and no log). The agent enrols with it when it has no identity, waits for an
// approval or for a collector that does not answer, and deletes the file when it is a device; one
// that is found beside an identity is deleted unused.

#include "agent/host/events.h"
#include "agent/reporting/config.h"
#include "agent/reporting/enrolment.h"

#include <optional>

#include <spdlog/logger.h>

namespace distanskoll::agent {

/// As IdentityStore::load, after that enrolment where there is a file; nothing when it was told to
/// stop meanwhile. kPermissionDenied: the collector does not accept the code, or others may read
/// it.
[[nodiscard]] Result<std::optional<SharedIdentity>> load_or_enrol(
    const Config& config, const ProxyWords& proxy, const IdentityStore& store, EventSource& events,
    const Clock& clock, spdlog::logger& log);

}  // namespace distanskoll::agent
