// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/day_marks.h"

#include "shared/limits.h"

#include <algorithm>

namespace distanskoll::server::ledger {
namespace {

using compliance::local_day;
using compliance::LocalDay;

/// Longer than any policy's hold: a day noted in vain costs a row, a day missed a verdict.
constexpr std::chrono::seconds kHoldMost = 2 * limits::kHeartbeatMost;

Result<void> mark_range(store::Writer& writer, const std::string& device,
                        const store::ReportBefore& before, LocalDay from, LocalDay to,
                        std::uint64_t first_seq) {
  for (LocalDay day = from; day <= to; day += std::chrono::days{1}) {
    DISTANSKOLL_TRY(store::add_device_day(writer, {device, day, first_seq, before, 0}));
  }
  return {};
}

}  // namespace

Result<void> mark_days(store::Writer& writer, const std::string& device,
                       const std::optional<store::ReportBefore>& before, WallTime newest_evidence,
                       std::uint64_t seq, WallTime at) {
  const LocalDay today = local_day(at);
  if (!before) return store::add_device_day(writer, {device, today, seq, std::nullopt, 0});
  const LocalDay last = local_day(before->at);
  if (last == today) return {};
  const WallTime held = std::min(std::max(newest_evidence, before->at) + kHoldMost, at);
  DISTANSKOLL_TRY(mark_range(writer, device, *before, last + std::chrono::days{1},
                             std::min(local_day(held), today - std::chrono::days{1}), seq));
  return mark_range(writer, device, *before, today, today, seq);
}

Result<void> mark_closed_run(store::Writer& writer, const std::string& device,
                             const store::ReportBefore& report, std::uint64_t seq, WallTime at) {
  return mark_range(writer, device, report, local_day(report.at) + std::chrono::days{1},
                    local_day(at + kHoldMost), seq + 1);
}

}  // namespace distanskoll::server::ledger
