// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The answer of the local socket (agent/reporting/local_answer.h) as facts: strict about what is
// used of it, and without what is about the person at the computer (the posture, the facts of the
// session), whoever asked. Pure; fuzzed (diagnose).

#include "agent/diagnose/facts.h"

#include <string_view>

namespace distanskoll::agent {

/// kMalformed: it is not an answer of ours.
[[nodiscard]] Result<StatusFacts> read_status(std::string_view text);

}  // namespace distanskoll::agent
