// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which days a device's lines reach into, noted when the lines go into the ledger so that days are
// judged from their own reports and not from a year of them (server/store/device_days.h). Part of
// the projection: rebuild notes the same. Runs inside the writer's transaction on its thread.

#include "server/store/device_days.h"

#include <cstdint>
#include <optional>
#include <string>

namespace distanskoll::server::ledger {

/// A report `seq` that holds from `at` (corrected) on, after the newest one known before it, whose
/// run was vouched for until `newest_evidence`.
[[nodiscard]] Result<void> mark_days(store::Writer& writer, const std::string& device,
                                     const std::optional<store::ReportBefore>& before,
                                     WallTime newest_evidence, std::uint64_t seq, WallTime at);

/// A run of `report` that silence closed: the days that its last heartbeat, `seq` at `at`, still
/// reaches into.
[[nodiscard]] Result<void> mark_closed_run(store::Writer& writer, const std::string& device,
                                           const store::ReportBefore& report, std::uint64_t seq,
                                           WallTime at);

}  // namespace distanskoll::server::ledger
