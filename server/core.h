// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What stands on a data directory, built in data-flow order: keys, the one writer (which takes the
// directory's lock), ledger, sequencer, admission, enrolment. `serve` puts listeners on top of it;
// a command that runs while nothing serves uses it alone. Parts are public and thread-safe each in
// its own right; Core itself belongs to the thread that opened it.

#include "server/access/door.h"
#include "server/access/sign_in/sign_in.h"
#include "server/admission/admission.h"
#include "server/admission/enrolment.h"
#include "server/agreements/registry.h"
#include "server/api/events.h"
#include "server/api/fleet.h"
#include "server/api/parts.h"
#include "server/config.h"
#include "server/days/day_keeper.h"
#include "server/days/month_book.h"
#include "server/demo_clock.h"
#include "server/ledger/ledger.h"
#include "server/ledger/sequencer.h"
#include "server/ledger/tombstones.h"
#include "server/pki.h"
#include "server/policies/terms.h"
#include "server/retention/eraser.h"
#include "server/store/database.h"
#include "shared/clock.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

namespace distanskoll::server {

struct PolicyPut {
  store::StoredPolicy policy;
  bool announced = false;  ///< it is not in force yet
  bool unchanged = false;  ///< it held or was announced so before: nothing is written
  std::vector<policy::LocalText> warnings;
};

class Core {
  // Readers close before the writer: the last connection to close writes.
  Config config_;
  std::unique_ptr<DemoClock> demo_;
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<ledger::Ledger> ledger_;

 public:
  /// kConflict when another process has the directory, kNotFound when `init` has not made it,
  /// kInvalidArgument when the directory is a demonstration and the configuration is not one's.
  [[nodiscard]] static Result<std::unique_ptr<Core>> open(Config config, const Clock& machine);
  ~Core();

  /// A policy in force from a day on, or at once: stored, an entry, and told to admission. Errors
  /// of the file and of begin_of (policies/terms.h).
  [[nodiscard]] Result<PolicyPut> put_policy(const policies::PolicyWish& wish,
                                             const std::string& by);
  /// What is announced under id and version does not come; an entry for each day it would have
  /// begun. Errors of announced_bytes.
  [[nodiscard]] Result<store::StoredPolicy> withdraw_policy(const std::string& id,
                                                            std::int64_t version,
                                                            const std::string& by);
  [[nodiscard]] const Config& config() const { return config_; }
  /// Null unless the directory is a demonstration.
  [[nodiscard]] DemoClock* demo() { return demo_.get(); }
  /// Commits at the pace of its clock: that of a retold history while a demonstration's stands.
  /// Thread-safe.
  void keep_pace();
  [[nodiscard]] api::ApiParts api_parts() {
    return {readers,
            *admission,
            checkpoint,
            clock,
            *registry,
            *sequencer,
            *gatekeeper,
            *months,
            slow_work,
            fleet,
            tombstones,
            pki.pseudonym_key,
            config_.days.final_after};
  }

  const Clock& clock;  ///< the machine's, in a demonstration its own
  Pki pki;
  store::ReaderPool readers;
  ledger::Tombstones tombstones;
  api::NewestCheckpoint checkpoint;
  std::string log_key;  ///< "EPOCH NAME+HASH+KEY": what checkpoints are verified with
  std::atomic<std::uint64_t> ledger_size = 0;
  api::EventHub events;
  api::Fleet fleet;
  std::unique_ptr<agreements::Registry> registry;
  std::unique_ptr<ledger::Sequencer> sequencer;
  std::unique_ptr<days::DayKeeper> days;
  std::unique_ptr<days::MonthBook> months;
  std::unique_ptr<retention::Eraser> eraser;
  std::unique_ptr<access::sign_in::SignIn> sign_in;
  std::unique_ptr<access::Gatekeeper> gatekeeper;
  std::unique_ptr<admission::Admission> admission;
  std::unique_ptr<admission::Enrolment> enrolment;
  api::SlowWork slow_work;      ///< stopped after the sequencer
  std::mutex short_operations;  ///< held by run_operation() (operations.h), whoever asked
  std::mutex long_operation;    ///< the same of one that takes as long as the database is large

 private:
  Core(Config config, const Clock& machine, std::unique_ptr<DemoClock> demo,
       std::unique_ptr<store::Writer> writer, Pki keys);
};

/// The policy in force at `now` (null when none is) and those that come, in their order.
[[nodiscard]] Result<std::vector<std::shared_ptr<const admission::InForce>>> read_schedule(
    store::Connection& connection, WallTime now);

}  // namespace distanskoll::server
