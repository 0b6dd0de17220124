// SPDX-License-Identifier: EUPL-1.2
// The tree against the published values of Certificate Transparency and against a second,
// deliberately naive implementation written straight from RFC 9162 section 2.1.
#include "shared/evidence/merkle.h"

#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "tests/support/matchers.h"

#include <map>

namespace distanskoll::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;

using Leaves = std::span<const Digest>;
constexpr std::uint64_t kMost = 40;  ///< every tree below this size is tried

std::string hex(const Digest& digest) { return crypto::hex_encode(digest); }

/// MTH of RFC 9162 section 2.1.1.
Digest naive_root(Leaves leaves) {
  if (leaves.empty()) return crypto::sha256("");
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(naive_root(leaves.first(k)), naive_root(leaves.subspan(k)));
}

/// PATH of section 2.1.3.1.
std::vector<Digest> naive_path(std::size_t m, Leaves leaves) {
  if (leaves.size() == 1) return {};
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  std::vector<Digest> path =
      m < k ? naive_path(m, leaves.first(k)) : naive_path(m - k, leaves.subspan(k));
  path.push_back(naive_root(m < k ? leaves.subspan(k) : leaves.first(k)));
  return path;
}

/// SUBPROOF of section 2.1.4.1.
std::vector<Digest> naive_subproof(std::size_t m, Leaves leaves, bool whole) {
  if (m == leaves.size()) return whole ? std::vector<Digest>{} : std::vector{naive_root(leaves)};
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  const bool in_left = m <= k;
  std::vector<Digest> proof = in_left ? naive_subproof(m, leaves.first(k), whole)
                                      : naive_subproof(m - k, leaves.subspan(k), false);
  proof.push_back(naive_root(in_left ? leaves.subspan(k) : leaves.first(k)));
  return proof;
}

std::vector<Digest> numbered_leaves(std::size_t count) {
  std::vector<Digest> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(as_bytes(std::to_string(i))));
  return leaves;
}

std::vector<Digest> ct_leaves() {
  std::vector<Digest> leaves;
  for (const std::string_view data : {"", "00", "10", "2021", "3031", "40414243",
                                      "5051525354555657", "606162636465666768696a6b6c6d6e6f"}) {
    leaves.push_back(leaf_hash(*crypto::hex_decode(data)));
  }
  return leaves;
}

/// Answers from the leaves; asked for a subtree that is not complete it fails the test.
TileReader reader_of(Leaves leaves) {
  return [leaves](unsigned level, std::uint64_t index) -> Result<Digest> {
    const std::uint64_t width = std::uint64_t{1} << (8 * level);
    if ((index + 1) * width > leaves.size()) {
      ADD_FAILURE() << "asked for level " << level << " index " << index;
      return Error{ErrorCode::kNotFound, "no such subtree"};
    }
    return naive_root(leaves.subspan(index * width, width));
  };
}

TEST(Tree, HasTheRootsOfCertificateTransparency) {
  const std::string_view roots[] = {
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  const std::vector<Digest> leaves = ct_leaves();
  RightEdge edge;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(hex(edge.root()), roots[size]) << size;
    const Leaves first = Leaves(leaves).first(size);
    EXPECT_EQ(hex(*root_of(size, reader_of(first))), roots[size]) << size;
    if (size < leaves.size()) edge.append(leaves[size]);
  }
  EXPECT_EQ(hex(empty_root()), roots[0]);
}

std::vector<std::string> openings(const Result<std::vector<Digest>>& proof) {
  std::vector<std::string> texts;
  for (const Digest& digest : *proof) texts.push_back(hex(digest).substr(0, 16));
  return texts;
}

TEST(Tree, GivesTheProofsOfCertificateTransparency) {
  const std::vector<Digest> leaves = ct_leaves();
  const TileReader read = reader_of(Leaves(leaves).first(7));
  EXPECT_THAT(openings(inclusion_proof(3, 7, read)),
              ElementsAre("0298d122906dcfc1", "fac54203e7cc696c", "837dbb152e9b0790"));
  EXPECT_THAT(
      openings(consistency_proof(3, 7, read)),
      ElementsAre("0298d122906dcfc1", "07506a85fd9dd2f1", "fac54203e7cc696c", "837dbb152e9b0790"));
}

TEST(RightEdge, HasTheNaiveRootAtEverySize) {
  const std::vector<Digest> leaves = numbered_leaves(600);
  RightEdge edge;
  for (std::size_t size = 0; size < leaves.size(); ++size) {
    ASSERT_EQ(edge.size(), size);
    if (size < 70 || size % 37 == 0 || size == 256 || size == 257) {
      ASSERT_EQ(edge.root(), naive_root(Leaves(leaves).first(size))) << size;
    }
    edge.append(leaves[size]);
  }
}

