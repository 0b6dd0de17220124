// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The access log: who looked at whose data, as what, where and why. A row is written through the
// sequencer, and the answer that it is about goes out after its commit; no row, no answer. The same
// reader, role, route, reason, filter and persons within an hour are one row with a count. When an
// hour is over, the root over its rows is an entry of the ledger (kAccessDigest).
//
//   Visit (door.h) -> LogChange -> sequencer: row, and digests of hours that are over -> commit
//                                                                               -> Reply
//
// LogChange belongs to the sequencer. Free functions run inside its transaction.

#include "server/ledger/sequencer.h"
#include "server/net/message.h"
#include "server/store/access_log.h"

#include <string>
#include <vector>

namespace distanskoll::server::access {

/// Writes the row and only then answers; 503 when it cannot be written.
class LogChange final : public ledger::Change {
 public:
  LogChange(store::AccessRow row, net::Reply reply, net::Response response)
      : row_(std::move(row)), reply_(std::move(reply)), response_(std::move(response)) {}

  [[nodiscard]] const std::string& device() const override { return nobody_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override;
  void committed(const ledger::Commit& commit) override;
  void failed(const Error& error) override;

 private:
  store::AccessRow row_;
  net::Reply reply_;
  net::Response response_;
  std::string nobody_;
};

/// The row of a command that shows one person's data at the machine, as its administrator `by`.
/// Waits for the commit.
[[nodiscard]] Result<void> log_command(ledger::Sequencer& sequencer, const std::string& by,
                                       const std::string& command, const std::string& employee);

/// What is sent instead of an answer whose row could not be written.
[[nodiscard]] net::Response not_logged(const Error& error);

/// The line of a row that its hour's digest is made of.
[[nodiscard]] std::string encode(const store::AccessRow& row);
/// What the rows of an hour come to.
struct HourDigest {
  std::uint64_t rows = 0;
  Digest root{};
};
[[nodiscard]] Result<HourDigest> digest_of(store::Connection& connection, WallTime hour);
/// The entry's body.
[[nodiscard]] std::string encode(WallTime hour, const HourDigest& digest);
/// Appends the digest of every hour that is over and has none.
[[nodiscard]] Result<void> seal_hours(ledger::Transaction& transaction);
/// The same from outside, when nobody reads any more; nothing is written when there is nothing to
/// seal. Waits for the commit: not on a network or sequencer thread.
[[nodiscard]] Result<void> seal_finished_hours(ledger::Sequencer& sequencer,
                                               store::ReaderPool& readers, const Clock& clock);

}  // namespace distanskoll::server::access
