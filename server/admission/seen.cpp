// SPDX-License-Identifier: EUPL-1.2
#include "server/admission/series.h"
#include "server/ledger/epochs.h"

namespace distanskoll::server::admission {
namespace {

/// Not every checkpoint is kept (server/ledger/thin.h): the tree itself knows what its root was.
Result<Digest> root_at(store::Connection& connection, std::uint64_t epoch, std::uint64_t size) {
  return evidence::root_of(size, [&](unsigned level, std::uint64_t index) -> Result<Digest> {
    const Result<std::vector<Digest>> hash =
        level == 0 ? store::leaf_hashes(connection, store::leaf_id(epoch, index), 1)
                   : store::node_hashes(connection, epoch, level, index, 1);
    if (!hash) return hash.error();
    if (hash->empty()) return Error{ErrorCode::kCorrupt, "a stored hash is missing; run fsck"};
    return hash->front();
  });
}

}  // namespace

Result<bool> fits_ledger(store::Connection& connection, std::uint64_t epoch,
                         std::uint64_t ledger_size, const report::Seen& seen) {
  const Result<std::optional<Digest>> current =
      store::checkpoint_root(connection, epoch, seen.size);
  if (!current) return current.error();
  if (*current) return **current == seen.root;
  // Older epochs, which the device may have seen last. A restored epoch may have been longer than
  // what is left of it; its checkpoints are then unknown here and the epoch entry names the newest.
  for (std::uint64_t older = epoch; older-- > 1;) {
    const Result<std::uint64_t> end = store::leaf_end(connection, older);
    if (!end) return end.error();
    if (seen.size > *end) continue;
    const Result<Digest> root = root_at(connection, older, seen.size);
    if (!root) return root.error();
    if (*root == seen.root) return true;
  }
  const Result<bool> lost = ledger::was_lost_in_restore(connection, epoch, seen.size);
  if (!lost) return lost.error();
  if (*lost) return true;
  if (seen.size > ledger_size) return false;
  const Result<Digest> root = root_at(connection, epoch, seen.size);
  if (!root) return root.error();
  return *root == seen.root;
}

}  // namespace distanskoll::server::admission
