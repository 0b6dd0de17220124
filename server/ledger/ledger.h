// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The append-only ledger inside the writer's transaction: numbering, salted leaves, stored node
// hashes, the conditional head row, and the signed checkpoint. Owned by the sequencer's thread
// (thread-compatible). The tree is shared/evidence/merkle.h; rows are server/store/ledger_rows.h.
// Memory holds only the right edge, as the unfinished tile of each level.

#include "server/store/database.h"
#include "server/store/ledger_rows.h"
#include "shared/crypto/key.h"
#include "shared/evidence/checkpoint.h"
#include "shared/evidence/entry.h"
#include "shared/evidence/merkle.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::ledger {

/// Leaf ids are epoch * 2^40 + number in the database.
inline constexpr int kEpochShift = 40;

struct Appended {
  std::uint64_t leaf = 0;  ///< number in the current epoch
  Digest salt{};
};

/// The right edge: `tiles[k]` holds the hashes of level k (each over 256^k leaves) that have no
/// complete parent yet. A value: a copy is a place to go back to.
struct Edge {
  std::uint64_t size = 0;
  std::vector<evidence::RightEdge> tiles;
};
[[nodiscard]] Result<Digest> root_of(const Edge& edge);
/// Reads the edge of a tree of `size` leaves from stored hashes; kCorrupt when one is missing.
[[nodiscard]] Result<Edge> read_edge(store::Connection& connection, std::uint64_t epoch,
                                     std::uint64_t size);

/// The line by which a stored checkpoint's note ends, and the note made whole again.
[[nodiscard]] std::string signature_line_of(std::string_view note);
[[nodiscard]] std::string note_of(const std::string& origin,
                                  const store::StoredCheckpoint& checkpoint);

class Ledger {
 public:
  /// Reads the head and the right edge. A database without a head gets epoch 1 with `origin`.
  /// kCorrupt when they do not fit each other; kConflict when origin or key are not those of the
  /// current epoch. Takes the fence: whoever had the ledger open before cannot commit any more.
  [[nodiscard]] static Result<Ledger> open(store::Writer& writer, std::string origin,
                                           crypto::PrivateKey log_key, WallTime now);

  /// The same inside a transaction that the caller has begun; call committed() once it is.
  [[nodiscard]] static Result<Ledger> open_in_transaction(store::Writer& writer, std::string origin,
                                                          crypto::PrivateKey log_key, WallTime now);

  /// Appends inside the open transaction. `seq` is the number of the device's series for reports.
  /// kUnavailable in recovery.
  [[nodiscard]] Result<Appended> append(const evidence::Entry& entry,
                                        std::optional<std::uint64_t> seq = std::nullopt);
  /// If anything was appended since the last call: updates the head conditionally, signs and stores
  /// the checkpoint. Called by the sequencer before it commits.
  [[nodiscard]] Result<void> seal(WallTime now);
  /// After a rollback: forgets what was appended since the last commit.
  void rollback();
  void committed();

  /// For one change among several: where it began, and back to there when it failed.
  [[nodiscard]] Edge mark() const { return edge_; }
  void rollback_to(Edge mark) { edge_ = std::move(mark); }

  [[nodiscard]] const std::string& checkpoint() const { return checkpoint_; }
  [[nodiscard]] std::uint64_t size() const { return edge_.size; }
  [[nodiscard]] std::uint64_t epoch() const { return epoch_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }
  /// After a restore: nothing is appended or signed until restore.h has ended it.
  [[nodiscard]] bool recovering() const { return recovering_; }

 private:
  Ledger(store::Writer& writer, std::string origin, crypto::PrivateKey log_key);
  [[nodiscard]] Result<void> prepare(WallTime now);
  [[nodiscard]] Result<void> sign_and_store(const Digest& root, WallTime now);
  [[nodiscard]] Digest next_salt();

  store::Writer* writer_;
  std::string origin_;
  crypto::PrivateKey log_key_;
  std::uint64_t epoch_ = 1;
  std::uint64_t fence_ = 0;
  bool recovering_ = false;
  Edge edge_;
  Edge committed_edge_;
  std::string checkpoint_;
  std::string committed_checkpoint_;
  std::vector<Digest> salts_;  ///< random, not used yet
};

}  // namespace distanskoll::server::ledger
