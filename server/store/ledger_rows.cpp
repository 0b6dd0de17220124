// SPDX-License-Identifier: EUPL-1.2
#include "server/store/ledger_rows.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {

Result<std::optional<Head>> find_head(Connection& connection) {
  return guarded("head", [&]() -> Result<std::optional<Head>> {
    Use use(connection, "SELECT epoch,origin,size,root,fence FROM head WHERE id=1");
    if (!use.step()) return std::optional<Head>();
    return std::optional<Head>(Head{use.number_at(0), use.text_at(1), use.number_at(2),
                                    use.digest_at(3), use.number_at(4)});
  });
}

Result<void> replace_head(Writer& writer, const Head& head) {
  return guarded("head", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO head(id,epoch,origin,size,root,leader,fence) VALUES(1,?,?,?,?,'',?)")
        .integer(head.epoch)
        .text(head.origin)
        .integer(head.size)
        .bytes(head.root)
        .integer(head.fence)
        .run();
    return {};
  });
}

Result<std::uint64_t> take_fence(Writer& writer, const std::string& leader) {
  return guarded("fence", [&]() -> Result<std::uint64_t> {
    Use use(writer, "UPDATE head SET fence=fence+1, leader=? WHERE id=1 RETURNING fence");
    if (!use.text(leader).step()) {
      return Error{ErrorCode::kCorrupt, "the ledger has no head; run fsck"};
    }
    const std::uint64_t fence = use.number_at(0);
    while (use.step()) {
    }
    return fence;
  });
}

Result<void> advance_head(Writer& writer, const Head& from, std::uint64_t size,
                          const Digest& root) {
  return guarded("head", [&]() -> Result<void> {
    const int changed =
        Use(writer, "UPDATE head SET size=?, root=? WHERE id=1 AND epoch=? AND size=? AND fence=?")
            .integer(size)
            .bytes(root)
            .integer(from.epoch)
            .integer(from.size)
            .integer(from.fence)
            .run();
    if (changed == 1) return {};
    return Error{ErrorCode::kConflict,
                 "another process has taken over this ledger; this one must not write any more"};
  });
}

Result<void> insert_epoch(Writer& writer, const Epoch& epoch) {
  return guarded("epoch", [&]() -> Result<void> {
    Use(writer, "INSERT INTO epoch(number,origin,log_key,began_at) VALUES(?,?,?,?)")
        .integer(epoch.number)
        .text(epoch.origin)
        .bytes(epoch.log_key)
        .time(epoch.began_at)
        .run();
    return {};
  });
}

Result<std::vector<Epoch>> list_epochs(Connection& connection) {
  return guarded("epochs", [&]() -> Result<std::vector<Epoch>> {
    Use use(connection, "SELECT number,origin,log_key,began_at FROM epoch ORDER BY number");
    std::vector<Epoch> epochs;
    while (use.step()) {
      epochs.push_back({use.number_at(0), use.text_at(1), use.bytes_at(2), use.time_at(3)});
    }
    return epochs;
  });
}

Result<void> insert_leaf(Writer& writer, std::uint64_t leaf, const Digest& hash) {
  return guarded("leaf", [&]() -> Result<void> {
    Use(writer, "INSERT INTO leaf(id,hash) VALUES(?,?)").integer(leaf).bytes(hash).run();
    return {};
  });
}

Result<std::vector<Digest>> leaf_hashes(Connection& connection, std::uint64_t leaf,
                                        std::size_t count) {
  return guarded("leaves", [&]() -> Result<std::vector<Digest>> {
    Use use(connection, "SELECT id,hash FROM leaf WHERE id>=? ORDER BY id LIMIT ?");
    use.integer(leaf).integer(count);
    std::vector<Digest> hashes;
    while (use.step() && use.number_at(0) == leaf + hashes.size()) {
      hashes.push_back(use.digest_at(1));
    }
    return hashes;
  });
}

Result<std::uint64_t> count_leaves(Connection& connection, std::uint64_t epoch) {
  return guarded("leaves", [&]() -> Result<std::uint64_t> {
    Use use(connection, "SELECT count(*) FROM leaf WHERE id>=? AND id<?");
    use.integer(leaf_id(epoch, 0)).integer(leaf_id(epoch + 1, 0)).step();
    return use.number_at(0);
  });
}

Result<std::uint64_t> leaf_end(Connection& connection, std::uint64_t epoch) {
  return guarded("leaves", [&]() -> Result<std::uint64_t> {
    Use use(connection, "SELECT max(id) FROM leaf WHERE id>=? AND id<?");
    use.integer(leaf_id(epoch, 0)).integer(leaf_id(epoch + 1, 0)).step();
    return use.null_at(0) ? 0 : number_of(use.number_at(0)) + 1;
  });
}

Result<void> insert_node(Writer& writer, std::uint64_t epoch, unsigned level, std::uint64_t number,
                         const Digest& hash) {
  return guarded("node", [&]() -> Result<void> {
    Use(writer, "INSERT INTO node(epoch,level,number,hash) VALUES(?,?,?,?)")
        .integer(epoch)
        .integer(std::uint64_t{level})
        .integer(number)
        .bytes(hash)
        .run();
    return {};
  });
}

Result<std::vector<Digest>> node_hashes(Connection& connection, std::uint64_t epoch, unsigned level,
                                        std::uint64_t number, std::size_t count) {
  return guarded("nodes", [&]() -> Result<std::vector<Digest>> {
    Use use(connection,
            "SELECT number,hash FROM node WHERE epoch=? AND level=? AND number>=?"
            " ORDER BY number LIMIT ?");
    use.integer(epoch).integer(std::uint64_t{level}).integer(number).integer(count);
    std::vector<Digest> hashes;
    while (use.step() && use.number_at(0) == number + hashes.size()) {
      hashes.push_back(use.digest_at(1));
    }
    return hashes;
  });
}

Result<std::uint64_t> count_nodes(Connection& connection, std::uint64_t epoch) {
  return guarded("nodes", [&]() -> Result<std::uint64_t> {
    Use use(connection, "SELECT count(*) FROM node WHERE epoch=?");
    use.integer(epoch).step();
    return use.number_at(0);
  });
}

}  // namespace distanskoll::server::store
