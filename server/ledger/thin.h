// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which signed checkpoints are kept. Every commit signs one, up to 50,000 a day in a municipality
// of 5,000 laptops (about 180 bytes each, 3 GB a year), but a checkpoint proves nothing that a
// later one does not: the tree gives the root of every size, and from it a consistency proof to any
// newer checkpoint (RFC 9162 section 2.1.4). So all of the last two weeks are kept, as long as
// laptops keep what was acknowledged (spool.keep_days); of older ones the last of every hour (1.6
// MB a year), and always the newest of an epoch.

#include "server/ledger/sequencer.h"

#include <cstdint>
#include <vector>

namespace distanskoll::server::ledger {

inline constexpr std::chrono::days kAllCheckpointsKept{14};

/// Of checkpoints in order of (epoch, size), those that may go at `now`. The last one given is
/// never among them: what follows it decides. Pure.
[[nodiscard]] std::vector<store::StoredCheckpoint> superfluous(
    const std::vector<store::StoredCheckpoint>& checkpoints, WallTime now);

/// Goes through the stored checkpoints, a piece at each call, and begins anew when it is through.
/// Belongs to one thread.
class Thinning {
 public:
  explicit Thinning(Sequencer& sequencer) : sequencer_(sequencer) {}
  /// How many went. Never on the sequencer's thread.
  [[nodiscard]] Result<std::size_t> step(WallTime now);

 private:
  Sequencer& sequencer_;
  std::uint64_t epoch_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace distanskoll::server::ledger
