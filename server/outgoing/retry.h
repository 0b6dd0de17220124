// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What becomes of a message that could not be sent: again a little later, each time twice as long,
// or given up. Pure, thread-safe.

#include "shared/clock.h"

#include <cstdint>
#include <optional>

namespace distanskoll::server::outgoing {

/// Another try would fail in the same way: the receiver has refused this very message.
[[nodiscard]] bool is_final(ErrorCode code);
/// When to try again after `tries` tries, the last one failing at `now`; nothing: not again.
[[nodiscard]] std::optional<WallTime> next_try(ErrorCode code, std::int64_t tries, WallTime created,
                                               WallTime now);

}  // namespace distanskoll::server::outgoing
