// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Shows a notification of Windows in the session of whoever runs this, under the name that the
// installer registered (HKLM\Software\Classes\AppUserModelId). Windows alone;
// toast_windows.cpp, accepts_notifications_windows.cpp. Blocking.

#include "shared/result.h"

#include <string>
#include <string_view>

namespace distanskoll::agent {

inline constexpr std::string_view kAppUserModelId = "Distanskoll.Agent";

/// `xml` as toast_xml writes it. Enters the Windows Runtime on this thread for the call's time.
/// kUnsupported: this Windows has no notifications (Server Core, Wine), nothing is worth trying
/// again; kPermissionDenied: the person or a policy switched them off; kMalformed: the XML; kIo.
/// That Windows took it does not say that the person saw it.
[[nodiscard]] Result<void> show_toast(const std::string& xml);

/// Whether Windows would show one now: not while the person presents, runs something on the whole
/// screen or has quiet hours. kUnsupported, kIo: it does not say; then nothing is told now, but
/// later.
[[nodiscard]] Result<bool> accepts_notifications();
/// Of SHQueryUserNotificationState; a number that is not known does not.
[[nodiscard]] bool accepts_notifications_in(int state);

}  // namespace distanskoll::agent