TEST(RightEdge, IsRestoredFromItsHashesAndGrowsOn) {
  const std::vector<Digest> leaves = numbered_leaves(kMost);
  RightEdge edge;
  for (const Digest& leaf : leaves) {
    auto again = RightEdge::restore(edge.size(), edge.hashes());
    ASSERT_THAT(again, IsOk());
    again->append(leaf);
    edge.append(leaf);
    ASSERT_EQ(again->root(), edge.root());
    ASSERT_EQ(again->size(), edge.size());
  }
}

TEST(RightEdge, ThatDoesNotFitItsSizeIsCorrupt) {
  EXPECT_THAT(RightEdge::restore(3, {Digest{}}), IsError(ErrorCode::kCorrupt));
  EXPECT_THAT(RightEdge::restore(4, {Digest{}, Digest{}}), IsError(ErrorCode::kCorrupt));
  EXPECT_THAT(RightEdge::restore(0, {Digest{}}), IsError(ErrorCode::kCorrupt));
  EXPECT_THAT(RightEdge::restore(0, {}), IsOk());
}

TEST(Inclusion, IsProvedForEveryLeafOfEveryTree) {
  const std::vector<Digest> all = numbered_leaves(kMost);
  for (std::uint64_t size = 1; size < kMost; ++size) {
    const Leaves leaves = Leaves(all).first(size);
    const Digest root = naive_root(leaves);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, reader_of(leaves));
      ASSERT_THAT(proof, IsOkAnd(Eq(naive_path(index, leaves))));
      ASSERT_TRUE(verify_inclusion(leaves[index], index, size, *proof, root));
    }
  }
}

TEST(Consistency, IsProvedForEveryPairOfTrees) {
  const std::vector<Digest> all = numbered_leaves(kMost);
  for (std::uint64_t second = 1; second < kMost; ++second) {
    const Leaves leaves = Leaves(all).first(second);
    for (std::uint64_t first = 1; first <= second; ++first) {
      const auto proof = consistency_proof(first, second, reader_of(leaves));
      ASSERT_THAT(proof, IsOkAnd(Eq(naive_subproof(first, leaves, true))));
      ASSERT_TRUE(verify_consistency(first, second, naive_root(leaves.first(first)),
                                     naive_root(leaves), *proof));
    }
  }
}

/// Every proof that differs a little: one hash changed, left out, repeated, or swapped.
std::vector<std::vector<Digest>> damaged(const std::vector<Digest>& proof) {
  std::vector<std::vector<Digest>> all;
  for (std::size_t i = 0; i < proof.size(); ++i) {
    all.push_back(proof);
    all.back()[i][7] ^= 1U;
    all.push_back(proof);
    all.back().erase(all.back().begin() + static_cast<std::ptrdiff_t>(i));
    all.push_back(proof);
    all.back().insert(all.back().begin() + static_cast<std::ptrdiff_t>(i), proof[i]);
    if (i > 0 && proof[i] != proof[i - 1]) {
      all.push_back(proof);
      std::swap(all.back()[i], all.back()[i - 1]);
    }
  }
  all.push_back(proof);
  all.back().push_back(Digest{});
  return all;
}

TEST(Inclusion, IsNotProvedByADamagedProofOrForAnotherPlace) {
  const std::vector<Digest> all = numbered_leaves(kMost);
  for (std::uint64_t size = 1; size < 20; ++size) {
    const Leaves leaves = Leaves(all).first(size);
    const Digest root = naive_root(leaves);
    for (std::uint64_t index = 0; index < size; ++index) {
      const std::vector<Digest> proof = naive_path(index, leaves);
      for (const auto& bad : damaged(proof)) {
        ASSERT_FALSE(verify_inclusion(leaves[index], index, size, bad, root));
      }
      for (std::uint64_t other = 0; other < size + 2; ++other) {
        ASSERT_EQ(verify_inclusion(leaves[index], other, size, proof, root), other == index);
      }
      ASSERT_FALSE(verify_inclusion(all[size], index, size, proof, root));
      ASSERT_FALSE(verify_inclusion(leaves[index], index, size, proof, all[0]) && size > 1);
    }
  }
  EXPECT_FALSE(verify_inclusion(all[0], 0, 0, {}, empty_root()));
}

