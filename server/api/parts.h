// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the API's resources read from, handed to each by the composition root; all of it outlives
// the listeners. And the newest checkpoint, which the sequencer's thread writes and everybody
// reads.

#include "server/access/door.h"
#include "server/admission/admission.h"
#include "server/agreements/registry.h"
#include "server/api/slow_work.h"
#include "server/days/month_book.h"
#include "server/ledger/sequencer.h"
#include "server/ledger/tombstones.h"
#include "server/store/database.h"
#include "shared/clock.h"

#include <mutex>
#include <string>

namespace distanskoll::server::api {

/// Thread-safe.
class NewestCheckpoint {
 public:
  void set(std::string note) {
    const std::lock_guard lock(mutex_);
    note_ = std::move(note);
  }
  [[nodiscard]] std::string get() const {
    const std::lock_guard lock(mutex_);
    return note_;
  }

 private:
  mutable std::mutex mutex_;
  std::string note_;  // protected by mutex_
};

class Fleet;

struct ApiParts {
  store::ReaderPool& readers;
  admission::Admission& admission;
  const NewestCheckpoint& checkpoint;
  const Clock& clock;
  agreements::Registry& registry;
  ledger::Sequencer& sequencer;
  const access::Gatekeeper& gatekeeper;
  const days::MonthBook& months;
  SlowWork& slow_work;
  Fleet& fleet;
  ledger::Tombstones& tombstones;
  const Bytes& pseudonym_key;     ///< whose computer a device is: server/access/owner.h alone
  std::chrono::days final_after;  ///< so many days after it a day is final
};

}  // namespace distanskoll::server::api
