// SPDX-License-Identifier: EUPL-1.2
#pragma once
// That an entry is in the ledger: its number, its leaf, and the hashes from there to the root of
// the newest signed checkpoint of its epoch (RFC 9162 section 2.1.3). What a stranger needs beside
// it is the collector's public key. The leaf outlives the entry, so that also what was erased can
// be proved to have been there. Reads through the connection it is given; thread-compatible.

#include "server/store/ledger_rows.h"

#include <string>
#include <vector>

namespace distanskoll::server::devices {

struct EntryProof {
  std::uint64_t epoch = 0;
  std::uint64_t number = 0;
  Digest leaf{};
  std::uint64_t size = 0;  ///< of the tree that the checkpoint is of
  Digest root{};
  std::vector<Digest> path;
  std::string checkpoint;  ///< the signed note
};

/// Checked before it is given: kCorrupt when what is stored proves nothing. kNotFound when there is
/// no such leaf, or no checkpoint that holds it yet.
[[nodiscard]] Result<EntryProof> prove_entry(store::Connection& connection, std::uint64_t leaf);

}  // namespace distanskoll::server::devices
