// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of the ledger: head, epochs, leaves, node hashes, entries and checkpoints. What they
// mean is server/ledger's; here is only how they are stored and read. A leaf id is epoch * 2^40 +
// number. Readers page by id and keep no transaction between pages. Errors as guarded() gives them;
// what is not there is kNotFound or an empty optional.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

[[nodiscard]] constexpr std::uint64_t leaf_id(std::uint64_t epoch, std::uint64_t number) {
  return (epoch << 40) + number;
}
[[nodiscard]] constexpr std::uint64_t epoch_of(std::uint64_t leaf) { return leaf >> 40; }
[[nodiscard]] constexpr std::uint64_t number_of(std::uint64_t leaf) {
  return leaf & ((std::uint64_t{1} << 40) - 1);
}

struct Head {
  std::uint64_t epoch = 1;
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
  std::uint64_t fence = 0;
};
[[nodiscard]] Result<std::optional<Head>> find_head(Connection& connection);
[[nodiscard]] Result<void> replace_head(Writer& writer, const Head& head);
/// Makes `leader` the one whose fence counts and returns the new fence.
[[nodiscard]] Result<std::uint64_t> take_fence(Writer& writer, const std::string& leader);
/// kConflict unless the head is still `from` with its epoch, size and fence.
[[nodiscard]] Result<void> advance_head(Writer& writer, const Head& from, std::uint64_t size,
                                        const Digest& root);

struct Epoch {
  std::uint64_t number = 1;
  std::string origin;
  Bytes log_key;  ///< SubjectPublicKeyInfo
  WallTime began_at{};
};
[[nodiscard]] Result<void> insert_epoch(Writer& writer, const Epoch& epoch);
[[nodiscard]] Result<std::vector<Epoch>> list_epochs(Connection& connection);

[[nodiscard]] Result<void> insert_leaf(Writer& writer, std::uint64_t leaf, const Digest& hash);
/// At most `count` hashes from `leaf` on, in order, without a hole; fewer where they end.
[[nodiscard]] Result<std::vector<Digest>> leaf_hashes(Connection& connection, std::uint64_t leaf,
                                                      std::size_t count);
/// How many leaves of the epoch are stored at all.
[[nodiscard]] Result<std::uint64_t> count_leaves(Connection& connection, std::uint64_t epoch);

/// One more than the highest number of the epoch's stored leaves; 0 when there is none.
[[nodiscard]] Result<std::uint64_t> leaf_end(Connection& connection, std::uint64_t epoch);

/// Hash of the complete subtree of 256^level leaves; level from 1.
[[nodiscard]] Result<void> insert_node(Writer& writer, std::uint64_t epoch, unsigned level,
                                       std::uint64_t number, const Digest& hash);
[[nodiscard]] Result<std::vector<Digest>> node_hashes(Connection& connection, std::uint64_t epoch,
                                                      unsigned level, std::uint64_t number,
                                                      std::size_t count);
[[nodiscard]] Result<std::uint64_t> count_nodes(Connection& connection, std::uint64_t epoch);

struct StoredEntry {
  std::uint64_t leaf = 0;  ///< id
  std::string kind;
  std::string device;  ///< empty when the entry is about no device
  std::optional<std::uint64_t> seq;
  WallTime received_at{};
  Digest salt{};
  std::string line;
};
[[nodiscard]] Result<void> insert_entry(Writer& writer, const StoredEntry& entry);
[[nodiscard]] Result<StoredEntry> find_entry(Connection& connection, std::uint64_t leaf);
/// The report of `device` with number `seq`, or with the next one above it.
[[nodiscard]] Result<std::optional<StoredEntry>> find_report(Connection& connection,
                                                             const std::string& device,
                                                             std::uint64_t seq);
[[nodiscard]] Result<std::optional<StoredEntry>> next_report(Connection& connection,
                                                             const std::string& device,
                                                             std::uint64_t seq);
/// At most `most` entries with ids from `leaf` on.
[[nodiscard]] Result<std::vector<StoredEntry>> entries_from(Connection& connection,
                                                            std::uint64_t leaf, std::size_t most);
/// Deletes line and salt; the leaf stays and `erased` names the entry that says why.
[[nodiscard]] Result<void> erase_entry(Writer& writer, std::uint64_t leaf, std::uint64_t by_entry);
[[nodiscard]] Result<bool> is_erased(Connection& connection, std::uint64_t leaf);

struct StoredCheckpoint {
  std::uint64_t epoch = 1;
  std::uint64_t size = 0;
  Digest root{};
  std::string signature_line;  ///< of the signed note, without its line feed
  WallTime at{};
};
[[nodiscard]] Result<void> insert_checkpoint(Writer& writer, const StoredCheckpoint& checkpoint);
[[nodiscard]] Result<std::optional<StoredCheckpoint>> newest_checkpoint(Connection& connection,
                                                                        std::uint64_t epoch);
[[nodiscard]] Result<std::optional<Digest>> checkpoint_root(Connection& connection,
                                                            std::uint64_t epoch,
                                                            std::uint64_t size);
[[nodiscard]] Result<void> delete_checkpoint(Writer& writer, std::uint64_t epoch,
                                             std::uint64_t size);
/// In order of (epoch, size), from that place on.
[[nodiscard]] Result<std::vector<StoredCheckpoint>> checkpoints_from(Connection& connection,
                                                                     std::uint64_t epoch,
                                                                     std::uint64_t size,
                                                                     std::size_t most);

}  // namespace distanskoll::server::store