TEST(Consistency, IsNotProvedByADamagedProofOrForAnotherTree) {
  const std::vector<Digest> all = numbered_leaves(kMost);
  for (std::uint64_t second = 1; second < 20; ++second) {
    const Leaves leaves = Leaves(all).first(second);
    const Digest new_root = naive_root(leaves);
    for (std::uint64_t first = 1; first <= second; ++first) {
      const Digest old_root = naive_root(leaves.first(first));
      const std::vector<Digest> proof = naive_subproof(first, leaves, true);
      for (const auto& bad : damaged(proof)) {
        ASSERT_FALSE(verify_consistency(first, second, old_root, new_root, bad));
      }
      ASSERT_FALSE(verify_consistency(first, second, all[kMost - 1], new_root, proof));
      ASSERT_FALSE(verify_consistency(first, second, old_root, all[kMost - 1], proof));
      ASSERT_FALSE(verify_consistency(second + 1, second, old_root, new_root, proof));
    }
  }
}

TEST(Consistency, EveryTreeContinuesTheEmptyOne) {
  const std::vector<Digest> leaves = numbered_leaves(5);
  const Digest root = naive_root(leaves);
  EXPECT_THAT(consistency_proof(0, 5, reader_of(leaves)), IsOkAnd(IsEmpty()));
  EXPECT_TRUE(verify_consistency(0, 5, empty_root(), root, {}));
  EXPECT_FALSE(verify_consistency(0, 5, root, root, {}));
  EXPECT_TRUE(verify_consistency(0, 0, empty_root(), empty_root(), {}));
  EXPECT_FALSE(verify_consistency(3, 5, root, root, {}));
}

TEST(Proof, OfWhatIsNotThereIsRefused) {
  const std::vector<Digest> leaves = numbered_leaves(5);
  EXPECT_THAT(inclusion_proof(5, 5, reader_of(leaves)), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(inclusion_proof(0, 0, reader_of(leaves)), IsError(ErrorCode::kInvalidArgument));
  EXPECT_THAT(consistency_proof(6, 5, reader_of(leaves)), IsError(ErrorCode::kInvalidArgument));
}

TEST(Proof, PassesOnWhatTheStoreSays) {
  const TileReader broken = [](unsigned, std::uint64_t) -> Result<Digest> {
    return Error{ErrorCode::kCorrupt, "tile 0"};
  };
  EXPECT_THAT(root_of(5, broken), IsError(ErrorCode::kCorrupt));
  EXPECT_THAT(inclusion_proof(1, 5, broken), IsError(ErrorCode::kCorrupt));
  EXPECT_THAT(consistency_proof(3, 5, broken), IsError(ErrorCode::kCorrupt));
}

/// Stored hashes as the ledger keeps them, for trees too large to compute from leaves each time.
class StoredTree {
 public:
  explicit StoredTree(std::uint64_t size) {
    RightEdge edge;
    for (std::uint64_t i = 0; i < size; ++i) add(0, i, leaf_hash(as_bytes(std::to_string(i))));
  }
  void add(unsigned level, std::uint64_t index, const Digest& hash) {
    stored_[{level, index}] = hash;
    if (index % 256 != 255) return;
    RightEdge tile;
    for (std::uint64_t i = index - 255; i <= index; ++i) tile.append(stored_[{level, i}]);
    add(level + 1, index / 256, tile.root());
  }
  TileReader reader() {
    return [this](unsigned level, std::uint64_t index) -> Result<Digest> {
      ++reads;
      const auto found = stored_.find({level, index});
      if (found == stored_.end()) return Error{ErrorCode::kNotFound, "not stored"};
      return found->second;
    };
  }
  int reads = 0;

 private:
  std::map<std::pair<unsigned, std::uint64_t>, Digest> stored_;
};

TEST(LargeTree, IsProvedFromTilesOfThreeLevels) {
  constexpr std::uint64_t kSize = 66'000;  // 256 * 256 = 65,536 and some
  StoredTree tree(kSize);
  RightEdge edge;
  Digest earlier{};
  for (std::uint64_t i = 0; i < kSize; ++i) {
    if (i == 65'537) earlier = edge.root();
    edge.append(leaf_hash(as_bytes(std::to_string(i))));
  }
  EXPECT_EQ(*root_of(kSize, tree.reader()), edge.root());
  for (const std::uint64_t index : {0U, 255U, 256U, 40'000U, 65'535U, 65'536U, 65'999U}) {
    const auto proof = inclusion_proof(index, kSize, tree.reader());
    ASSERT_THAT(proof, IsOk());
    EXPECT_TRUE(verify_inclusion(leaf_hash(as_bytes(std::to_string(index))), index, kSize, *proof,
                                 edge.root()));
  }
  tree.reads = 0;
  const auto proof = consistency_proof(65'537, kSize, tree.reader());
  ASSERT_THAT(proof, IsOk());
  EXPECT_TRUE(verify_consistency(65'537, kSize, earlier, edge.root(), *proof));
  EXPECT_LT(tree.reads, 1024);  // at most one tile per level and side
}

}  // namespace
}  // namespace distanskoll::evidence
