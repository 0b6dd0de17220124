// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/intake/plan.h"

#include "shared/limits.h"

#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace distanskoll::server::agreements::intake {
namespace {

namespace json = boost::json;

template <class Record>
const Record* in_shelf(const Shelf<Record>& shelf, const std::string& id) {
  return shelf.find(id);
}

/// What is stored under the record's id; null when nothing is.
std::optional<AnyRecord> stored(const Snapshot& snapshot, const AnyRecord& record) {
  const auto found = [&](const auto& shelf) -> std::optional<AnyRecord> {
    const auto* kept = in_shelf(shelf, id_of(record));
    return kept ? std::optional<AnyRecord>(*kept) : std::nullopt;
  };
  switch (kind_of(record)) {
    case RecordKind::kEmployee:
      return found(snapshot.employees);
    case RecordKind::kUnit:
      return found(snapshot.units);
    case RecordKind::kDeputy:
      return found(snapshot.deputies);
    case RecordKind::kAgreement:
      return found(snapshot.agreements);
    case RecordKind::kTraining:
      return found(snapshot.trainings);
    case RecordKind::kGuidelineRead:
      return found(snapshot.guideline_reads);
    case RecordKind::kLaptop:
      return found(snapshot.laptops);
    case RecordKind::kWaiver:
    case RecordKind::kMark:
    case RecordKind::kMarkRule:
    case RecordKind::kOutage:
    case RecordKind::kCalendar:
    case RecordKind::kAccount:
    case RecordKind::kHold:
    case RecordKind::kObjection:
      return std::nullopt;  // no file has them
  }
  return std::nullopt;
}

/// Of a protected identity nothing is shown but that something changes.
bool is_protected(const AnyRecord& record) {
  const auto* employee = std::get_if<Employee>(&record);
  return employee != nullptr && employee->protected_identity;
}

std::vector<FieldChange> differences(const AnyRecord& before, const AnyRecord& after) {
  std::vector<FieldChange> fields;
  if (is_protected(before) || is_protected(after)) return fields;
  const json::value old = json::parse(encode(before));
  const json::value now = json::parse(encode(after));
  const auto value_in = [](const json::value& record, const auto& name) {
    const json::value* found = record.as_object().if_contains(name);
    return found == nullptr ? json::value(nullptr) : *found;  // a member that is not written
  };
  for (const auto& [name, value] : now.as_object()) {
    const json::value was = value_in(old, name);
    if (was != value) fields.push_back({name, json::serialize(was), json::serialize(value)});
  }
  for (const auto& [name, was] : old.as_object()) {
    if (now.as_object().contains(name)) continue;
    fields.push_back({name, json::serialize(was), "null"});
  }
  return fields;
}

}  // namespace

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::kAdd:
      return "add";
    case Effect::kChange:
      return "change";
    case Effect::kEnd:
      return "end";
  }
  return {};
}

void ImportPlan::put(const Snapshot& snapshot, AnyRecord record, std::string key, std::size_t row,
                     bool ends) {
  std::optional<AnyRecord> before = stored(snapshot, record);
  if (before && *before == record) {
    ++unchanged_;
    return;
  }
  if (encode(record).size() > limits::kRecordBytes) {
    problem({row, {}, std::move(key), Trouble::kTooMuch, std::to_string(limits::kRecordBytes)});
    return;
  }
  PlannedChange change;
  change.effect = !before ? Effect::kAdd : ends ? Effect::kEnd : Effect::kChange;
  change.kind = kind_of(record);
  change.id = id_of(record);
  change.key = std::move(key);
  change.row = row;
  if (before) change.fields = differences(*before, record);
  change.before = std::move(before);
  change.value = std::move(record);
  changes_.push_back(std::move(change));
}

void ImportPlan::remove(const Snapshot& snapshot, const AnyRecord& record, std::string key,
                        std::size_t row) {
  std::optional<AnyRecord> before = stored(snapshot, record);
  if (!before) return;
  PlannedChange change;
  change.effect = Effect::kEnd;
  change.kind = kind_of(record);
  change.id = id_of(record);
  change.key = std::move(key);
  change.row = row;
  change.before = std::move(before);
  changes_.push_back(std::move(change));
}

void ImportPlan::problem(PlanProblem problem) {
  if (problems_.size() < limits::kImportProblems) {
    problem.value = imports::shown_value(problem.value);
    problems_.push_back(std::move(problem));
  } else {
    ++problems_beyond_;
  }
}

void ImportPlan::remark(PlanRemark remark) {
  if (remarks_.size() < limits::kImportProblems) remarks_.push_back(remark);
}

std::size_t ImportPlan::count(Effect effect) const {
  return static_cast<std::size_t>(std::ranges::count(changes_, effect, &PlannedChange::effect));
}

std::size_t ImportPlan::count(Effect effect, RecordKind kind) const {
  return static_cast<std::size_t>(std::ranges::count_if(changes_, [&](const PlannedChange& one) {
    return one.effect == effect && one.kind == kind;
  }));
}

std::vector<RecordWrite> ImportPlan::writes(const Snapshot& snapshot, const std::string& by,
                                            const std::string& why) const {
  std::vector<RecordWrite> writes;
  if (!is_whole()) return writes;
  writes.reserve(changes_.size());
  for (const PlannedChange& change : changes_) {
    writes.push_back(change.value ? write_of(snapshot, *change.value, by, why)
                                  : removal_of(snapshot, *change.before, by, why));
  }
  return writes;
}

std::string id_with(const Intake& intake, std::string_view prefix) {
  return std::string(prefix) + intake.new_id();
}

bool may_end(const Intake& intake, std::size_t ending, std::size_t all, ImportPlan& plan) {
  constexpr std::size_t kTenth = 10;
  if (ending == 0 || intake.many || ending * kTenth <= all) return true;
  plan.problem({0, {}, {}, Trouble::kTooManyEnd, fmt::format("{} / {}", ending, all)});
  return false;
}

}  // namespace distanskoll::server::agreements::intake
