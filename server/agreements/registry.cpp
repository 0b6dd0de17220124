// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/registry.h"

#include "server/agreements/shelves.h"
#include "server/store/records.h"
#include "shared/evidence/entry.h"
#include "shared/limits.h"

#include <algorithm>
#include <future>
#include <tuple>

#include <fmt/format.h>

namespace distanskoll::server::agreements {
namespace {

constexpr std::size_t kPage = 1'000;

template <class Record>
std::shared_ptr<const Snapshot::ByEmployee> by_employee(const Shelf<Record>& shelf) {
  auto index = std::make_shared<Snapshot::ByEmployee>();
  for (const auto& [id, kept] : shelf.all()) (*index)[kept->value.employee].push_back(id);
  return index;
}

std::shared_ptr<const Snapshot::ByEmployee> by_login(const Shelf<Employee>& shelf) {
  auto index = std::make_shared<Snapshot::ByEmployee>();
  for (const auto& [id, kept] : shelf.all()) {
    for (const Login& login : kept->value.logins) {
      auto& ids = (*index)[login.login];
      if (ids.empty() || ids.back() != id) ids.push_back(id);
    }
  }
  return index;
}

std::shared_ptr<const Snapshot::ByEmployee> by_serial(const Shelf<Laptop>& shelf) {
  auto index = std::make_shared<Snapshot::ByEmployee>();
  for (const auto& [id, kept] : shelf.all()) {
    if (kept->value.serial_number) (*index)[*kept->value.serial_number].push_back(id);
  }
  return index;
}

/// The snapshot that is being made: a shelf is copied when it is first written to.
class Draft {
 public:
  explicit Draft(const Snapshot& from) : snapshot_(std::make_shared<Snapshot>(from)) {}

  // NOLINTNEXTLINE(readability-convert-member-functions-to-static): the generic lambda needs this
  void put(const AnyRecord& record, std::uint64_t version) {
    std::visit(
        [&]<class Record>(const Record& value) {
          writable<Record>()[id_of(record)] =
              std::make_shared<const Kept<Record>>(Kept<Record>{value, version});
        },
        record);
  }
  void remove(RecordKind kind, const std::string& id) {
    remove_from<0>(static_cast<std::size_t>(kind), id);
  }
  std::shared_ptr<const Snapshot> finish() {
    if (written<Employee>()) snapshot_->employees_by_login = by_login(snapshot_->employees);
    if (written<Agreement>()) snapshot_->agreements_of = by_employee(snapshot_->agreements);
    if (written<Training>()) snapshot_->trainings_of = by_employee(snapshot_->trainings);
    if (written<GuidelineRead>()) {
      snapshot_->guideline_reads_of = by_employee(snapshot_->guideline_reads);
    }
    if (written<Laptop>()) snapshot_->laptops_by_serial = by_serial(snapshot_->laptops);
    if (written<Mark>()) snapshot_->marks_of = by_employee(snapshot_->marks);
    if (written<Objection>()) snapshot_->objections_of = by_employee(snapshot_->objections);
    return snapshot_;
  }

 private:
  template <class Record>
  using Map = typename Shelf<Record>::Map;
  template <class... Records>
  static std::tuple<std::shared_ptr<Map<Records>>...> maps_for(std::variant<Records...>*);
  using Maps = decltype(maps_for(static_cast<AnyRecord*>(nullptr)));

  template <class Record>
  [[nodiscard]] bool written() const {
    return std::get<std::shared_ptr<Map<Record>>>(maps_) != nullptr;
  }
  template <class Record>
  Map<Record>& writable() {
    auto& map = std::get<std::shared_ptr<Map<Record>>>(maps_);
    if (!map) {
      auto& shelf = shelf_of<Record>(*snapshot_);
      map = std::make_shared<Map<Record>>(shelf.all());
      shelf = Shelf<Record>(map);
    }
    return *map;
  }
  template <std::size_t Index>
  void remove_from(std::size_t kind, const std::string& id) {
    if constexpr (Index < std::variant_size_v<AnyRecord>) {
      if (Index == kind) {
        writable<std::variant_alternative_t<Index, AnyRecord>>().erase(id);
      } else {
        remove_from<Index + 1>(kind, id);
      }
    }
  }

