// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The one writer. Network threads hand it changes; its single thread gathers what waits, applies
// all of it in one transaction, appends the ledger's leaves, signs one checkpoint, commits with one
// fsync, and only then answers. Everything that changes the database is a Change: admitted reports,
// enrolments, revocations, codes, imports, erasures.
//
// Guarantees: `committed` is called only when the change MUST survive a power cut; `failed` means
// that nothing of that change was stored. A change that fails is rolled back alone (savepoint); a
// transaction that fails (full disk) fails all its changes with kNoSpace or kIo; from then on
// submit() refuses at once, a probe writes a little once a second, and when that is durable the
// sequencer accepts again by itself.

#include "server/ledger/ledger.h"
#include "server/store/database.h"
#include "shared/clock.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace distanskoll::server::ledger {

/// What a change works with while it is applied. Valid during apply() only.
struct Transaction {
  store::Writer& writer;
  Ledger& ledger;
  WallTime now;
  /// Devices whose posture or findings changed: told to the listener after the commit.
  std::vector<std::string>& touched;
};

/// What was committed: the same for all changes of one transaction.
struct Commit {
  std::string checkpoint;  ///< signed note; the newest, also when this commit appended nothing
  std::uint64_t size = 0;
  std::uint64_t epoch = 0;
};

/// Exactly one of committed() and failed() is called, on the sequencer's thread, soon and never
/// throwing; long work belongs elsewhere. apply() runs at most 10 ms.
class Change {
 public:
  virtual ~Change() = default;
  /// Bound on this device's share of the queue; empty for changes of the collector's own.
  [[nodiscard]] virtual const std::string& device() const = 0;
  /// Lines it brings (for the queue's bound).
  [[nodiscard]] virtual std::size_t weight() const { return 1; }
  [[nodiscard]] virtual Result<void> apply(Transaction& transaction) = 0;
  virtual void committed(const Commit& commit) = 0;
  virtual void failed(const Error& error) = 0;
};

struct SequencerHealth {
  bool accepting = true;  ///< false: the last transaction failed, or stopping
  std::string why_not;    ///< "disk full", …
  WallTime last_commit{};
  std::uint64_t commits = 0;
  std::uint64_t entries = 0;
  std::size_t queued = 0;
};

/// How it commits.
enum class Pace : std::uint8_t {
  kSteady,  ///< each commit is on the disk before it is answered; limits::kCommitSpacing apart
  kRetold,  ///< a demonstration's history: whoever tells it waits for each answer and tells it anew
            ///< when it is cut short. No commit waits for another or for the disk: after a power
            ///< cut the last ones may be gone, and what is there is whole.
};

/// Thread-safe. Owns its thread from start() to stop().
class Sequencer {
 public:
  using Listener = std::function<void(const std::vector<std::string>& devices, const Commit&)>;

  Sequencer(store::Writer& writer, Ledger& ledger, const Clock& clock, Listener listener);
  ~Sequencer();
  void start();
  /// Between commits, and before it returns; kSteady until then. kUnavailable when stopping. Not
  /// before start().
  [[nodiscard]] Result<void> set_pace(Pace pace);
  /// Refuses new changes, commits what waits, joins.
  void stop();

  /// kNoSpace when the queue or the device's share is full, kUnavailable when stopping. On error
  /// the change was not taken and neither callback is called.
  [[nodiscard]] Result<void> submit(std::unique_ptr<Change> change);
  /// Runs `apply` as a change and waits for its commit: for commands and tests. Never on the
  /// sequencer's own thread.
  [[nodiscard]] Result<Commit> run(std::function<Result<void>(Transaction&)> apply);
  /// Runs `step` on the sequencer's thread between transactions until it says true (done) or fails,
  /// with commits in between, and waits for the end. For work on the writing connection that must
  /// not be inside a transaction: the backup. A step takes at most 10 ms.
  [[nodiscard]] Result<void> run_between_commits(std::function<Result<bool>(store::Writer&)> step);
  [[nodiscard]] SequencerHealth health() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace distanskoll::server::ledger
