// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Keeps employees' days as the ledger and the registers say they are: what became stale is judged
// anew, each change of a past day is stored with its cause, and days old enough are fixed by
// entries of the ledger. State is a projection: whatever is lost here is made again from entries.
//
// One pass: device days that reports reached (server/store/device_days.h) -> people seen on them ->
// their days -> people whose inputs changed -> their open days -> days that look back on changed
// ones -> final days. Judging reads through a reader on the caller's thread; writes go through the
// sequencer in pieces. One pass at a time; pass() is called by the monitor and by rebuild.

#include "server/agreements/registry.h"
#include "server/ledger/sequencer.h"
#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"
#include "shared/policy/catalogue.h"

#include <chrono>
#include <cstdint>

namespace distanskoll::server::days {

struct DayRules {
  /// Days after which a day becomes final (evidence.md "Day entries"); marks may be set 14 days
  /// back.
  std::chrono::days final_after{16};
  /// How often the day that a device is in is judged while it goes on.
  std::chrono::seconds running_every{600};
};

struct PassReport {
  std::uint64_t device_days = 0;  ///< read
  std::uint64_t judged = 0;       ///< days of people
  std::uint64_t changed = 0;      ///< of those, stored anew
  std::uint64_t fixed_dates = 0;  ///< dates that became final
  std::uint64_t late = 0;         ///< entries about days that were final before
};

class DayKeeper {
 public:
  struct Parts {
    ledger::Sequencer& sequencer;
    const agreements::Registry& registry;
    store::ReaderPool& readers;
    const Clock& clock;
    Bytes pseudonym_key;
    policy::Holidays holidays;  ///< while the register has no calendar
    DayRules rules;
  };
  explicit DayKeeper(Parts parts) : parts_(std::move(parts)) {}

  /// Everything that is stale now. An error leaves what was stored before; the next pass goes on.
  [[nodiscard]] Result<PassReport> pass();
  /// What counts while the register has no calendar.
  [[nodiscard]] const policy::Holidays& holidays() const { return parts_.holidays; }

 private:
  Parts parts_;
  WallTime running_judged_{};
};

}  // namespace distanskoll::server::days
