// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The Merkle tree of RFC 9162 section 2.1 with SHA-256: appending needs only the right edge; the
// hashes of complete subtrees are kept as C2SP tlog-tiles (level 8k hashes), so that any root and
// proof can be computed from stored hashes. Verification follows RFC 9162 sections 2.1.3.2 and
// 2.1.4.2. Pure, thread-compatible.

#include "shared/bytes.h"
#include "shared/result.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace distanskoll::evidence {

/// SHA-256(0x00 || data): what the tree calls a leaf.
[[nodiscard]] Digest leaf_hash(ByteView data);
/// SHA-256(0x01 || left || right).
[[nodiscard]] Digest node_hash(const Digest& left, const Digest& right);
/// The root of the empty tree: SHA-256 of nothing.
[[nodiscard]] Digest empty_root();

/// The right edge of a tree: one hash per set bit of `size`, largest subtree first.
class RightEdge {
 public:
  RightEdge() = default;
  /// From stored hashes; kCorrupt unless there is exactly one per set bit of `size`.
  [[nodiscard]] static Result<RightEdge> restore(std::uint64_t size, std::vector<Digest> hashes);

  void append(const Digest& leaf);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] Digest root() const;
  [[nodiscard]] const std::vector<Digest>& hashes() const { return hashes_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> hashes_;
};

/// Reads the hash of a complete subtree that is stored: level 0 is leaf hashes, level k covers
/// 2^(8k) leaves. Asked only for those that exist in a tree of the size at hand.
using TileReader = std::function<Result<Digest>(unsigned level, std::uint64_t index)>;

[[nodiscard]] Result<Digest> root_of(std::uint64_t size, const TileReader& read);
[[nodiscard]] Result<std::vector<Digest>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                          const TileReader& read);
[[nodiscard]] Result<std::vector<Digest>> consistency_proof(std::uint64_t first,
                                                            std::uint64_t second,
                                                            const TileReader& read);

[[nodiscard]] bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                                    std::span<const Digest> proof, const Digest& root);
[[nodiscard]] bool verify_consistency(std::uint64_t first, std::uint64_t second,
                                      const Digest& first_root, const Digest& second_root,
                                      std::span<const Digest> proof);

}  // namespace distanskoll::evidence
