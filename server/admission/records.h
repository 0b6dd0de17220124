// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What admission remembers of every device, under 1 KiB each: where its number series is, its
// running heartbeat, its quota, what it was last told. A cache of device_state and heartbeat rows
// that is ahead of them by the heartbeats not written yet. Read and changed under one mutex held
// for a moment; the sequencer works on a copy of the series and puts it back. Thread-safe.

#include "server/admission/line.h"
#include "server/admission/quota.h"
#include "server/ledger/projection.h"
#include "server/store/device_state.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace distanskoll::server::admission {

/// The newest heartbeat of the running run. Its text is kept until it is written to the database.
struct Running {
  std::uint64_t seq = 0;  ///< 0: the run has none
  WallTime at{};          ///< not later than received_at
  WallTime received_at{};
  Digest hash{};
  std::string jws;  ///< empty when the row in the database has it
  std::uint64_t verified_seq = 0;
  std::string verified;  ///< likewise; empty also when it is the newest itself
  bool dirty = false;    ///< not in the database yet
  bool stored = false;   ///< the database has a row
  bool closed = false;   ///< by silence
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

/// A heartbeat row that waits to be written.
[[nodiscard]] store::RunningHeartbeat row_of(const std::string& device, const Running& running);

class Records {
 public:
  /// Reads every device's state, page by page.
  [[nodiscard]] Result<void> load(store::Connection& connection);

  /// Runs `use(Record&)` under the mutex. It must not block.
  template <class Use>
  auto with(const std::string& device, Use&& use) {
    const std::lock_guard lock(mutex_);
    Record& record = records_[device];
    const Listing listing(*this, device, record);
    return use(record);
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
  /// After a transaction that failed: what the database says, and `before`'s heartbeat if it still
  /// belongs there.
  void reload(store::Connection& connection, const std::string& device, const Series& before);

  /// Heartbeats that only memory has, at most `most`; each is handed out once.
  [[nodiscard]] std::vector<store::RunningHeartbeat> take_dirty(std::size_t most);
  /// Those could not be written.
  void still_dirty(const std::vector<store::RunningHeartbeat>& rows);

 private:
  /// Notes when its scope ends that a record's heartbeat has become dirty.
  class Listing {
   public:
    Listing(Records& records, const std::string& device, Record& record)
        : records_(records), device_(device), record_(record) {}
    ~Listing() { records_.list_if_dirty(device_, record_); }
    Listing(const Listing&) = delete;
    Listing& operator=(const Listing&) = delete;

   private:
    Records& records_;
    const std::string& device_;
    Record& record_;
  };
  void list_if_dirty(const std::string& device, Record& record);

  std::mutex mutex_;
  // Protected by mutex_:
  std::unordered_map<std::string, Record> records_;
  std::vector<std::string> dirty_;
};

}  // namespace distanskoll::server::admission