  std::shared_ptr<Snapshot> snapshot_;
  Maps maps_;
};

Result<RecordBody> body_of(const store::StoredRecord& stored) {
  const auto unreadable = [&](const Error& error) {
    return Error{ErrorCode::kCorrupt, fmt::format("{} {} cannot be read: {}; run fsck",
                                                  stored.row.kind, stored.row.id, error.message)};
  };
  const Result<evidence::Entry> entry = evidence::decode_entry(stored.line);
  if (!entry) return unreadable(entry.error());
  Result<RecordBody> body = decode_record_body(entry->body);
  if (!body) return unreadable(body.error());
  return body;
}

std::uint64_t version_in(const Snapshot& snapshot, const AnyRecord& record) {
  return std::visit(
      [&]<class Record>(const Record& /*value*/) -> std::uint64_t {
        const Kept<Record>* kept = shelf_of<Record>(snapshot).find_kept(id_of(record));
        return kept ? kept->version : 0;
      },
      record);
}

/// Whose days a record is an input of, and what the change is called. Nothing: of no verdict.
std::optional<store::Stale> stale_of(const RecordWrite& write, const std::string& person,
                                     std::uint64_t leaf) {
  const auto stale = [&](std::string employee) {
    return store::Stale{std::move(employee), fmt::format("{}:{}", to_string(write.kind), write.id),
                        leaf};
  };
  switch (write.kind) {
    case RecordKind::kEmployee:
    case RecordKind::kAgreement:
    case RecordKind::kTraining:
    case RecordKind::kGuidelineRead:
    case RecordKind::kMark:
    case RecordKind::kWaiver:  // without a person: of a unit or everybody
      return stale(person);
    case RecordKind::kUnit:
    case RecordKind::kMarkRule:
    case RecordKind::kOutage:
    case RecordKind::kCalendar:
      return stale({});
    case RecordKind::kDeputy:
    case RecordKind::kLaptop:
    case RecordKind::kAccount:
    case RecordKind::kHold:
    case RecordKind::kObjection:  // what it says becomes a verdict only by what its answer mends
      return std::nullopt;
  }
  return std::nullopt;
}

Result<void> apply_write(ledger::Transaction& transaction, RecordWrite& write) {
  const std::string kind(to_string(write.kind));
  const auto newest = store::newest_version(transaction.writer, kind, write.id);
  if (!newest) return newest.error();
  if ((newest->removed ? 0 : newest->version) != write.made_from) {
    return Error{
        ErrorCode::kConflict,
        fmt::format("{} {} was changed meanwhile: version {} is there now, this change was "
                    "made from version {}; read it again and repeat the change",
                    kind, write.id, newest->version, write.made_from)};
  }
  write.version = newest->version + 1;
  const std::string line =
      encode(RecordBody{write.kind, write.id, write.version, write.by, write.why, write.value});
  const auto appended =
      transaction.ledger.append({evidence::EntryKind::kRecord, transaction.now, {}, line});
  if (!appended) return appended.error();
  const std::uint64_t leaf = store::leaf_id(transaction.ledger.epoch(), appended->leaf);
  std::string person = write.value ? person_of(*write.value) : write.person;
  DISTANSKOLL_TRY(store::insert_record(
      transaction.writer,
      {kind, write.id, write.version, leaf, transaction.now, person, !write.value.has_value()}));
  const auto stale = stale_of(write, person, leaf);
  return stale ? store::mark_stale(transaction.writer, *stale) : Result<void>();
}

}  // namespace

Result<std::shared_ptr<const Snapshot>> read_snapshot(store::Connection& connection,
                                                      std::uint64_t before_leaf) {
  Draft draft{Snapshot()};
  for (const RecordKind kind : kAllRecordKinds) {
    const std::string word(to_string(kind));
    for (std::string after;;) {
      const auto page = store::newest_records(connection, word, after, kPage, before_leaf);
      if (!page) return page.error();
      if (page->empty()) break;
      after = page->back().row.id;
      for (const store::StoredRecord& stored : *page) {
        const Result<RecordBody> body = body_of(stored);
        if (!body) return body.error();
        if (body->value) draft.put(*body->value, stored.row.version);
      }
    }
  }
  return draft.finish();
}

RecordWrite write_of(const Snapshot& snapshot, AnyRecord value, std::string by,
                     std::optional<std::string> why) {
  RecordWrite write;
  write.kind = kind_of(value);
  write.id = id_of(value);
  write.made_from = version_in(snapshot, value);
  write.value = std::move(value);
  write.by = std::move(by);
  write.why = std::move(why);
  return write;
}

RecordWrite removal_of(const Snapshot& snapshot, const AnyRecord& value, std::string by,
                       std::optional<std::string> why) {
  RecordWrite write = write_of(snapshot, value, std::move(by), std::move(why));
  write.person = person_of(value);
  write.value.reset();
  return write;
}

Result<std::unique_ptr<Registry>> Registry::load(store::Connection& connection) {
  auto registry = std::make_unique<Registry>();
  DISTANSKOLL_TRY(registry->reload(connection));
  return registry;
}

std::shared_ptr<const Snapshot> Registry::now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void Registry::publish(const std::vector<RecordWrite>& writes) {
  Draft draft(*now());
  for (const RecordWrite& write : writes) {
    if (write.value) {
      draft.put(*write.value, write.version);
    } else {
      draft.remove(write.kind, write.id);
    }
  }
  auto next = draft.finish();
  const std::lock_guard lock(mutex_);
  now_ = std::move(next);
}

Result<void> Registry::reload(store::Connection& connection) {
  auto snapshot = read_snapshot(connection, store::kEndOfTime);
  if (!snapshot) return snapshot.error();
  const std::lock_guard lock(mutex_);
  now_ = std::move(*snapshot);
  return {};
}

ledger::Projection record_projection() {
  return {store::clear_records,
          [](store::Writer& writer, const store::StoredEntry& row,
             const evidence::Entry& entry) -> Result<void> {
            if (entry.kind != evidence::EntryKind::kRecord) return {};
            const Result<RecordBody> body = decode_record_body(entry.body);
            if (!body) return body.error();
            std::string person = body->value ? person_of(*body->value) : std::string();
            if (!body->value) {
              // A removal names nobody: it belongs to whom the version before it belonged.
              const auto history =
                  store::record_history(writer, std::string(to_string(body->kind)), body->id);
              if (!history) return history.error();
              if (!history->empty()) person = history->back().row.person;
            }
            return store::insert_record(
                writer, {std::string(to_string(body->kind)), body->id, body->version, row.leaf,
                         entry.received_at, std::move(person), !body->value.has_value()});
          }};
}

Result<void> apply_writes(ledger::Transaction& transaction, std::vector<RecordWrite>& writes) {
  if (writes.size() > limits::kRecordsAtOnce) {
    return Error{ErrorCode::kTooLarge, fmt::format("{} records at once; at most {}", writes.size(),
                                                   limits::kRecordsAtOnce)};
  }
  for (RecordWrite& write : writes) DISTANSKOLL_TRY(apply_write(transaction, write));
  return {};
}

void RecordChange::committed(const ledger::Commit& commit) {
  registry_.publish(writes_);
  done_(commit);
}

Result<ledger::Commit> write_records(ledger::Sequencer& sequencer, Registry& registry,
                                     std::vector<RecordWrite> writes) {
  std::promise<Result<ledger::Commit>> promise;
  auto outcome = promise.get_future();
  DISTANSKOLL_TRY(sequencer.submit(std::make_unique<RecordChange>(
      registry, std::move(writes),
      [&promise](Result<ledger::Commit> result) { promise.set_value(std::move(result)); })));
  return outcome.get();
}

}  // namespace distanskoll::server::agreements
