// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where the helper shows a notification, and where it asks Windows whether one may be shown now.
// For helper_windows.cpp alone, on its lane; blocking. Both are kUnsupported until there is
// something to show.

#include "agent/session/session_words.h"

namespace distanskoll::agent {

/// Whether Windows took it.
[[nodiscard]] Result<bool> show_notice(const SessionNotice& notice);
/// False: it would disturb (a presentation, a full screen, quiet hours).
[[nodiscard]] Result<bool> may_disturb();

}  // namespace distanskoll::agent
