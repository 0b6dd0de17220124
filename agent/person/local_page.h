// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The page that the person at the computer opens when there is no network, or no page on the web:
// which requirements are met, why, what to do, when the computer last reported, and what is
// collected. One HTML file without scripts, pictures and addresses to load from, with a policy that
// forbids them (Content-Security-Policy); light or dark as the person has it. What is met is said
// with a word and a sign, never with colour alone. Pure.

#include "agent/person/posture_view.h"
#include "shared/language.h"

#include <string>

namespace distanskoll::agent {

/// `view` is null when the agent did not answer, which the page then says. UTF-8.
[[nodiscard]] std::string local_page(const PostureView* view, WallTime now, Language language);

}  // namespace distanskoll::agent
