// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A notice as the person reads it, in Swedish or English, for the helper in the session to show:
// within the lengths that the helper is told (session_words.h). Pure, thread-safe; cannot fail.

#include "agent/person/notices.h"
#include "agent/session/session_words.h"

namespace distanskoll::agent {

/// "Inte uppfyllt: …", why and what to do, and a button to the page.
[[nodiscard]] SessionNotice words_of(const Notice& notice, Language language);

}  // namespace distanskoll::agent
