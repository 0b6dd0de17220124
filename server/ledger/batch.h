// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One transaction of the sequencer: one checkpoint, one commit. Used by the sequencer's thread
// alone. A change that fails is undone alone; a failure of the disk undoes all. Repeatable changes
// are tried without savepoints first; should one fail, which none does that the collector made
// itself, all is rolled back and done again with a savepoint for each.

#include "server/ledger/repeatable.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::ledger {

class Batch {
 public:
  Batch(store::Writer& writer, Ledger& ledger, WallTime now)
      : writer_(writer), ledger_(ledger), now_(now) {}

  /// On error nothing of any change is stored and the ledger is where it was.
  [[nodiscard]] Result<Commit> run(const std::vector<std::unique_ptr<Change>>& changes);
  /// After run(): why change `i` alone failed, or null.
  [[nodiscard]] const Error* error_of(std::size_t i) const {
    return errors_[i] ? &*errors_[i] : nullptr;
  }
  /// Devices that the committed changes touched, each once, sorted.
  [[nodiscard]] const std::vector<std::string>& touched() const { return touched_; }

 private:
  using Changes = std::vector<std::unique_ptr<Change>>;
  /// False when one of them failed: nothing has happened then.
  [[nodiscard]] Result<bool> try_all(const std::vector<RepeatableChange*>& changes);
  [[nodiscard]] Result<void> apply_all(const Changes& changes);
  [[nodiscard]] Result<void> apply_one(Change& change, std::optional<Error>& error);

  store::Writer& writer_;
  Ledger& ledger_;
  WallTime now_;
  std::vector<std::optional<Error>> errors_;
  std::vector<std::string> touched_;
};

/// Makes a small change durable and undoes it: kNoSpace or kIo while the disk does not take it.
[[nodiscard]] Result<void> probe_disk(store::Writer& writer);

}  // namespace distanskoll::server::ledger
