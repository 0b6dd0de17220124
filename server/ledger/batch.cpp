// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/batch.h"

#include "server/store/transaction.h"

#include <algorithm>

namespace distanskoll::server::ledger {
namespace {

/// Failures of the machine, not of one change: going on in the same transaction is no use.
bool fails_all(ErrorCode code) {
  return code == ErrorCode::kNoSpace || code == ErrorCode::kIo || code == ErrorCode::kCorrupt;
}

/// All of them as what they are; nothing when one of them is not.
std::vector<RepeatableChange*> all_repeatable(const std::vector<std::unique_ptr<Change>>& changes) {
  std::vector<RepeatableChange*> again;
  again.reserve(changes.size());
  for (const auto& change : changes) {
    auto* repeatable = dynamic_cast<RepeatableChange*>(change.get());
    if (repeatable == nullptr) return {};
    again.push_back(repeatable);
  }
  return again;
}

}  // namespace

Result<Commit> Batch::run(const std::vector<std::unique_ptr<Change>>& changes) {
  errors_.assign(changes.size(), std::nullopt);
  Result<void> outcome = store::begin(writer_);
  if (outcome) outcome = apply_all(changes);
  if (outcome) outcome = ledger_.seal(now_);
  if (outcome) outcome = store::commit(writer_);
  if (!outcome) {
    store::rollback(writer_);
    ledger_.rollback();
    return outcome.error();
  }
  ledger_.committed();
  std::sort(touched_.begin(), touched_.end());
  touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
  return Commit{ledger_.checkpoint(), ledger_.size(), ledger_.epoch()};
}

Result<bool> Batch::try_all(const std::vector<RepeatableChange*>& changes) {
  Transaction transaction{writer_, ledger_, now_, touched_};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Result<void> applied = changes[i]->apply(transaction);
    if (applied) continue;
    if (fails_all(applied.error().code)) return applied.error();
    store::rollback(writer_);
    ledger_.rollback();
    touched_.clear();
    for (std::size_t back = i + 1; back-- > 0;) changes[back]->rewind();
    DISTANSKOLL_TRY(store::begin(writer_));
    return false;
  }
  return true;
}

Result<void> Batch::apply_all(const Changes& changes) {
  if (const std::vector<RepeatableChange*> again = all_repeatable(changes); !again.empty()) {
    const Result<bool> done = try_all(again);
    if (!done) return done.error();
    if (*done) return {};
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    DISTANSKOLL_TRY(apply_one(*changes[i], errors_[i]));
  }
  return {};
}

Result<void> Batch::apply_one(Change& change, std::optional<Error>& error) {
  DISTANSKOLL_TRY(store::begin_savepoint(writer_));
  Edge mark = ledger_.mark();
  const std::size_t touched_before = touched_.size();
  Transaction transaction{writer_, ledger_, now_, touched_};
  const Result<void> applied = change.apply(transaction);
  if (applied) return store::release_savepoint(writer_);
  if (fails_all(applied.error().code) || !store::in_transaction(writer_)) return applied.error();
  error = applied.error();
  touched_.resize(touched_before);
  ledger_.rollback_to(std::move(mark));
  return store::rollback_savepoint(writer_);
}

Result<void> probe_disk(store::Writer& writer) {
  DISTANSKOLL_TRY(store::empty_log(writer));
  DISTANSKOLL_TRY(store::begin(writer));
  Result<void> outcome = store::write_filler(writer);
  if (outcome) outcome = store::commit(writer);
  if (!outcome) store::rollback(writer);
  return outcome;
}

}  // namespace distanskoll::server::ledger
