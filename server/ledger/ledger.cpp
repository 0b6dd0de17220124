// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/ledger.h"

#include "server/store/recovery.h"
#include "server/store/transaction.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/random.h"

namespace distanskoll::server::ledger {
namespace {

constexpr std::size_t kSaltsAtOnce = 64;
constexpr std::uint64_t kTileHashes = 256;

}  // namespace

Ledger::Ledger(store::Writer& writer, std::string origin, crypto::PrivateKey log_key)
    : writer_(&writer), origin_(std::move(origin)), log_key_(std::move(log_key)) {}

Result<Ledger> Ledger::open(store::Writer& writer, std::string origin, crypto::PrivateKey log_key,
                            WallTime now) {
  DISTANSKOLL_TRY(store::begin(writer));
  Result<Ledger> ledger = open_in_transaction(writer, std::move(origin), std::move(log_key), now);
  const Result<void> done = ledger ? store::commit(writer) : Result<void>(ledger.error());
  if (!done) {
    store::rollback(writer);
    return done.error();
  }
  ledger->committed();
  return ledger;
}

Result<Ledger> Ledger::open_in_transaction(store::Writer& writer, std::string origin,
                                           crypto::PrivateKey log_key, WallTime now) {
  Ledger ledger(writer, std::move(origin), std::move(log_key));
  DISTANSKOLL_TRY(ledger.prepare(now));
  ledger.committed_edge_ = ledger.edge_;
  ledger.committed_checkpoint_ = ledger.checkpoint_;
  return ledger;
}

Result<void> Ledger::prepare(WallTime now) {
  Result<std::optional<store::Head>> head = store::find_head(*writer_);
  if (!head) return head.error();
  if (!*head) {
    const Digest root = evidence::empty_root();
    *head = store::Head{1, origin_, 0, root, 0};
    DISTANSKOLL_TRY(store::replace_head(*writer_, **head));
    DISTANSKOLL_TRY(store::insert_epoch(*writer_, {1, origin_, log_key_.public_key().spki(), now}));
  }
  const store::Head& found = **head;
  const Result<std::vector<store::Epoch>> epochs = store::list_epochs(*writer_);
  if (!epochs) return epochs.error();
  if (epochs->empty() || epochs->back().number != found.epoch) {
    return Error{ErrorCode::kCorrupt, "the head names an epoch that is not stored; run fsck"};
  }
  if (found.origin != origin_ || epochs->back().log_key != log_key_.public_key().spki()) {
    return Error{ErrorCode::kConflict,
                 "the ledger's current epoch " + std::to_string(found.epoch) + " is signed by \"" +
                     found.origin +
                     "\" with another key than the one given; give that epoch's"
                     " origin and log key"};
  }
  epoch_ = found.epoch;
  Result<Edge> edge = read_edge(*writer_, epoch_, found.size);
  if (!edge) return edge.error();
  edge_ = std::move(*edge);
  const Result<Digest> root = root_of(edge_);
  if (!root) return root.error();
  if (*root != found.root) {
    return Error{ErrorCode::kCorrupt,
                 "the stored hashes do not give the root of the head; run fsck"};
  }
  const Result<std::uint64_t> fence =
      store::take_fence(*writer_, crypto::hex_encode(crypto::random_bytes(8)));
  if (!fence) return fence.error();
  fence_ = *fence;
  const Result<std::optional<store::Recovery>> recovery = store::find_recovery(*writer_);
  if (!recovery) return recovery.error();
  recovering_ = recovery->has_value();
  const Result<std::optional<store::StoredCheckpoint>> newest =
      store::newest_checkpoint(*writer_, epoch_);
  if (!newest) return newest.error();
  if (*newest && (*newest)->size == edge_.size) {
    checkpoint_ = note_of(origin_, **newest);
    return {};
  }
  if (recovering_) return {};
  return sign_and_store(*root, now);
}

Result<Appended> Ledger::append(const evidence::Entry& entry, std::optional<std::uint64_t> seq) {
  if (recovering_) {
    return Error{ErrorCode::kUnavailable,
                 "the collector is in recovery after a restore and stores nothing yet"};
  }
  const std::uint64_t number = edge_.size;
  const std::uint64_t id = store::leaf_id(epoch_, number);
  store::StoredEntry row{id,
                         std::string(evidence::to_string(entry.kind)),
                         entry.device,
                         seq,
                         entry.received_at,
                         next_salt(),
                         evidence::encode(entry)};
  Digest hash = evidence::leaf_hash(evidence::commitment(row.salt, row.line));
  DISTANSKOLL_TRY(store::insert_leaf(*writer_, id, hash));
  DISTANSKOLL_TRY(store::insert_entry(*writer_, row));
  ++edge_.size;
  for (unsigned level = 0;; ++level) {
    if (level == edge_.tiles.size()) edge_.tiles.emplace_back();
    evidence::RightEdge& tile = edge_.tiles[level];
    tile.append(hash);
    if (tile.size() < kTileHashes) break;
    hash = tile.root();
    tile = evidence::RightEdge();
    DISTANSKOLL_TRY(
        store::insert_node(*writer_, epoch_, level + 1, number >> (8 * (level + 1)), hash));
  }
  return Appended{number, row.salt};
}

Result<void> Ledger::seal(WallTime now) {
  if (edge_.size == committed_edge_.size) return {};
  const Result<Digest> root = root_of(edge_);
  if (!root) return root.error();
  DISTANSKOLL_TRY(store::advance_head(
      *writer_, {epoch_, origin_, committed_edge_.size, *root, fence_}, edge_.size, *root));
  return sign_and_store(*root, now);
}

Result<void> Ledger::sign_and_store(const Digest& root, WallTime now) {
  Result<std::string> note = evidence::sign_checkpoint({origin_, edge_.size, root}, log_key_);
  if (!note) return note.error();
  checkpoint_ = std::move(*note);
  return store::insert_checkpoint(*writer_,
                                  {epoch_, edge_.size, root, signature_line_of(checkpoint_), now});
}

void Ledger::rollback() {
  edge_ = committed_edge_;
  checkpoint_ = committed_checkpoint_;
}

void Ledger::committed() {
  committed_edge_ = edge_;
  committed_checkpoint_ = checkpoint_;
}

Digest Ledger::next_salt() {
  if (salts_.empty()) {
    salts_.resize(kSaltsAtOnce);
    crypto::fill_random({salts_.front().data(), kSaltsAtOnce * salts_.front().size()});
  }
  const Digest salt = salts_.back();
  salts_.pop_back();
  return salt;
}

}  // namespace distanskoll::server::ledger
