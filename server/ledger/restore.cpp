// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/restore.h"

#include "server/ledger/epochs.h"
#include "server/ledger/tombstones.h"
#include "server/store/codes.h"
#include "server/store/devices.h"
#include "server/store/tokens.h"
#include "server/store/transaction.h"
#include "shared/limits.h"
#include "shared/text.h"

#include <algorithm>

namespace distanskoll::server::ledger {
namespace {

constexpr const char* kDatabase = "collector.db";

Result<std::vector<Tombstone>> all_tombstones(const RestoreOptions& options) {
  Result<std::vector<Tombstone>> all = read_tombstones(options.backup / "tombstones");
  if (!all || !options.tombstones) return all;
  const Result<std::vector<Tombstone>> newer = read_tombstones(*options.tombstones);
  if (!newer) return newer.error();
  for (const Tombstone& tombstone : *newer) {
    if (std::find(all->begin(), all->end(), tombstone) == all->end()) all->push_back(tombstone);
  }
  return all;
}

/// What the backup does not know at all cannot come back with it.
Result<bool> unless_unknown(const Result<void>& outcome) {
  if (outcome) return true;
  if (outcome.error().code == ErrorCode::kNotFound) return false;
  return outcome.error();
}

Result<void> replay(store::Writer& writer, const Tombstone& tombstone, RestoreReport& report) {
  switch (tombstone.kind) {
    case TombstoneKind::kRevocation: {
      const Result<store::Device> device = store::find_device(writer, tombstone.id);
      if (device && device->revoked_at) return {};
      const Result<bool> done = unless_unknown(
          store::revoke_device(writer, tombstone.id, tombstone.at, "replayed after a restore"));
      if (!done) return done.error();
      report.revoked += *done ? 1 : 0;
      return {};
    }
    case TombstoneKind::kCode: {
      const Result<bool> done =
          unless_unknown(store::revoke_code(writer, tombstone.id, tombstone.at));
      if (!done) return done.error();
      report.codes += *done ? 1 : 0;
      return {};
    }
    case TombstoneKind::kToken: {
      const Result<bool> done =
          unless_unknown(store::revoke_token(writer, tombstone.id, tombstone.at));
      if (!done) return done.error();
      report.tokens += *done ? 1 : 0;
      return {};
    }
    case TombstoneKind::kErasure: {
      const std::string_view id = tombstone.id;
      const std::size_t dash = id.find('-');
      const auto first = parse_unsigned(id.substr(0, dash));
      const auto last =
          dash == std::string_view::npos ? first : parse_unsigned(id.substr(dash + 1));
      if (!first || !last || *last < *first || *last - *first > limits::kErasedAtOnce) {
        return Error{ErrorCode::kMalformed, "an erasure names no leaf: " + tombstone.id};
      }
      for (std::uint64_t leaf = *first; leaf <= *last; ++leaf) {
        // The entry that says why was written after the backup: there is none to name.
        const Result<bool> done = unless_unknown(store::erase_entry(writer, leaf, 0));
        if (!done) return done.error();
        report.erased += *done ? 1 : 0;
      }
      return {};
    }
  }
  return {};
}

Result<void> replay_all(store::Writer& writer, const RestoreOptions& options,
                        const std::vector<Tombstone>& tombstones, WallTime now,
                        RestoreReport& report) {
  for (const Tombstone& tombstone : tombstones) {
    DISTANSKOLL_TRY(replay(writer, tombstone, report));
  }
  const Result<std::optional<store::Head>> head = store::find_head(writer);
  if (!head) return head.error();
  if (!*head) return Error{ErrorCode::kCorrupt, "the backup holds no ledger"};
  report.epoch = (*head)->epoch;
  report.size = (*head)->size;
  report.until = now + options.wait;
  const Result<std::optional<store::StoredCheckpoint>> newest =
      store::newest_checkpoint(writer, report.epoch);
  if (!newest) return newest.error();
  // Before any checkpoint nothing was enrolled either: everything may have been lost.
  const WallTime taken_at = *newest ? (*newest)->at : WallTime{};
  DISTANSKOLL_TRY(
      store::insert_restored(writer, {now, taken_at, options.backup.filename().string()}));
  return store::put_recovery(writer, {now, report.until, options.backup.filename().string(), 0,
                                      std::nullopt, std::nullopt});
}

Result<void> in_one_transaction(store::Writer& writer, const std::function<Result<void>()>& body) {
  DISTANSKOLL_TRY(store::begin(writer));
  Result<void> outcome = body();
  if (outcome) outcome = store::commit(writer);
  if (!outcome) store::rollback(writer);
  return outcome;
}

/// The root that this tree had at `size`.
Result<Digest> root_at(store::Connection& connection, std::uint64_t epoch, std::uint64_t size) {
  const Result<Edge> edge = read_edge(connection, epoch, size);
  if (!edge) return edge.error();
  return root_of(*edge);
}

}  // namespace

Result<RestoreReport> restore(const RestoreOptions& options, WallTime now) {
  std::error_code code;
  const std::filesystem::path file = options.data_directory / kDatabase;
  if (std::filesystem::exists(file, code)) {
    return Error{ErrorCode::kConflict,
                 file.string() + " exists; move the old data directory aside, it is evidence"};
  }
  const Result<std::vector<Tombstone>> tombstones = all_tombstones(options);
  if (!tombstones) return tombstones.error();
  const std::filesystem::path partial = file.string() + ".partial";
  if (!std::filesystem::copy_file(options.backup / kDatabase, partial,
                                  std::filesystem::copy_options::overwrite_existing, code)) {
    return Error{ErrorCode::kIo,
                 "cannot copy " + (options.backup / kDatabase).string() + ": " + code.message()};
  }
  std::filesystem::rename(partial, file, code);
  if (code)
    return Error{ErrorCode::kIo, "cannot rename " + partial.string() + ": " + code.message()};
  const Result<std::unique_ptr<store::Writer>> writer = store::Writer::open(options.data_directory);
  if (!writer) return writer.error();
  RestoreReport report;
  Result<void> done = in_one_transaction(
      **writer, [&] { return replay_all(**writer, options, *tombstones, now, report); });
  // The restored collector goes on with the same list, so that its next backup has it.
  Tombstones list(options.data_directory);
  for (const Tombstone& tombstone : *tombstones) {
    if (done) done = list.append(tombstone);
  }
  if (!done) return done.error();
  return report;
}

Result<Outlook> outlook(store::Connection& connection, WallTime now, bool end_now) {
  const Result<std::optional<store::Recovery>> recovery = store::find_recovery(connection);
  if (!recovery) return recovery.error();
  if (!*recovery) return Outlook::kNotRecovering;
  const Result<std::optional<store::Head>> head = store::find_head(connection);
  if (!head) return head.error();
  if (!*head) return Error{ErrorCode::kCorrupt, "the ledger has no head; run fsck"};
  if ((*recovery)->seen_size > (*head)->size) return Outlook::kNewEpoch;
  if ((*recovery)->seen_root) {
    const Result<Digest> root = root_at(connection, (*head)->epoch, (*recovery)->seen_size);
    if (!root) return root.error();
    if (*root != *(*recovery)->seen_root) return Outlook::kNewEpoch;
  }
  return end_now || now >= (*recovery)->until ? Outlook::kContinue : Outlook::kWaiting;
}

Result<void> continue_log(store::Writer& writer, WallTime now, bool end_now) {
  const Result<Outlook> what = outlook(writer, now, end_now);
  if (!what) return what.error();
  if (*what == Outlook::kNotRecovering) return {};
  if (*what != Outlook::kContinue) {
    return Error{ErrorCode::kConflict,
                 *what == Outlook::kWaiting
                     ? "recovery is still collecting what the laptops have seen"
                     : "a laptop has seen more than the backup holds; begin a new epoch"};
  }
  return store::delete_recovery(writer);
}

Result<Ledger> begin_epoch(store::Writer& writer, NewEpoch next, WallTime now) {
  const Result<std::optional<store::Head>> head = store::find_head(writer);
  if (!head) return head.error();
  const Result<std::optional<store::Recovery>> recovery = store::find_recovery(writer);
  if (!recovery) return recovery.error();
  const Result<std::vector<store::Epoch>> epochs = store::list_epochs(writer);
  if (!epochs) return epochs.error();
  if (!*head || !*recovery) {
    return Error{ErrorCode::kConflict, "a new epoch begins only after a restore"};
  }
  const Bytes key = next.log_key.public_key().spki();
  for (const store::Epoch& epoch : *epochs) {
    if (epoch.origin != next.origin && epoch.log_key != key) continue;
    return Error{ErrorCode::kConflict,
                 "a new epoch needs an origin and a log key that were never used"};
  }
  const store::Head& old = **head;
  const bool newer = (*recovery)->seen_root && (*recovery)->seen_size > old.size;
  const EpochBody body{old.epoch + 1,
                       old.origin,
                       newer ? (*recovery)->seen_size : old.size,
                       newer ? *(*recovery)->seen_root : old.root,
                       (*recovery)->source,
                       next.by,
                       next.why};
  const std::string origin = next.origin;
  std::optional<Ledger> ledger;
  const Result<void> begun = in_one_transaction(writer, [&]() -> Result<void> {
    DISTANSKOLL_TRY(store::insert_epoch(writer, {body.epoch, origin, key, now}));
    DISTANSKOLL_TRY(store::replace_head(
        writer, {body.epoch, origin, 0, evidence::empty_root(), old.fence + 1}));
    DISTANSKOLL_TRY(store::delete_recovery(writer));
    Result<Ledger> opened =
        Ledger::open_in_transaction(writer, origin, std::move(next.log_key), now);
    if (!opened) return opened.error();
    ledger.emplace(std::move(*opened));
    const Result<Appended> first =
        ledger->append({evidence::EntryKind::kEpoch, now, {}, encode(body)});
    if (!first) return first.error();
    return ledger->seal(now);
  });
  if (!begun) return begun.error();
  ledger->committed();
  return std::move(*ledger);
}

}  // namespace distanskoll::server::ledger
