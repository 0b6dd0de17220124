// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The working state of one pass of the DayKeeper: what was read, what it means, and what is to be
// stored. A Pass judges; storing is day_changes.h. Used by day_keeper.cpp alone.

#include "server/days/day_keeper.h"
#include "server/days/judge.h"
#include "server/store/days.h"
#include "server/store/records.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace distanskoll::server::days {

/// A device day that was read, and who was on it.
struct ReadDay {
  std::shared_ptr<const DeviceHistory> history;
  SeenPeople seen;
};

/// A day of somebody as it was and as it is.
struct Outcome {
  std::string employee;
  LocalDay date{};
  std::string cause;
  std::optional<store::StoredDay> before;
  std::optional<evidence::DayEntry> after;
  bool partial = false;
};

/// What one transaction stores.
struct Piece {
  std::vector<ReadDay> read;
  std::vector<Outcome> outcomes;
  std::vector<People::Found> pseudonyms;
  std::vector<store::Stale> done;                           ///< causes that are dealt with
  std::vector<std::pair<std::string, LocalDay>> unsettled;  ///< device days to be read again
};

class Pass {
 public:
  Pass(store::Connection& connection, const agreements::Snapshot& snapshot,
       const policy::Holidays& holidays, const PolicyHistory& policies, Bytes pseudonym_key,
       LocalDay today)
      : connection_(connection),
        policies_(policies),
        grounds_(snapshot, holidays),
        people_(std::move(pseudonym_key), snapshot),
        today_(today) {}

  /// Reads the device days and judges everybody who was or is on them.
  [[nodiscard]] Result<Piece> take_device_days(const std::vector<store::DeviceDay>& rows);
  /// Judges the open days of a person: those stored and those on which the person was seen.
  [[nodiscard]] Result<Piece> take_person(const std::string& employee, const std::string& cause,
                                          LocalDay open_from);

 private:
  using Causes = std::map<LocalDay, std::string>;

  [[nodiscard]] Result<void> judge_person(const std::string& id, Causes days, Piece& piece);
  [[nodiscard]] Result<Outcome> judge_one(const agreements::Employee* employee,
                                          const std::string& id, LocalDay day, std::string cause,
                                          const std::map<LocalDay, bool>& changed);
  [[nodiscard]] Result<std::vector<std::shared_ptr<const DeviceHistory>>> histories_of(
      const std::string& id, LocalDay day);
  [[nodiscard]] Result<std::vector<LocalDay>> agreement_days_before(
      const std::string& id, LocalDay day, const std::map<LocalDay, bool>& changed);

  store::Connection& connection_;
  const PolicyHistory& policies_;
  DayGrounds grounds_;
  People people_;
  LocalDay today_;
  std::map<std::pair<std::string, LocalDay>, ReadDay> read_;  ///< of the piece at hand
};

}  // namespace distanskoll::server::days
