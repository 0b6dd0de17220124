// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a report says about the computer, in words for the person at it: the local page shows with
// them what is collected. Covers every state and detail of shared/report/schema.h, which a test
// goes through; what an external probe (x_…) says stays the token that it is. Pure.

#include "shared/language.h"
#include "shared/report/observation.h"

#include <string>
#include <string_view>

namespace distanskoll::agent {

/// "Nätet", "VPN"; the probe's own name when it is none of ours.
[[nodiscard]] std::string probe_heading(Language language, std::string_view probe);

/// "ansluten", "ett annat nät än kommunens"; the state itself when we have no words for it.
[[nodiscard]] std::string state_words(Language language, std::string_view probe,
                                      std::string_view state);

/// "kortet sitter i: ja"; "NAME: VALUE" when we have no words for it.
[[nodiscard]] std::string detail_words(Language language, std::string_view detail,
                                       const report::DetailValue& value);

}  // namespace distanskoll::agent
