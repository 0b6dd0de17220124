// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A notification as Windows wants it: XML of the template ToastGeneric (Microsoft Learn, "Toast
// schema"). A click or its button starts the protocol `distanskoll:`, which the installer registers
// with a fixed command line, so that it opens the page also when nothing of ours runs any more and
// no address stands in the notification. Pure.

#include "agent/session/session_words.h"

#include <string>
#include <string_view>

namespace distanskoll::agent {

/// What a click on the notification starts.
inline constexpr std::string_view kToastLaunch = "distanskoll:page";

/// UTF-8; every text is escaped, characters that XML 1.0 does not have are left out.
[[nodiscard]] std::string toast_xml(const SessionNotice& notice);

}  // namespace distanskoll::agent
