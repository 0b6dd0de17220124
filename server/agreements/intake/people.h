// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Whom an employee number means: persons of the register and those that a plan is about to add.
// And deputies that files name: a manager's scope is lent for a bounded time, so that a file which
// is no longer sent does not lend it for ever. Used by the planners. Thread-compatible.

#include "server/agreements/intake/plan.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace distanskoll::server::agreements::intake {

class People {
 public:
  explicit People(const Snapshot& snapshot);

  /// The employee's id; nothing when nobody has the number.
  [[nodiscard]] const std::string* find(std::string_view number) const;
  [[nodiscard]] bool is_twice(std::string_view number) const { return twice_.contains(number); }
  [[nodiscard]] bool empty() const { return ids_.empty(); }
  void add(const std::string& number, const std::string& id) { ids_.emplace(number, id); }

 private:
  std::map<std::string, std::string, std::less<>> ids_;
  std::set<std::string, std::less<>> twice_;
};

/// Pairs of manager and deputy as a file names them.
class Deputies {
 public:
  void name(std::string manager, std::string deputy, std::size_t row);
  /// Each pair is lent for half a year from today, and prolonged when less than half of that is
  /// left; a pair of this system that the file no longer names ends yesterday.
  void plan(const Intake& intake, const std::set<std::string>& managers_told,
            ImportPlan& plan) const;

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> pairs_;
};

}  // namespace distanskoll::server::agreements::intake
