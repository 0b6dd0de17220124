// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/thin.h"

#include "server/store/ledger_rows.h"

namespace distanskoll::server::ledger {
namespace {

/// A piece takes a few milliseconds; one a minute is 700,000 a day.
constexpr std::size_t kPiece = 500;

auto hour_of(const store::StoredCheckpoint& checkpoint) {
  return std::chrono::floor<std::chrono::hours>(checkpoint.at);
}

}  // namespace

std::vector<store::StoredCheckpoint> superfluous(
    const std::vector<store::StoredCheckpoint>& checkpoints, WallTime now) {
  std::vector<store::StoredCheckpoint> gone;
  for (std::size_t i = 0; i + 1 < checkpoints.size(); ++i) {
    const store::StoredCheckpoint& next = checkpoints[i + 1];
    const bool old = checkpoints[i].at + kAllCheckpointsKept < now;
    const bool same_hour =
        next.epoch == checkpoints[i].epoch && hour_of(next) == hour_of(checkpoints[i]);
    if (old && same_hour) gone.push_back(checkpoints[i]);
  }
  return gone;
}

Result<std::size_t> Thinning::step(WallTime now) {
  std::size_t gone = 0;
  const Result<Commit> done = sequencer_.run([&](Transaction& transaction) -> Result<void> {
    const Result<std::vector<store::StoredCheckpoint>> page =
        store::checkpoints_from(transaction.writer, epoch_, size_, kPiece);
    if (!page) return page.error();
    for (const store::StoredCheckpoint& each : superfluous(*page, now)) {
      DISTANSKOLL_TRY(store::delete_checkpoint(transaction.writer, each.epoch, each.size));
      ++gone;
    }
    const bool more = page->size() == kPiece && page->back().at + kAllCheckpointsKept < now;
    epoch_ = more ? page->back().epoch : 0;
    size_ = more ? page->back().size : 0;
    return {};
  });
  if (!done) return done.error();
  return gone;
}

}  // namespace distanskoll::server::ledger
