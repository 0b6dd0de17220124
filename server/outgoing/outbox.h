// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Takes messages out of the database, sends them and keeps what became of them: a lane with a
// thread for each sender, and one thread that hands on findings and erases what has been kept long
// enough. A message's life: waiting -> sending -> sent, or waiting again (retry.h), or given up.
//
// After a kill nobody knows whether a message that was *sending* arrived. It is sent again, with
// the same id (a webhook's receiver sees the repetition; a mail has the same Message-ID, by which
// mail systems drop it), and the log and its row say that this happened. At least once, never lost.
//
// The log names a lane and a message's id: no address, no text of a peer.

#include "server/ledger/sequencer.h"
#include "server/outgoing/finding_feed.h"
#include "server/outgoing/sender.h"
#include "server/store/database.h"
#include "server/store/outbox.h"
#include "shared/clock.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace distanskoll::server::outgoing {

/// What somebody wants to be sent. The recipient is mail's alone.
struct Letter {
  std::string lane;  ///< Sender::lane()
  std::string key;   ///< of what it says: the same key is never posted twice
  std::string recipient;
  std::string body;
};
/// Whether one more may wait in the lane (limits::kOutboxWaiting).
[[nodiscard]] Result<bool> has_room(store::Connection& connection, const std::string& lane);
/// Inside a transaction. False: it was posted before. kUnavailable: too many wait in this lane; not
/// kNoSpace, which is the sequencer's word for a full disk.
[[nodiscard]] Result<bool> post(store::Writer& writer, const Letter& letter, WallTime now);
/// The same where has_room() was asked before, for many letters at once.
[[nodiscard]] Result<bool> post_unchecked(store::Writer& writer, const Letter& letter,
                                          WallTime now);

struct OutboxRules {
  std::chrono::days keep_contents{limits::kOutboxKeepDaysDefault};
  FeedTargets findings;
};

/// Thread-safe.
class Outbox {
 public:
  /// The sequencer must run from before start() until after stop().
  Outbox(ledger::Sequencer& sequencer, store::ReaderPool& readers, const Clock& clock,
         std::vector<std::unique_ptr<Sender>> senders, OutboxRules rules);
  ~Outbox();
  void start();
  /// A message under way is cut off within a second and waits for the next start. Final.
  void stop();
  /// There may be something to do: after a commit that posted a letter or touched a finding, and
  /// when time was moved. Never waits.
  void wake();

 private:
  void run_lane(Sender& sender);
  void run_keeper();
  /// Sends the next message of the lane; false: there is none, or the database cannot be used now.
  bool send_next(Sender& sender);
  void record(const store::OutboxRow& row, const Result<void>& outcome);
  void hand_on();
  void erase_old();
  /// Until woken, stopped or a moment has passed; false: stopped.
  bool rest(std::uint64_t& seen);
  /// As Sequencer::run; an error is logged. False: nothing was stored.
  bool change(std::string_view what,
              const std::function<Result<void>(ledger::Transaction&)>& apply);

  ledger::Sequencer& sequencer_;
  store::ReaderPool& readers_;
  const Clock& clock_;
  const std::vector<std::unique_ptr<Sender>> senders_;
  const OutboxRules rules_;
  std::vector<std::thread> threads_;

  std::mutex mutex_;
  // protected by mutex_
  std::condition_variable wake_;
  bool stop_ = false;
  std::uint64_t wakes_ = 0;

  // of the keeper's thread
  std::optional<WallTime> erased_at_;
};

}  // namespace distanskoll::server::outgoing
