// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A notice as the person reads it, for the helper in the session to show. Pure.

#include "agent/person/notices.h"
#include "agent/session/session_words.h"

namespace distanskoll::agent {

/// "Inte uppfyllt: …", why and what to do, and a button to the page.
[[nodiscard]] SessionNotice words_of(const Notice& notice, Language language);

}  // namespace distanskoll::agent
