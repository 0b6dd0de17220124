// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether a notification may come up now: not while the person presents, runs something on the
// whole screen or has quiet hours. Windows alone; may_disturb_windows.cpp. The meaning of Windows'
// numbers is pure.

#include "shared/result.h"

namespace distanskoll::agent {

/// Of SHQueryUserNotificationState; a number that is not known does not.
[[nodiscard]] bool accepts_notifications_in(int state);

/// kUnsupported, kIo: Windows does not say; then nothing is told now, but later.
[[nodiscard]] Result<bool> accepts_notifications();

}  // namespace distanskoll::agent
