// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Checks a whole data directory against itself, from the entries up (evidence.md "Ledger"): every
// leaf from salt and line, every node hash, head and every stored checkpoint with its signature,
// every report's signature, number and chain with the closing heartbeats, and the devices' state
// against the newest reports. Reads only, page by page; on a live collector it is given a backup's
// copy. Used by `fsck`, by `restore` and by the fault tests. An error is returned only when the
// directory cannot be read at all; everything that is wrong is a Problem.

#include "server/store/database.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace distanskoll::server::ledger {

/// Names are printed and documented: never rename.
enum class ProblemKind {
  kLeaf,        ///< salt and line do not give the leaf: an entry (its received_at, …) was edited
  kMissing,     ///< a leaf, entry or node that must be there is not
  kNode,        ///< a stored node hash is not that of its leaves
  kHead,        ///< size or root of the head is not the tree's
  kCheckpoint,  ///< a stored checkpoint has another root than the tree had, or a bad signature
  kEntry,       ///< an entry's line cannot be read, or its columns say something else
  kSignature,   ///< a report or heartbeat is not signed by a key of its device
  kSeries,      ///< a device's reports are not in the order of their numbers
  kHeartbeat,   ///< a closing heartbeat was withheld, replaced or invented
  kChain,       ///< a report follows something else, and neither a gap nor a notice says why
  kState,       ///< device_state is not what the entries give
};
[[nodiscard]] std::string_view to_string(ProblemKind kind);

struct Problem {
  ProblemKind kind = ProblemKind::kLeaf;
  std::uint64_t epoch = 0;
  std::uint64_t leaf = 0;  ///< number, where there is one
  std::string device;      ///< or empty
  std::string what;
};

struct FsckReport {
  std::uint64_t epochs = 0;
  std::uint64_t leaves = 0;
  std::uint64_t entries = 0;
  std::uint64_t erased = 0;
  std::uint64_t checkpoints = 0;
  std::uint64_t signatures = 0;
  std::uint64_t admitted_breaks = 0;  ///< broken chains that the ledger itself names
  std::vector<Problem> problems;      ///< the first 1,000
  bool more = false;
  [[nodiscard]] bool clean() const { return problems.empty(); }
};

/// `progress` (may be empty) hears leaves done and leaves in all; an error ends the check and is
/// its result.
using Progress = std::function<Result<void>(std::uint64_t done, std::uint64_t all)>;
[[nodiscard]] Result<FsckReport> fsck(store::Connection& connection, const Progress& progress = {});

}  // namespace distanskoll::server::ledger
