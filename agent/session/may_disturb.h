// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whether a notification may come up now: not while the person presents, runs something on the
// whole screen or has quiet hours. Windows alone; may_disturb_windows.cpp. The meaning of Windows'
// numbers is pure.

namespace distanskoll::agent {

/// Of SHQueryUserNotificationState; a number that is not known may not.
[[nodiscard]] bool may_disturb_in(int state);

/// False also when Windows does not say: what is not told now is told later.
[[nodiscard]] bool may_disturb();

}  // namespace distanskoll::agent
