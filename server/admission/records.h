// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What admission remembers of every device, about 400 bytes each: where its number series is, its
// running heartbeat, its quota, what it was last told. A text is kept only until it is in the
// database. A cache of device_state and heartbeat rows
// that is ahead of them by the heartbeats not written yet. Read and changed under one mutex held
// for a moment; the sequencer works on a copy of the series and puts it back. Thread-safe.

#include "server/admission/line.h"
#include "server/admission/quota.h"
#include "server/ledger/projection.h"
#include "server/store/device_state.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace distanskoll::server::admission {

/// Texts that the database does not have yet.
struct Unwritten {
  std::string jws;       ///< the newest heartbeat
  std::string verified;  ///< the newest verified one; empty when that is the newest itself, or when
                         ///< the database has it
};

/// The newest heartbeat of the running run.
struct Running {
  std::uint64_t seq = 0;  ///< 0: the run has none
  WallTime at{};          ///< not later than received_at
  WallTime received_at{};
  Digest hash{};
  std::uint64_t verified_seq = 0;
  std::shared_ptr<const Unwritten> unwritten;  ///< null when the row in the database is the newest
  bool stored = false;                         ///< the database has a row
  bool closed = false;                         ///< by silence
};

/// One device's number series.
struct Series {
  ledger::Known known;
  Running running;
  Digest refused_hash{};  ///< the newest line that was refused: a `prev` that names it is explained
  std::uint64_t asked_to_resend =
      0;  ///< the report that was put off once for want of its predecessors
  WallTime last_contact{};

  [[nodiscard]] std::uint64_t report_seq() const { return known.state ? known.state->seq : 0; }
  [[nodiscard]] std::uint64_t newest_seq() const {
    return running.seq != 0 ? running.seq : report_seq();
  }
  /// `heartbeat` prolongs the newest report and is above every number seen.
  [[nodiscard]] bool prolongs(const report::Heartbeat& heartbeat) const {
    return known.state && heartbeat.unchanged_since == known.state->seq &&
           heartbeat.prev == known.state->hash && heartbeat.seq > newest_seq();
  }
  /// Makes the line the newest heartbeat.
  void beat(const Line& line, const PreparedHeartbeat& heartbeat, WallTime received_at);
};

struct Record {
  Series series;
  Quota quota;
  bool listed = false;     ///< among those whose heartbeat waits to be written
  std::uint64_t told = 0;  ///< fingerprint of posture and settings in the last answer
};

/// The row of a heartbeat; without the texts that the database has.
[[nodiscard]] store::RunningHeartbeat row_of(const std::string& device, const Running& running);

class Records {
 public:
  /// Reads every device's state, page by page.
  [[nodiscard]] Result<void> load(store::Connection& connection);

  /// Runs `use(Record&)` under the mutex. It must not block.
  template <class Use>
  auto with(const std::string& device, Use&& use) {
    const std::lock_guard lock(mutex_);
    Entry& entry = *records_.try_emplace(device).first;
    const Listing listing(*this, entry);
    return use(entry.second);
  }
  template <class Use>
  void for_each(Use&& use) {
    const std::lock_guard lock(mutex_);
    for (auto& [device, record] : records_) use(device, record);
  }
  [[nodiscard]] Series series_of(const std::string& device) {
    return with(device, [](Record& record) { return record.series; });
  }
  /// Puts a copy back, keeping a heartbeat that arrived meanwhile.
  void put_back(const std::string& device, Series series);
  /// Back to `before`, as if nothing had been put back since, but for heartbeats above `newest`:
  /// they arrived meanwhile.
  void take_back(const std::string& device, const Series& before, std::uint64_t newest);
  /// After a transaction that failed: what the database says, and `before`'s heartbeat if it still
  /// belongs there.
  void reload(store::Connection& connection, const std::string& device, const Series& before);

  /// How many devices may have a heartbeat that only memory has.
  [[nodiscard]] std::size_t unwritten() const;
  /// The rows of at most `most` of them, each handed out once; from now on they count as stored, so
  /// that a report behind them in the same transaction deletes the row.
  [[nodiscard]] std::vector<store::RunningHeartbeat> take_unwritten(std::size_t most);
  /// Those rows are committed: their texts are dropped, but for what arrived meanwhile.
  void written(const std::vector<store::RunningHeartbeat>& rows);
  /// Those could not be written.
  void still_unwritten(const std::vector<store::RunningHeartbeat>& rows);

 private:
  using Entry = std::unordered_map<std::string, Record>::value_type;  ///< stays where it is
  /// Notes when its scope ends that a record has a heartbeat to be written.
  class Listing {
   public:
    Listing(Records& records, Entry& entry) : records_(records), entry_(entry) {}
    ~Listing() { records_.list_if_unwritten(entry_); }
    Listing(const Listing&) = delete;
    Listing& operator=(const Listing&) = delete;

   private:
    Records& records_;
    Entry& entry_;
  };
  void list_if_unwritten(Entry& entry);

  mutable std::mutex mutex_;
  // Protected by mutex_:
  std::unordered_map<std::string, Record> records_;
  std::vector<Entry*> unwritten_;
};

}  // namespace distanskoll::server::admission
