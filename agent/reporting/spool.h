// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Where a report is from the moment it is true until it is proved to be in the ledger: a SQLite
// file in WAL mode. The spool also owns the device's number series (`seq`, `prev`, `gap`, `seen`),
// so a number and the report that bears it become durable in one commit; nothing is sent before.
//
// The life of a row:
//   1. waiting       add_report() committed it; next_batch() hands it out, in order
//   2. acknowledged  settle() saw its receipt; kept keep_days, sent again after resend_from()
//   2'. refused      settle() saw a refusal: moved to `refused` (newest 100), its number is a gap
//   2''. evicted     the spool was full: the oldest goes, its number is a gap
//   3. erased        keep_days after the receipt (secure_delete)
// A report carries at most one gap; several wait in `gap` and go with the reports that follow. A
// row that is evicted or refused gives the gap it carried back.
//
// The running run's newest heartbeat is one row of its own, overwritten by the next. The report
// that ends the run takes it along as its `closing` heartbeat, and whenever that report is sent,
// its closing heartbeat goes in front, whatever was acknowledged before.
//
// A file that is damaged is set aside as spool.db.damaged-TIME and a new one is begun. With it the
// counter is lost, and a number must never be used twice: the file `series-started` says that this
// device has used numbers, series_lost() is then true, nothing can be added, and the uplink asks
// the collector for a successor device (evidence.md), for which begin_series() starts at 1.
//
// Thread-safe: one mutex, one connection; the main thread adds, the uplink's thread takes and
// settles. Errors: kNoSpace (nothing was stored, try again), kCorrupt (end the program; the next
// start sets the file aside), kConflict (the identity is another device's than the series), kIo.

#include "agent/reporting/identity.h"
#include "shared/clock.h"
#include "shared/limits.h"
#include "shared/report/report.h"
#include "shared/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

struct SpoolOptions {
  std::filesystem::path file;  ///< …/spool.db, in a folder that exists
  std::size_t most_rows = limits::kSpoolRows;
  std::size_t most_bytes = limits::kSpoolBytes;
  int keep_days = limits::kSpoolKeepDaysDefault;
};

/// Lines to send now, in order. Empty when nothing waits.
struct Batch {
  struct Line {
    std::uint64_t seq = 0;
    bool heartbeat = false;
    std::string jws;
  };
  std::vector<Line> lines;
  std::size_t bytes = 0;  ///< of all lines with a line feed each
  bool more = false;      ///< something waits behind it
};

/// What the collector said about the lines of one batch.
struct Settlement {
  struct Receipt {
    std::uint64_t seq = 0;
    std::optional<std::uint64_t> leaf;  ///< absent for heartbeats
    std::optional<Digest> salt;
    /// Whose tree the leaf is in; absent in an answer when it is the present one.
    std::optional<std::uint64_t> epoch;
  };
  struct Refusal {
    std::uint64_t seq = 0;
    std::string code;
    std::string detail;
  };
  std::vector<Receipt> receipts;
  std::vector<Refusal> refusals;
  std::optional<report::Seen> seen;  ///< what the next reports hold
  std::string checkpoint;            ///< the note `seen` was read from
};

struct SpoolState {
  std::string device;
  std::uint64_t next_seq = 1;
  std::uint64_t waiting = 0;
  std::uint64_t acknowledged = 0;
  std::uint64_t refused = 0;
  std::uint64_t gaps = 0;  ///< not yet said
  std::optional<report::Seen> seen;
  std::optional<std::uint64_t> epoch;  ///< of the ledger, as the collector last named it
};

class Spool {
 public:
  /// kPermissionDenied, kIo, kNoSpace. A damaged file is no error: see above.
  [[nodiscard]] static Result<std::unique_ptr<Spool>> open(const SpoolOptions& options,
                                                           const Clock& clock);
  ~Spool();

  /// Continues the series of `device`, or begins it at 1 when the spool holds another device's or
  /// none. What waited for another device can never be delivered and goes to `refused`.
  [[nodiscard]] Result<void> begin_series(const std::string& device);
  /// `device` used numbers that this spool does not know: ask for a successor.
  [[nodiscard]] bool series_lost(const std::string& device) const;

  /// Fills in seq, prev, gap and seen, signs with `who` and commits. Answers the number.
  [[nodiscard]] Result<std::uint64_t> add_report(const Identity& who, report::Report draft);
  /// Prolongs the newest report. kConflict when the series has none.
  [[nodiscard]] Result<std::uint64_t> add_heartbeat(const Identity& who, WallTime at);

  [[nodiscard]] Result<Batch> next_batch(std::size_t most_bytes, std::size_t most_lines) const;
  [[nodiscard]] Result<void> settle(const Settlement& settlement);
  /// Kept reports from this number on wait again (a restored collector). Answers how many.
  [[nodiscard]] Result<std::uint64_t> resend_from(std::uint64_t seq);
  /// Remembers the ledger's epoch; true when it is another than the one known before.
  [[nodiscard]] Result<bool> note_epoch(std::uint64_t epoch);
  /// Erases what was acknowledged more than keep_days ago.
  [[nodiscard]] Result<void> erase_old();

  [[nodiscard]] Result<SpoolState> state() const;

 private:
  struct Data;
  explicit Spool(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

}  // namespace distanskoll::agent
