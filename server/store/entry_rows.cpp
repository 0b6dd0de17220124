// SPDX-License-Identifier: EUPL-1.2
#include "server/store/ledger_rows.h"
#include "server/store/report_rows.h"
#include "server/store/statement.h"
#include "shared/crypto/encoding.h"

#include <limits>

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_ENTRY_COLUMNS "leaf,kind,device,seq,received_at,salt,line"

StoredEntry entry_at(const Use& use) {
  return {use.number_at(0),       use.text_at(1), use.maybe_text_at(2).value_or(std::string()),
          use.maybe_number_at(3), use.time_at(4), use.digest_at(5),
          use.text_at(6)};
}

Result<std::optional<StoredEntry>> first(Use& use) {
  if (!use.step()) return std::optional<StoredEntry>();
  return std::optional<StoredEntry>(entry_at(use));
}

StoredCheckpoint checkpoint_at(const Use& use) {
  const std::uint64_t id = use.number_at(0);
  return {epoch_of(id), number_of(id), use.digest_at(1), std::string(as_text(use.bytes_at(2))),
          use.time_at(3)};
}

}  // namespace

Result<void> insert_entry(Writer& writer, const StoredEntry& entry) {
  return guarded("entry", [&]() -> Result<void> {
    Use use(writer, "INSERT INTO entry(" DISTANSKOLL_ENTRY_COLUMNS ") VALUES(?,?,?,?,?,?,?)");
    use.integer(entry.leaf).text(entry.kind);
    if (entry.device.empty()) {
      use.null();
    } else {
      use.text(entry.device);
    }
    use.maybe_integer(entry.seq).time(entry.received_at).bytes(entry.salt).text(entry.line).run();
    return {};
  });
}

Result<StoredEntry> find_entry(Connection& connection, std::uint64_t leaf) {
  return guarded("entry", [&]() -> Result<StoredEntry> {
    Use use(connection, "SELECT " DISTANSKOLL_ENTRY_COLUMNS " FROM entry WHERE leaf=?");
    if (use.integer(leaf).step()) return entry_at(use);
    return Error{ErrorCode::kNotFound, "no entry is stored for leaf " +
                                           std::to_string(number_of(leaf)) + " of epoch " +
                                           std::to_string(epoch_of(leaf))};
  });
}

Result<std::optional<StoredEntry>> find_report(Connection& connection, const std::string& device,
                                               std::uint64_t seq) {
  return guarded("report", [&]() -> Result<std::optional<StoredEntry>> {
    Use use(connection, "SELECT " DISTANSKOLL_ENTRY_COLUMNS " FROM entry WHERE device=? AND seq=?");
    use.text(device).integer(seq);
    return first(use);
  });
}

Result<std::optional<StoredEntry>> next_report(Connection& connection, const std::string& device,
                                               std::uint64_t seq) {
  return guarded("report", [&]() -> Result<std::optional<StoredEntry>> {
    Use use(connection, "SELECT " DISTANSKOLL_ENTRY_COLUMNS
                        " FROM entry WHERE device=? AND seq>? ORDER BY seq LIMIT 1");
    use.text(device).integer(seq);
    return first(use);
  });
}

Result<std::vector<StoredEntry>> reports_before(Connection& connection, const std::string& device,
                                                std::uint64_t seq, std::size_t most) {
  return guarded("reports", [&]() -> Result<std::vector<StoredEntry>> {
    Use use(connection, "SELECT " DISTANSKOLL_ENTRY_COLUMNS
                        " FROM entry WHERE device=? AND seq<? ORDER BY seq DESC LIMIT ?");
    use.text(device)
        .integer(seq == 0 ? std::numeric_limits<std::int64_t>::max()
                          : static_cast<std::int64_t>(seq))
        .integer(most);
    std::vector<StoredEntry> entries;
    while (use.step()) entries.push_back(entry_at(use));
    return entries;
  });
}

