// SPDX-License-Identifier: EUPL-1.2
#include "server/devices/proof.h"

#include "server/ledger/ledger.h"
#include "shared/evidence/merkle.h"

#include <algorithm>

namespace distanskoll::server::devices {
namespace {

Result<std::string> origin_of(store::Connection& connection, std::uint64_t epoch) {
  const auto epochs = store::list_epochs(connection);
  if (!epochs) return epochs.error();
  const auto found = std::ranges::find(*epochs, epoch, &store::Epoch::number);
  if (found == epochs->end()) return Error{ErrorCode::kNotFound, "there is no such epoch"};
  return found->origin;
}

Result<Digest> only(const Result<std::vector<Digest>>& hashes) {
  if (!hashes) return hashes.error();
  if (hashes->size() != 1) {
    return Error{ErrorCode::kCorrupt, "a hash of the ledger is missing; run fsck"};
  }
  return hashes->front();
}

}  // namespace

Result<EntryProof> prove_entry(store::Connection& connection, std::uint64_t leaf) {
  EntryProof proof;
  proof.epoch = store::epoch_of(leaf);
  proof.number = store::number_of(leaf);
  const auto checkpoint = store::newest_checkpoint(connection, proof.epoch);
  if (!checkpoint) return checkpoint.error();
  if (!*checkpoint || (*checkpoint)->size <= proof.number) {
    return Error{ErrorCode::kNotFound, "no checkpoint holds this entry yet"};
  }
  const auto origin = origin_of(connection, proof.epoch);
  if (!origin) return origin.error();
  const auto read = [&](unsigned level, std::uint64_t index) -> Result<Digest> {
    if (level == 0) {
      return only(store::leaf_hashes(connection, store::leaf_id(proof.epoch, index), 1));
    }
    return only(store::node_hashes(connection, proof.epoch, level, index, 1));
  };
  const auto hash = read(0, proof.number);
  if (!hash) return hash.error();
  proof.leaf = *hash;
  proof.size = (*checkpoint)->size;
  proof.root = (*checkpoint)->root;
  auto path = evidence::inclusion_proof(proof.number, proof.size, read);
  if (!path) return path.error();
  proof.path = std::move(*path);
  proof.checkpoint = ledger::note_of(*origin, **checkpoint);
  if (!evidence::verify_inclusion(proof.leaf, proof.number, proof.size, proof.path, proof.root)) {
    return Error{ErrorCode::kCorrupt, "the ledger does not prove this entry; run fsck"};
  }
  return proof;
}

}  // namespace distanskoll::server::devices
