// SPDX-License-Identifier: EUPL-1.2
#include "server/access/log.h"

#include "shared/compliance/local_day.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"
#include "shared/evidence/entry.h"
#include "shared/evidence/merkle.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace distanskoll::server::access {
namespace {

namespace json = boost::json;
using std::chrono::floor;
using std::chrono::hours;

constexpr std::size_t kRowsAtOnce = 500;

Result<void> write_row(ledger::Transaction& transaction, store::AccessRow& row) {
  DISTANSKOLL_TRY(seal_hours(transaction));
  row.first_at = transaction.now;
  row.day = compliance::format_date(compliance::local_day(transaction.now));
  row.salt = crypto::random_digest();
  return store::log_access(transaction.writer, row);
}

}  // namespace

std::string encode(const store::AccessRow& row) {
  json::array persons;
  for (const std::string& person : row.persons) persons.emplace_back(person);
  return json::serialize(
      json::object{{"id", row.id},
                   {"first_at", format_time(row.first_at)},
                   {"reader", row.reader},
                   {"name", row.name},
                   {"role", row.role},
                   {"route", row.route},
                   {"reason", row.reason ? json::value(*row.reason) : json::value(nullptr)},
                   {"filter", row.filter},
                   {"persons", std::move(persons)},
                   {"count", row.count}});
}

std::string encode(WallTime hour, const HourDigest& digest) {
  return json::serialize(json::object{{"hour", format_time(hour)},
                                      {"rows", digest.rows},
                                      {"root", crypto::hex_encode(digest.root)}});
}

Result<HourDigest> digest_of(store::Connection& connection, WallTime hour) {
  evidence::RightEdge tree;
  for (std::uint64_t after = 0;;) {
    const auto rows = store::access_rows_of_hour(connection, hour, after, kRowsAtOnce);
    if (!rows) return rows.error();
    if (rows->empty()) return HourDigest{tree.size(), tree.root()};
    after = rows->back().id;
    for (const store::AccessRow& row : *rows) {
      const Digest data = evidence::commitment(row.salt, encode(row));
      tree.append(evidence::leaf_hash(data));
    }
  }
}

Result<void> seal_hours(ledger::Transaction& transaction) {
  const WallTime this_hour = floor<hours>(transaction.now);
  for (;;) {
    const auto hour = store::oldest_unsealed_hour(transaction.writer, this_hour);
    if (!hour) return hour.error();
    if (!*hour) return {};
    const auto digest = digest_of(transaction.writer, **hour);
    if (!digest) return digest.error();
    const auto appended = transaction.ledger.append(
        {evidence::EntryKind::kAccessDigest, transaction.now, {}, encode(**hour, *digest)});
    if (!appended) return appended.error();
    DISTANSKOLL_TRY(store::seal_hour(transaction.writer, **hour,
                                     store::leaf_id(transaction.ledger.epoch(), appended->leaf)));
  }
}

Result<void> seal_finished_hours(ledger::Sequencer& sequencer, store::ReaderPool& readers,
                                 const Clock& clock) {
  {
    auto reader = readers.lend();
    if (!reader) return reader.error();
    const auto hour = store::oldest_unsealed_hour(**reader, floor<hours>(clock.wall()));
    if (!hour) return hour.error();
    if (!*hour) return {};
  }
  const auto commit = sequencer.run(seal_hours);
  if (!commit) return commit.error();
  return {};
}

Result<void> log_command(ledger::Sequencer& sequencer, const std::string& by,
                         const std::string& command, const std::string& employee) {
  store::AccessRow row;
  row.reader = by;
  row.name = by;
  row.role = "administrator";
  row.route = command;
  row.persons = {employee};
  const auto commit =
      sequencer.run([&](ledger::Transaction& transaction) { return write_row(transaction, row); });
  if (!commit) return commit.error();
  return {};
}

Result<void> LogChange::apply(ledger::Transaction& transaction) {
  return write_row(transaction, row_);
}

void LogChange::committed(const ledger::Commit& /*commit*/) { reply_(std::move(response_)); }
void LogChange::failed(const Error& error) { reply_(not_logged(error)); }

net::Response not_logged(const Error& error) {
  return std::move(net::problem(503, "not_logged",
                                "who reads about whom is written down before it is shown, and now "
                                "it cannot be: " +
                                    error.message)
                       .with("Retry-After", "30"));
}

}  // namespace distanskoll::server::access
