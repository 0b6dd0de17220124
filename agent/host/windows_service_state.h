// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether a service of Windows runs, as the service manager says. Starts nothing; asks another
// process, so only on a lane.

#include "agent/host/windows_rows.h"

namespace distanskoll::agent::windows {

[[nodiscard]] ServiceState service_state(const wchar_t* name);
/// The administrator decided that it never starts; false also when that cannot be asked.
[[nodiscard]] bool is_service_disabled(const wchar_t* name);

}  // namespace distanskoll::agent::windows
