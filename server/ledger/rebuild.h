// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Makes the projections of the ledger again from its entries: device_state, failing time, and the
// findings that follow from reports alone (requirement_failed, unexpected_user). Heartbeats of
// running runs and findings about how something was sent (cloned_key, clock_skew, …) exist nowhere
// else and stay. Offline, with the data directory's lock; one transaction, so that a rebuild that
// is interrupted has changed nothing.

#include "server/store/database.h"
#include "server/store/ledger_rows.h"
#include "shared/evidence/entry.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace distanskoll::server::ledger {

struct RebuildReport {
  std::uint64_t reports = 0;
  std::uint64_t devices = 0;
  std::uint64_t without_policy = 0;  ///< reports from before any policy was in force: not judged
};

/// What other parts make of entries: emptied first, then handed every entry that is not erased, in
/// order, inside the transaction.
struct Projection {
  std::function<Result<void>(store::Writer&)> clear;
  std::function<Result<void>(store::Writer&, const store::StoredEntry&, const evidence::Entry&)>
      take;
};

/// kCorrupt when an entry cannot be read: run fsck.
[[nodiscard]] Result<RebuildReport> rebuild(
    store::Writer& writer, const std::vector<Projection>& others = {},
    const std::function<void(std::uint64_t reports)>& progress = {});

}  // namespace distanskoll::server::ledger
