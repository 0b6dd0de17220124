// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Two views of the remote access service's connections, SYSTEM's and that of the person's helper
// (agent/session), as one list. The helper runs as the person and may say anything, so it adds and
// completes and contradicts nothing. Pure, thread-safe.

#include "agent/host/windows_rows.h"

namespace distanskoll::agent::windows {

/// SYSTEM's rows first, with a strategy of the helper's where they have none (the profile is in the
/// person's phone book); then those of the helper's that SYSTEM has no row of, each as `of_session`
/// and never as a device tunnel, which is the computer's.
[[nodiscard]] std::vector<RasConnection> join_ras_connections(std::vector<RasConnection> system,
                                                              std::vector<RasConnection> session);

}  // namespace distanskoll::agent::windows
