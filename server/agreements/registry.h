// SPDX-License-Identifier: EUPL-1.2
#pragma once
// All registers as they are now, in memory: a Snapshot is immutable and shared by every reader
// (API, evaluation, reminders); after a commit the registry publishes the next one. 5,000 employees
// with agreements are some 10 MiB. What was so before is in server/store/records.h.
//
// Writing: a RecordWrite says the version it was made from; RecordChange applies any number of them
// in one transaction, all or none, each as an entry of the ledger, and publishes after the commit.
// Registry is thread-safe; a Snapshot is a value.

#include "server/agreements/records/record.h"
#include "server/ledger/rebuild.h"
#include "server/ledger/sequencer.h"
#include "server/store/database.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::agreements {

/// The newest version of a record.
template <class Record>
struct Kept {
  Record value;
  std::uint64_t version = 1;
};

/// All records of a kind by id.
template <class Record>
class Shelf {
 public:
  using Map = std::map<std::string, std::shared_ptr<const Kept<Record>>, std::less<>>;

  Shelf() = default;
  explicit Shelf(std::shared_ptr<const Map> map) : map_(std::move(map)) {}

  [[nodiscard]] const Map& all() const { return *map_; }
  /// Null: there is none.
  [[nodiscard]] const Record* find(std::string_view id) const {
    const Kept<Record>* kept = find_kept(id);
    return kept ? &kept->value : nullptr;
  }
  [[nodiscard]] const Kept<Record>* find_kept(std::string_view id) const {
    const auto place = map_->find(id);
    return place == map_->end() ? nullptr : place->second.get();
  }

 private:
  std::shared_ptr<const Map> map_ = std::make_shared<Map>();
};

struct Snapshot {
  Shelf<Employee> employees;
  Shelf<Unit> units;
  Shelf<Deputy> deputies;
  Shelf<Agreement> agreements;
  Shelf<Training> trainings;
  Shelf<GuidelineRead> guideline_reads;
  Shelf<Waiver> waivers;
  Shelf<Mark> marks;
  Shelf<MarkRule> mark_rules;
  Shelf<Outage> outages;
  Shelf<Calendar> calendars;
  Shelf<Laptop> laptops;
  Shelf<Account> accounts;
  Shelf<Hold> holds;
  Shelf<Objection> objections;

  /// What belongs to a person, found without walking everybody's: ids by employee.
  using ByEmployee = std::map<std::string, std::vector<std::string>, std::less<>>;
  std::shared_ptr<const ByEmployee> agreements_of = std::make_shared<ByEmployee>();
  std::shared_ptr<const ByEmployee> trainings_of = std::make_shared<ByEmployee>();
  std::shared_ptr<const ByEmployee> guideline_reads_of = std::make_shared<ByEmployee>();
  std::shared_ptr<const ByEmployee> marks_of = std::make_shared<ByEmployee>();
  std::shared_ptr<const ByEmployee> objections_of = std::make_shared<ByEmployee>();
  /// Employee ids by login, whoever has or had it.
  std::shared_ptr<const ByEmployee> employees_by_login = std::make_shared<ByEmployee>();
  /// Laptop ids by serial number.
  std::shared_ptr<const ByEmployee> laptops_by_serial = std::make_shared<ByEmployee>();

  /// Who had the login on that day; null when nobody had. The first by id when two had it.
  [[nodiscard]] const Employee* employee_by_login(std::string_view login, LocalDay day) const;
  /// In the municipality's inventory; null when it is not. The first by id when two have the
  /// number.
  [[nodiscard]] const Laptop* laptop_by_serial(std::string_view serial_number) const;
};

/// The registers as they were known before the ledger's entry `before_leaf` (a leaf id). kCorrupt
/// names the record that cannot be read; erased ones are not there.
[[nodiscard]] Result<std::shared_ptr<const Snapshot>> read_snapshot(store::Connection& connection,
                                                                    std::uint64_t before_leaf);

struct RecordWrite {
  RecordKind kind = RecordKind::kEmployee;
  std::string id;
  std::uint64_t made_from = 0;     ///< version that the writer saw; 0: there is none now
  std::optional<AnyRecord> value;  ///< nothing: removed from now on
  std::string person;              ///< of a removal: whose it was, or empty
  std::string by;
  std::optional<std::string> why;
  std::uint64_t version = 0;  ///< what it became: filled in by apply_writes()
};
/// A write of `value` as it follows from the snapshot's version of it.
[[nodiscard]] RecordWrite write_of(const Snapshot& snapshot, AnyRecord value, std::string by,
                                   std::optional<std::string> why = std::nullopt);
/// From now on there is no such record.
[[nodiscard]] RecordWrite removal_of(const Snapshot& snapshot, const AnyRecord& value,
                                     std::string by, std::optional<std::string> why);

class Registry {
 public:
  /// Reads every register. kCorrupt names the record that cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<Registry>> load(store::Connection& connection);

  [[nodiscard]] std::shared_ptr<const Snapshot> now() const;
  /// After the commit of these writes, in the order of commits.
  void publish(const std::vector<RecordWrite>& writes);
  /// Reads everything again: after erasure.
  [[nodiscard]] Result<void> reload(store::Connection& connection);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> now_;  // protected by mutex_
};

/// The rows of records as the ledger's entries give them, for rebuild.
[[nodiscard]] ledger::Projection record_projection();

/// Inside the writer's transaction: entry, row and stale days of each. kConflict when a record is
/// no longer the version that its write was made from; nothing is written then.
[[nodiscard]] Result<void> apply_writes(ledger::Transaction& transaction,
                                        std::vector<RecordWrite>& writes);

/// Writes as a change of the sequencer. `done` is called once, on the sequencer's thread, after the
/// new snapshot is published; it must be quick.
class RecordChange final : public ledger::Change {
 public:
  using Done = std::function<void(Result<ledger::Commit>)>;
  RecordChange(Registry& registry, std::vector<RecordWrite> writes, Done done)
      : registry_(registry), writes_(std::move(writes)), done_(std::move(done)) {}

  [[nodiscard]] const std::string& device() const override { return device_; }
  [[nodiscard]] Result<void> apply(ledger::Transaction& transaction) override {
    return apply_writes(transaction, writes_);
  }
  void committed(const ledger::Commit& commit) override;
  void failed(const Error& error) override { done_(error); }

 private:
  Registry& registry_;
  std::vector<RecordWrite> writes_;
  Done done_;
  std::string device_;
};

/// The same and waits: for commands, imports and tests; never on a network or sequencer thread.
[[nodiscard]] Result<ledger::Commit> write_records(ledger::Sequencer& sequencer, Registry& registry,
                                                   std::vector<RecordWrite> writes);

}  // namespace distanskoll::server::agreements
