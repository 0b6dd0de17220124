// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Erases what is old enough, in pieces between which admission goes on: an entry `erasure` says
// what and why, a tombstone keeps a backup from bringing it back, then line and salt of each entry
// go, and the rows that were made of them. Leaves and proofs stay. A device's newest report stays
// until it speaks again or is retired, because the next one must follow it; what a hold keeps stays
// until the hold is lifted.
//
// run() works through everything that is due and belongs to one thread (the monitor's).

#include "server/agreements/registry.h"
#include "server/ledger/sequencer.h"
#include "server/ledger/tombstones.h"
#include "server/retention/rules.h"
#include "server/store/database.h"
#include "server/store/erasure.h"
#include "shared/clock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::retention {

struct ErasureReport {
  std::uint64_t reports = 0;  ///< entries
  std::uint64_t days = 0;
  std::uint64_t people = 0;
  std::uint64_t reads = 0;       ///< rows of the access log
  std::uint64_t objections = 0;  ///< what was said against days that are gone
  std::uint64_t kept = 0;        ///< reports left behind: holds, newest of their devices
  [[nodiscard]] bool any() const { return reports + days + people + reads + objections > 0; }
};

class Eraser {
 public:
  struct Parts {
    ledger::Sequencer& sequencer;
    agreements::Registry& registry;
    store::ReaderPool& readers;
    ledger::Tombstones& tombstones;
    const Clock& clock;
    Rules rules;
  };
  explicit Eraser(Parts parts) : parts_(std::move(parts)) {}

  /// What is due today. Repeating it is harmless; an error leaves the rest for the next time.
  [[nodiscard]] Result<ErasureReport> run();
  /// Everything about one person that no hold keeps, because the person has left and time is up, or
  /// asked for it (person_request.h) and `decision` says so: records with all versions, days,
  /// pseudonyms. Without a decision the schedule's own stands in the entry. kConflict while a hold
  /// keeps it.
  [[nodiscard]] Result<ErasureReport> erase_person(
      const std::string& employee, const std::string& why, const std::string& by,
      const std::optional<ErasureDecision>& decision = std::nullopt);
  [[nodiscard]] const Rules& rules() const { return parts_.rules; }

 private:
  struct Wish {
    Kind kind = Kind::kReports;
    std::vector<std::uint64_t> leaves;  ///< ids, ascending
    std::string why;
    std::string by;
    std::optional<ErasureDecision> decision = std::nullopt;  ///< else the kind's
  };
  [[nodiscard]] Result<void> erase(const Wish& wish,
                                   const std::function<Result<void>(store::Writer&)>& rows);
  [[nodiscard]] Result<void> reports(store::Connection& connection, const Cutoffs& cutoffs,
                                     const Holds& holds, ErasureReport& report);
  [[nodiscard]] Result<void> left_behind(store::Connection& connection, const Holds& holds,
                                         ErasureReport& report);
  [[nodiscard]] static Result<bool> must_stay(store::Connection& connection, const Holds& holds,
                                              const store::OldReport& old);
  [[nodiscard]] Result<void> days(store::Connection& connection, const Cutoffs& cutoffs,
                                  const Holds& holds, ErasureReport& report);
  [[nodiscard]] Result<void> objections(store::Connection& connection, const Cutoffs& cutoffs,
                                        const Holds& holds, ErasureReport& report);
  [[nodiscard]] Result<void> reload();
  [[nodiscard]] Result<void> people(const Cutoffs& cutoffs, const Holds& holds,
                                    ErasureReport& report);
  [[nodiscard]] Result<void> access_log(const Cutoffs& cutoffs, const Holds& holds,
                                        ErasureReport& report);
  [[nodiscard]] Result<void> give_back();

  Parts parts_;
};

/// Body of EntryKind::kErasure.
[[nodiscard]] std::string erasure_body(Kind kind, const std::vector<std::uint64_t>& leaves,
                                       const std::string& why, const std::string& by,
                                       const ErasureDecision* decision);

}  // namespace distanskoll::server::retention
