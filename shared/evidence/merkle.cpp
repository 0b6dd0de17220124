// SPDX-License-Identifier: EUPL-1.2
#include "shared/evidence/merkle.h"

#include "shared/crypto/hash.h"

#include <bit>
#include <utility>

namespace distanskoll::evidence {
namespace {

constexpr std::uint8_t kLeafPrefix[] = {0x00};
constexpr std::uint8_t kNodePrefix[] = {0x01};
constexpr unsigned kTileHeight = 8;

/// The leaves [begin, begin + count); `begin` is a multiple of the subtree's full width, so that
/// every subtree below is a node of the tree.
struct Range {
  std::uint64_t begin;
  std::uint64_t count;
};

/// The largest power of two below `count`, which is at least 2 (RFC 9162 section 2.1.1).
std::uint64_t split_of(std::uint64_t count) { return std::bit_floor(count - 1); }

/// The root of a range: a stored hash where one is stored, else that of its two parts.
Result<Digest> hash_of(Range range, const TileReader& read) {
  if (std::has_single_bit(range.count)) {
    const auto height = static_cast<unsigned>(std::countr_zero(range.count));
    if (height % kTileHeight == 0) return read(height / kTileHeight, range.begin >> height);
  }
  const std::uint64_t split = split_of(range.count);
  const Result<Digest> left = hash_of({range.begin, split}, read);
  if (!left) return left.error();
  const Result<Digest> right = hash_of({range.begin + split, range.count - split}, read);
  if (!right) return right.error();
  return node_hash(*left, *right);
}

Result<std::vector<Digest>> hashes_of(const std::vector<Range>& ranges, const TileReader& read) {
  std::vector<Digest> hashes;
  hashes.reserve(ranges.size());
  for (const Range range : ranges) {
    const Result<Digest> hash = hash_of(range, read);
    if (!hash) return hash.error();
    hashes.push_back(*hash);
  }
  return hashes;
}

/// The walk of both verifications: up from node `fn` of a level whose last node is `sn`.
struct Climb {
  std::uint64_t fn;
  std::uint64_t sn;

  /// True if the next proof hash stands to the left of ours.
  [[nodiscard]] bool sibling_is_left() const { return (fn & 1) == 1 || fn == sn; }
  /// Goes up one level; past levels where our node is the last and has no sibling.
  void up() {
    if (sibling_is_left()) {
      while ((fn & 1) == 0 && fn != 0) shift();
    }
    shift();
  }
  void shift() {
    fn >>= 1;
    sn >>= 1;
  }
};

}  // namespace

Digest leaf_hash(ByteView data) { return crypto::sha256({ByteView(kLeafPrefix), data}); }

Digest node_hash(const Digest& left, const Digest& right) {
  return crypto::sha256({ByteView(kNodePrefix), ByteView(left), ByteView(right)});
}

Digest empty_root() { return crypto::sha256(ByteView{}); }

Result<RightEdge> RightEdge::restore(std::uint64_t size, std::vector<Digest> hashes) {
  if (hashes.size() != static_cast<std::size_t>(std::popcount(size))) {
    return Error{ErrorCode::kCorrupt, "a tree of " + std::to_string(size) + " leaves has a right " +
                                          "edge of " + std::to_string(std::popcount(size)) +
                                          " hashes, not " + std::to_string(hashes.size())};
  }
  RightEdge edge;
  edge.size_ = size;
  edge.hashes_ = std::move(hashes);
  return edge;
}

void RightEdge::append(const Digest& leaf) {
  Digest hash = leaf;
  // As in adding one to a binary number: every full subtree at the edge is carried upwards.
  for (std::uint64_t rest = size_; (rest & 1) == 1; rest >>= 1) {
    hash = node_hash(hashes_.back(), hash);
    hashes_.pop_back();
  }
  hashes_.push_back(hash);
  ++size_;
}

Digest RightEdge::root() const {
  if (hashes_.empty()) return empty_root();
  Digest root = hashes_.back();
  for (auto left = hashes_.rbegin() + 1; left != hashes_.rend(); ++left) {
    root = node_hash(*left, root);
  }
  return root;
}

Result<Digest> root_of(std::uint64_t size, const TileReader& read) {
  if (size == 0) return empty_root();
  return hash_of({0, size}, read);
}

Result<std::vector<Digest>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const TileReader& read) {
  if (index >= size) {
    return Error{ErrorCode::kInvalidArgument,
                 "leaf " + std::to_string(index) + " is not in a tree of " + std::to_string(size)};
  }
  // From the root down: the half that does not hold the leaf. The proof is the other way round.
  std::vector<Range> siblings;
  for (Range range{0, size}; range.count > 1;) {
    const std::uint64_t split = split_of(range.count);
    const Range left{range.begin, split};
    const Range right{range.begin + split, range.count - split};
    const bool in_left = index < right.begin;
    siblings.push_back(in_left ? right : left);
    range = in_left ? left : right;
  }
  return hashes_of({siblings.rbegin(), siblings.rend()}, read);
}

Result<std::vector<Digest>> consistency_proof(std::uint64_t first, std::uint64_t second,
                                              const TileReader& read) {
  if (first > second) {
    return Error{
        ErrorCode::kInvalidArgument,
        "a tree of " + std::to_string(first) + " cannot precede one of " + std::to_string(second)};
  }
  if (first == 0 || first == second) return std::vector<Digest>{};
  // RFC 9162 section 2.1.4.1: down to the last full subtree of the first tree.
  std::vector<Range> parts;
  Range range{0, second};
  while (first != range.begin + range.count) {
    const std::uint64_t split = split_of(range.count);
    const Range left{range.begin, split};
    const Range right{range.begin + split, range.count - split};
    const bool in_left = first <= right.begin;
    parts.push_back(in_left ? right : left);
    range = in_left ? left : right;
  }
  // A subtree that is the whole first tree is known to the verifier.
  if (range.begin != 0) parts.push_back(range);
  return hashes_of({parts.rbegin(), parts.rend()}, read);
}

bool verify_inclusion(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Digest> proof, const Digest& root) {
  if (index >= size) return false;
  Climb at{index, size - 1};
  Digest hash = leaf;
  for (const Digest& sibling : proof) {
    if (at.sn == 0) return false;
    hash = at.sibling_is_left() ? node_hash(sibling, hash) : node_hash(hash, sibling);
    at.up();
  }
  return at.sn == 0 && hash == root;
}

bool verify_consistency(std::uint64_t first, std::uint64_t second, const Digest& first_root,
                        const Digest& second_root, std::span<const Digest> proof) {
  if (first > second) return false;
  if (first == second) return proof.empty() && first_root == second_root;
  // Every tree continues the empty one; there is nothing to prove but that it was empty.
  if (first == 0) return proof.empty() && first_root == empty_root();

  Climb at{first - 1, second - 1};
  while ((at.fn & 1) == 1) at.shift();
  // Where the first tree is one full subtree, its root opens the proof unsaid.
  const bool is_full = std::has_single_bit(first);
  if (!is_full && proof.empty()) return false;
  Digest first_hash = is_full ? first_root : proof.front();
  Digest second_hash = first_hash;
  for (const Digest& sibling : is_full ? proof : proof.subspan(1)) {
    if (at.sn == 0) return false;
    if (at.sibling_is_left()) {
      first_hash = node_hash(sibling, first_hash);
      second_hash = node_hash(sibling, second_hash);
    } else {
      second_hash = node_hash(second_hash, sibling);
    }
    at.up();
  }
  return at.sn == 0 && first_hash == first_root && second_hash == second_root;
}

}  // namespace distanskoll::evidence
