// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/fsck.h"

#include "server/ledger/fsck_chain.h"
#include "server/ledger/ledger.h"

#include <algorithm>

namespace distanskoll::server::ledger {
namespace {

constexpr std::size_t kRowsAtOnce = 1'024;
constexpr std::size_t kProblems = 1'000;
constexpr std::uint64_t kTile = 256;

class Fsck {
 public:
  Fsck(store::Connection& connection, const Progress& progress)
      : connection_(connection),
        progress_(progress),
        chain_(connection, report_, [this](Problem problem) { say(std::move(problem)); }) {}

  Result<FsckReport> run() {
    const Result<std::vector<store::Epoch>> epochs = store::list_epochs(connection_);
    if (!epochs) return epochs.error();
    const Result<std::optional<store::Head>> head = store::find_head(connection_);
    if (!head) return head.error();
    if (epochs->empty() || !*head) {
      say({ProblemKind::kHead, 0, 0, {}, "there is no ledger: no head or no epoch is stored"});
      return std::move(report_);
    }
    for (const store::Epoch& epoch : *epochs) {
      ++report_.epochs;
      const Result<std::uint64_t> end = store::leaf_end(connection_, epoch.number);
      if (!end) return end.error();
      all_ += *end;
    }
    for (const store::Epoch& epoch : *epochs) {
      DISTANSKOLL_TRY(check_epoch(epoch, epoch.number == (*head)->epoch ? &**head : nullptr));
    }
    if ((*head)->epoch != epochs->back().number) {
      say({ProblemKind::kHead, (*head)->epoch, 0, {}, "the head is not of the newest epoch"});
    }
    DISTANSKOLL_TRY(chain_.finish());
    return std::move(report_);
  }

 private:
  void say(Problem problem) {
    if (report_.problems.size() < kProblems) {
      report_.problems.push_back(std::move(problem));
    } else {
      report_.more = true;
    }
  }
  void say(ProblemKind kind, std::uint64_t leaf, std::string what) {
    say({kind, epoch_, leaf, {}, std::move(what)});
  }

  Result<void> check_epoch(const store::Epoch& epoch, const store::Head* head) {
    epoch_ = epoch.number;
    edge_ = Edge{};
    nodes_ = 0;
    const Result<crypto::PublicKey> key = crypto::PublicKey::from_spki(epoch.log_key);
    if (!key) say(ProblemKind::kCheckpoint, 0, "the epoch's log key cannot be read");
    DISTANSKOLL_TRY(fetch_checkpoints(0));
    DISTANSKOLL_TRY(check_checkpoints(epoch, key));
    for (std::uint64_t number = 0;;) {
      const std::uint64_t id = store::leaf_id(epoch_, number);
      const Result<std::vector<Digest>> leaves = store::leaf_hashes(connection_, id, kRowsAtOnce);
      if (!leaves) return leaves.error();
      if (leaves->empty()) break;
      Result<std::vector<store::StoredEntry>> rows =
          store::entries_from(connection_, id, leaves->size());
      if (!rows) return rows.error();
      auto row = rows->begin();
      for (const Digest& leaf : *leaves) {
        const bool there = row != rows->end() && row->leaf == store::leaf_id(epoch_, number);
        DISTANSKOLL_TRY(check_leaf(number, leaf, there ? &*row : nullptr));
        if (there) ++row;
        ++number;
        DISTANSKOLL_TRY(check_checkpoints(epoch, key));
      }
      if (progress_) DISTANSKOLL_TRY(progress_(report_.leaves, all_));
    }
    for (const store::StoredCheckpoint& left : checkpoints_) {
      say(ProblemKind::kCheckpoint, left.size, "a checkpoint is larger than the tree");
    }
    return check_ends(head);
  }

  Result<void> check_leaf(std::uint64_t number, const Digest& leaf, store::StoredEntry* row) {
    ++report_.leaves;
    DISTANSKOLL_TRY(append(number, leaf));
    if (row == nullptr) {
      const Result<bool> erased = store::is_erased(connection_, store::leaf_id(epoch_, number));
      if (!erased) return erased.error();
      if (!*erased) {
        say(ProblemKind::kMissing, number, "there is no entry for the leaf, and none erased it");
        return {};
      }
      ++report_.erased;
      chain_.erased(store::leaf_id(epoch_, number));
      return {};
    }
    ++report_.entries;
    if (evidence::leaf_hash(evidence::commitment(row->salt, row->line)) != leaf) {
      say({ProblemKind::kLeaf, epoch_, number, row->device,
           "salt and line do not give the leaf: the entry was changed"});
      return {};
    }
    const Result<evidence::Entry> entry = evidence::decode_entry(row->line);
    if (!entry) {
      say({ProblemKind::kEntry, epoch_, number, row->device, entry.error().message});
      return {};
    }
    if (row->kind != evidence::to_string(entry->kind) || row->device != entry->device ||
        row->received_at != entry->received_at) {
      say({ProblemKind::kEntry, epoch_, number, row->device,
           "kind, device or received_at beside the line are not those in it"});
    }
    follow(*row, *entry);
    return {};
  }

