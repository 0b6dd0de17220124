// SPDX-License-Identifier: EUPL-1.2
#include "server/ledger/ledger.h"
#include "shared/crypto/encoding.h"

namespace distanskoll::server::ledger {

Result<Digest> root_of(const Edge& edge) {
  std::vector<Digest> hashes;
  for (auto tile = edge.tiles.rbegin(); tile != edge.tiles.rend(); ++tile) {
    hashes.insert(hashes.end(), tile->hashes().begin(), tile->hashes().end());
  }
  const Result<evidence::RightEdge> whole =
      evidence::RightEdge::restore(edge.size, std::move(hashes));
  if (!whole) return whole.error();
  return whole->root();
}

Result<Edge> read_edge(store::Connection& connection, std::uint64_t epoch, std::uint64_t size) {
  Edge edge;
  edge.size = size;
  for (unsigned level = 0; (size >> (8 * level)) != 0; ++level) {
    const std::uint64_t complete = size >> (8 * level);
    const std::size_t count = complete & 0xff;
    const std::uint64_t first = complete - count;
    const Result<std::vector<Digest>> hashes =
        level == 0 ? store::leaf_hashes(connection, store::leaf_id(epoch, first), count)
                   : store::node_hashes(connection, epoch, level, first, count);
    if (!hashes) return hashes.error();
    if (hashes->size() != count) {
      return Error{ErrorCode::kCorrupt, "hashes of level " + std::to_string(level) + " after " +
                                            std::to_string(first + hashes->size()) +
                                            " are missing; run fsck, then restore a backup"};
    }
    evidence::RightEdge& tile = edge.tiles.emplace_back();
    for (const Digest& hash : *hashes) tile.append(hash);
  }
  return edge;
}

std::string signature_line_of(std::string_view note) {
  while (!note.empty() && note.back() == '\n') note.remove_suffix(1);
  const std::size_t before = note.rfind('\n');
  return std::string(before == std::string_view::npos ? note : note.substr(before + 1));
}

std::string note_of(const std::string& origin, const store::StoredCheckpoint& checkpoint) {
  return origin + "\n" + std::to_string(checkpoint.size) + "\n" +
         crypto::base64_encode(checkpoint.root) + "\n\n" + checkpoint.signature_line + "\n";
}

}  // namespace distanskoll::server::ledger
