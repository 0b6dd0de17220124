// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Gathers the facts of `diagnose`: configuration, the running agent or what it left on disk, the
// network, the probes. It changes nothing, starts nothing and sends nothing but the question of
// agent/reporting/reach.h; a part that fails says why, and the others go on. Blocking, on the
// caller's thread, for a minute at most when nothing answers.

#include "agent/commands.h"
#include "agent/diagnose/facts.h"
#include "shared/clock.h"

#include <functional>
#include <string_view>

namespace distanskoll::agent {

/// `progress` is told which part of the file comes next.
[[nodiscard]] Facts collect_facts(const CommonOptions& common, const Clock& clock,
                                  const std::function<void(std::string_view)>& progress);

// collect_state.cpp: what is on disk.

/// The configuration and where each key comes from; what the rest then goes by.
[[nodiscard]] Config collect_config(const std::string& file, Facts& facts);
/// Null when there is none to be had; facts.certificate says why.
[[nodiscard]] SharedIdentity collect_identity(const Config& config, Facts& facts);
void collect_files(const Config& config, Facts& facts);

}  // namespace distanskoll::agent
