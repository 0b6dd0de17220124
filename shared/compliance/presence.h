// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether a device is heard from now, apart from how it stands (posture.h): what a list over many
// devices asks first. Pure: time is an argument.

#include "shared/compliance/posture.h"

namespace distanskoll::compliance {

/// `newest` is the time of the newest evidence (report or heartbeat), not later than `now`;
/// `trigger` is the newest report's; `hold` the policy's.
[[nodiscard]] Presence presence(std::chrono::seconds hold, report::Trigger trigger, WallTime newest,
                                WallTime now);

}  // namespace distanskoll::compliance
