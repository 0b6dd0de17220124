// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a file would do to the registers: records to be added, changed and ended, what stays as it
// is, and what is wrong that only the registers can tell, in the style of the findings of
// imports/problem.h. Made by the planners of this folder, shown by report.h, written as one change
// by whoever has the sequencer. A plan with a problem must not be written; writes() then has none.
// Plain values; pure, thread-safe.

#include "server/agreements/imports/problem.h"
#include "server/agreements/registry.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements::intake {

/// Who imports, from which system and on what day.
struct Intake {
  const Snapshot& snapshot;
  LocalDay today;
  std::string system = "csv";  ///< becomes the master of what is written
  bool full = false;           ///< the file has everybody: who is missing ends
  bool many = false;           ///< more than a tenth may end
  /// Letters and digits for a new id, never the same twice.
  std::function<std::string()> new_id;
};

/// What only the registers can say against a row.
enum class Trouble : std::uint8_t {
  kUnknownUnit,
  kUnknownEmployee,  ///< no person has that employee number
  kUnknownManager,   ///< likewise, of a manager or deputy
  kLoginTaken,       ///< detail: whose it is that day
  kOtherMaster,      ///< detail: the system whose fields these are
  kOtherPerson,      ///< the id is another person's agreement
  kCircle,           ///< a unit above itself; detail: the way
  kOverlap,          ///< two employments or agreements of the same days; detail: the other
  kTwoPrimary,       ///< two primary employments on one day
  kNumberTwice,      ///< two persons of the register have the number
  kTooManyEnd,       ///< detail: how many of how many
  kNotFull,          ///< a file of this kind ends nothing
  kTooMuch,          ///< a record would become too large
};

/// Something that was done or left and that the file's owner should know. Refuses nothing.
enum class Remark : std::uint8_t {
  kManagersLater,  ///< there are no persons yet: managers were left out
  kTakenOver,      ///< was kept here by hand; from now on the system's
  kNotCounted,     ///< a computer that is lost or retired; it is not in the population
};

struct PlanProblem {
  std::size_t row = 0;  ///< 0: the file as a whole
  std::string column{};
  std::string value{};
  Trouble trouble{};
  std::string detail{};
};
struct PlanRemark {
  Remark remark{};
  std::size_t row = 0;
};
[[nodiscard]] imports::Explanation explain(const PlanProblem& problem);
[[nodiscard]] policy::LocalText explain(const PlanRemark& remark);

enum class Effect : std::uint8_t { kAdd, kChange, kEnd };
[[nodiscard]] std::string_view to_string(Effect effect);  ///< "add", "change", "end"

/// One member of a record before and after, as JSON.
struct FieldChange {
  std::string name;
  std::string before;
  std::string after;
};

struct PlannedChange {
  Effect effect = Effect::kAdd;
  RecordKind kind = RecordKind::kEmployee;
  std::string id;
  std::string key;      ///< what the file calls it: employee number, code, serial number
  std::size_t row = 0;  ///< 0: it is not in the file
  std::vector<FieldChange> fields;  ///< of a change; empty for a protected identity
  std::optional<AnyRecord> value;   ///< nothing: removed
  std::optional<AnyRecord> before;  ///< nothing: added
};

class ImportPlan {
 public:
  /// Compares with what is stored and notes what it would do, if anything. `ends` says that a
  /// change is the end of something rather than another content.
  void put(const Snapshot& snapshot, AnyRecord record, std::string key, std::size_t row,
           bool ends = false);
  void remove(const Snapshot& snapshot, const AnyRecord& record, std::string key, std::size_t row);
  void problem(PlanProblem problem);
  void remark(PlanRemark remark);
  /// Something of the file is stored as it is.
  void same() { ++unchanged_; }

  [[nodiscard]] const std::vector<PlannedChange>& changes() const { return changes_; }
  [[nodiscard]] const std::vector<PlanProblem>& problems() const { return problems_; }
  [[nodiscard]] std::size_t problems_beyond() const { return problems_beyond_; }
  [[nodiscard]] const std::vector<PlanRemark>& remarks() const { return remarks_; }
  [[nodiscard]] std::size_t unchanged() const { return unchanged_; }
  [[nodiscard]] std::size_t count(Effect effect) const;
  /// Of records of that kind: a file may touch several.
  [[nodiscard]] std::size_t count(Effect effect, RecordKind kind) const;
  [[nodiscard]] bool is_whole() const { return problems_.empty(); }
  /// As one change of the registers; none when there is a problem.
  [[nodiscard]] std::vector<RecordWrite> writes(const Snapshot& snapshot, const std::string& by,
                                                const std::string& why) const;

 private:
  std::vector<PlannedChange> changes_;
  std::vector<PlanProblem> problems_;
  std::size_t problems_beyond_ = 0;
  std::vector<PlanRemark> remarks_;
  std::size_t unchanged_ = 0;
};

/// "p-" and such with a new id behind.
[[nodiscard]] std::string id_with(const Intake& intake, std::string_view prefix);
/// Problem: more than a tenth of `all` would end, and nobody said that it may. True: it may.
[[nodiscard]] bool may_end(const Intake& intake, std::size_t ending, std::size_t all,
                           ImportPlan& plan);

}  // namespace distanskoll::server::agreements::intake
