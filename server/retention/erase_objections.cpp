// SPDX-License-Identifier: EUPL-1.2
#include "server/retention/eraser.h"
#include "server/store/records.h"

#include <algorithm>

namespace distanskoll::server::retention {

constexpr std::size_t kVersionsAtOnce = 200;  ///< in one transaction: some milliseconds

/// What was said against a day goes with the day: every version of it.
Result<void> Eraser::objections(store::Connection& connection, const Cutoffs& cutoffs,
                                const Holds& holds, ErasureReport& report) {
  const auto snapshot = parts_.registry.now();
  const std::string register_word(to_string(agreements::RecordKind::kObjection));
  Wish wish{Kind::kDays, {}, "schedule", "collector"};
  const auto erase_gathered = [&]() -> Result<void> {
    if (wish.leaves.empty()) return {};
    std::ranges::sort(wish.leaves);
    const auto rows = [&](store::Writer& writer) -> Result<void> {
      for (const std::uint64_t leaf : wish.leaves) {
        DISTANSKOLL_TRY(store::delete_record_row(writer, leaf));
      }
      return {};
    };
    DISTANSKOLL_TRY(erase(wish, rows));
    wish.leaves.clear();
    return {};
  };
  for (const auto& [id, kept] : snapshot->objections.all()) {
    const agreements::Objection& each = kept->value;
    if (each.date >= cutoffs.days || holds.keeps_person(each.employee, each.date)) continue;
    const auto versions = store::record_history(connection, register_word, id);
    if (!versions) return versions.error();
    for (const store::StoredRecord& version : *versions) wish.leaves.push_back(version.row.leaf);
    ++report.objections;
    if (wish.leaves.size() >= kVersionsAtOnce) DISTANSKOLL_TRY(erase_gathered());
  }
  DISTANSKOLL_TRY(erase_gathered());
  return report.objections > 0 ? reload() : Result<void>();
}

/// On the sequencer's thread, where snapshots are published: nothing comes in between.
Result<void> Eraser::reload() {
  return parts_.sequencer.run_between_commits([&](store::Writer& writer) -> Result<bool> {
    DISTANSKOLL_TRY(parts_.registry.reload(writer));
    return true;
  });
}

}  // namespace distanskoll::server::retention
