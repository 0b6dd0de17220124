// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Shows a notification of Windows in the session of whoever runs this, under the name that the
// installer registered (HKLM\Software\Classes\AppUserModelId). Windows alone; toast_windows.cpp.

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

}  // namespace distanskoll::agent