Result<std::vector<StoredEntry>> entries_from(Connection& connection, std::uint64_t leaf,
                                              std::size_t most) {
  return guarded("entries", [&]() -> Result<std::vector<StoredEntry>> {
    Use use(connection,
            "SELECT " DISTANSKOLL_ENTRY_COLUMNS " FROM entry WHERE leaf>=? ORDER BY leaf LIMIT ?");
    use.integer(leaf).integer(most);
    std::vector<StoredEntry> entries;
    while (use.step()) entries.push_back(entry_at(use));
    return entries;
  });
}

Result<void> erase_entry(Writer& writer, std::uint64_t leaf, std::uint64_t by_entry) {
  return guarded("erase", [&]() -> Result<void> {
    const int gone = Use(writer, "DELETE FROM entry WHERE leaf=?").integer(leaf).run();
    if (gone == 0) {
      return Error{ErrorCode::kNotFound,
                   "leaf " + std::to_string(number_of(leaf)) + " has no entry to erase"};
    }
    Use(writer, "INSERT INTO erased(leaf,by_entry) VALUES(?,?)")
        .integer(leaf)
        .integer(by_entry)
        .run();
    return {};
  });
}

Result<bool> is_erased(Connection& connection, std::uint64_t leaf) {
  return guarded("erased", [&]() -> Result<bool> {
    Use use(connection, "SELECT 1 FROM erased WHERE leaf=?");
    return use.integer(leaf).step();
  });
}

Result<void> insert_checkpoint(Writer& writer, const StoredCheckpoint& checkpoint) {
  return guarded("checkpoint", [&]() -> Result<void> {
    Use(writer, "INSERT INTO checkpoint(id,root,signature,at) VALUES(?,?,?,?)")
        .integer(leaf_id(checkpoint.epoch, checkpoint.size))
        .bytes(checkpoint.root)
        .bytes(as_bytes(checkpoint.signature_line))
        .time(checkpoint.at)
        .run();
    return {};
  });
}

Result<std::optional<StoredCheckpoint>> newest_checkpoint(Connection& connection,
                                                          std::uint64_t epoch) {
  return guarded("checkpoint", [&]() -> Result<std::optional<StoredCheckpoint>> {
    Use use(connection,
            "SELECT id,root,signature,at FROM checkpoint WHERE id>=? AND id<?"
            " ORDER BY id DESC LIMIT 1");
    if (!use.integer(leaf_id(epoch, 0)).integer(leaf_id(epoch + 1, 0)).step()) {
      return std::optional<StoredCheckpoint>();
    }
    return std::optional<StoredCheckpoint>(checkpoint_at(use));
  });
}

Result<std::optional<Digest>> checkpoint_root(Connection& connection, std::uint64_t epoch,
                                              std::uint64_t size) {
  return guarded("checkpoint", [&]() -> Result<std::optional<Digest>> {
    Use use(connection, "SELECT root FROM checkpoint WHERE id=?");
    if (!use.integer(leaf_id(epoch, size)).step()) return std::optional<Digest>();
    return std::optional<Digest>(use.digest_at(0));
  });
}

Result<void> delete_checkpoint(Writer& writer, std::uint64_t epoch, std::uint64_t size) {
  return guarded("checkpoint", [&]() -> Result<void> {
    Use(writer, "DELETE FROM checkpoint WHERE id=?").integer(leaf_id(epoch, size)).run();
    return {};
  });
}

Result<std::vector<StoredCheckpoint>> checkpoints_from(Connection& connection, std::uint64_t epoch,
                                                       std::uint64_t size, std::size_t most) {
  return guarded("checkpoints", [&]() -> Result<std::vector<StoredCheckpoint>> {
    Use use(connection,
            "SELECT id,root,signature,at FROM checkpoint WHERE id>=? ORDER BY id LIMIT ?");
    use.integer(leaf_id(epoch, size)).integer(most);
    std::vector<StoredCheckpoint> checkpoints;
    while (use.step()) checkpoints.push_back(checkpoint_at(use));
    return checkpoints;
  });
}

}  // namespace distanskoll::server::store