  void follow(const store::StoredEntry& row, const evidence::Entry& entry) {
    switch (entry.kind) {
      case evidence::EntryKind::kReport:
        return chain_.report(row, entry);
      case evidence::EntryKind::kRunClosed:
        return chain_.run_closed(row, entry);
      case evidence::EntryKind::kNotice:
        return chain_.notice(entry);
      case evidence::EntryKind::kEnrolment:
      case evidence::EntryKind::kRekey:
      case evidence::EntryKind::kRevocation:
      case evidence::EntryKind::kCode:
      case evidence::EntryKind::kPolicy:
      case evidence::EntryKind::kErasure:
      case evidence::EntryKind::kEpoch:
      case evidence::EntryKind::kLifecycle:
      case evidence::EntryKind::kRecord:
      case evidence::EntryKind::kDay:
      case evidence::EntryKind::kManifest:
      case evidence::EntryKind::kLateDay:
      case evidence::EntryKind::kAccessDigest:
        return;
    }
  }

  /// As Ledger::append does, but comparing node hashes where it stores them.
  Result<void> append(std::uint64_t number, Digest hash) {
    ++edge_.size;
    for (unsigned level = 0;; ++level) {
      if (level == edge_.tiles.size()) edge_.tiles.emplace_back();
      evidence::RightEdge& tile = edge_.tiles[level];
      tile.append(hash);
      if (tile.size() < kTile) return {};
      hash = tile.root();
      tile = evidence::RightEdge();
      const std::uint64_t index = number >> (8 * (level + 1));
      const Result<std::vector<Digest>> stored =
          store::node_hashes(connection_, epoch_, level + 1, index, 1);
      if (!stored) return stored.error();
      ++nodes_;
      if (stored->empty()) {
        say(ProblemKind::kMissing, number,
            "a node of level " + std::to_string(level + 1) + " is missing");
      } else if (stored->front() != hash) {
        say(ProblemKind::kNode, number,
            "a node of level " + std::to_string(level + 1) + " is not the hash of its leaves");
      }
    }
  }

  /// The next checkpoints of this epoch, the smallest last.
  Result<void> fetch_checkpoints(std::uint64_t from_size) {
    Result<std::vector<store::StoredCheckpoint>> page =
        store::checkpoints_from(connection_, epoch_, from_size, kRowsAtOnce);
    if (!page) return page.error();
    checkpoints_ = std::move(*page);
    std::erase_if(checkpoints_, [&](const auto& note) { return note.epoch != epoch_; });
    std::reverse(checkpoints_.begin(), checkpoints_.end());
    return {};
  }

  /// Every checkpoint of the size that the tree has now.
  Result<void> check_checkpoints(const store::Epoch& epoch, const Result<crypto::PublicKey>& key) {
    while (!checkpoints_.empty() && checkpoints_.back().size == edge_.size) {
      const store::StoredCheckpoint note = std::move(checkpoints_.back());
      checkpoints_.pop_back();
      ++report_.checkpoints;
      const Result<Digest> root = root_of(edge_);
      if (!root) return root.error();
      if (note.root != *root) {
        say(ProblemKind::kCheckpoint, note.size, "a checkpoint has another root than the tree had");
      } else if (key) {
        const Result<evidence::Checkpoint> verified =
            evidence::verify_checkpoint(note_of(epoch.origin, note), *key);
        if (!verified) say(ProblemKind::kCheckpoint, note.size, verified.error().message);
      }
      if (checkpoints_.empty()) DISTANSKOLL_TRY(fetch_checkpoints(note.size + 1));
    }
    return {};
  }

  Result<void> check_ends(const store::Head* head) {
    const Result<std::uint64_t> stored = store::count_leaves(connection_, epoch_);
    if (!stored) return stored.error();
    if (*stored != edge_.size) {
      say(ProblemKind::kMissing, edge_.size, "a leaf is missing before the last one");
    }
    const Result<std::uint64_t> nodes = store::count_nodes(connection_, epoch_);
    if (!nodes) return nodes.error();
    if (*nodes > nodes_)
      say(ProblemKind::kNode, 0, "there are nodes over leaves that are not there");
    const Result<std::vector<store::StoredEntry>> beyond =
        store::entries_from(connection_, store::leaf_id(epoch_, edge_.size), 1);
    if (!beyond) return beyond.error();
    if (!beyond->empty() && store::epoch_of(beyond->front().leaf) == epoch_) {
      say(ProblemKind::kMissing, edge_.size, "there are entries without a leaf");
    }
    if (head == nullptr) return {};
    const Result<Digest> root = root_of(edge_);
    if (!root) return root.error();
    if (head->size != edge_.size || head->root != *root) {
      say(ProblemKind::kHead, head->size, "the head is not the tree's size and root");
    }
    return {};
  }

  store::Connection& connection_;
  const Progress& progress_;
  FsckReport report_;
  ChainCheck chain_;
  std::uint64_t epoch_ = 0;
  std::uint64_t all_ = 0;
  Edge edge_;
  std::uint64_t nodes_ = 0;
  std::vector<store::StoredCheckpoint> checkpoints_;
};

}  // namespace

std::string_view to_string(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::kLeaf:
      return "leaf";
    case ProblemKind::kMissing:
      return "missing";
    case ProblemKind::kNode:
      return "node";
    case ProblemKind::kHead:
      return "head";
    case ProblemKind::kCheckpoint:
      return "checkpoint";
    case ProblemKind::kEntry:
      return "entry";
    case ProblemKind::kSignature:
      return "signature";
    case ProblemKind::kSeries:
      return "series";
    case ProblemKind::kHeartbeat:
      return "heartbeat";
    case ProblemKind::kChain:
      return "chain";
    case ProblemKind::kState:
      return "state";
  }
  return "leaf";
}

Result<FsckReport> fsck(store::Connection& connection, const Progress& progress) {
  return Fsck(connection, progress).run();
}

}  // namespace distanskoll::server::ledger
