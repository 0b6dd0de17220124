// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the C library's error numbers mean to a caller, as far as the difference matters: no space,
// not allowed, anything else. system_codes_linux.cpp knows quotas, which Windows' library does not.

#include "shared/result.h"

namespace distanskoll {

/// kNoSpace, kPermissionDenied or kIo. `number` is errno right after the failure.
[[nodiscard]] ErrorCode code_of_errno(int number);

}  // namespace distanskoll
