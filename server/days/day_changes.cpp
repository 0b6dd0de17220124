// SPDX-License-Identifier: EUPL-1.2
#include "server/days/day_changes.h"

#include "server/store/ledger_rows.h"
#include "shared/evidence/entry.h"
#include "shared/evidence/merkle.h"

#include <algorithm>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::days {
namespace {

namespace json = boost::json;

std::map<std::string, std::string_view> results_of(const std::optional<evidence::DayEntry>& day) {
  std::map<std::string, std::string_view> results;
  if (!day) return results;
  for (const auto& [id, result] : day->requirements) results[id] = compliance::to_string(result);
  return results;
}

std::string text_of(const std::optional<evidence::DayEntry>& day,
                    const std::map<std::string, std::string_view>& results,
                    const std::map<std::string, std::string_view>& others) {
  if (!day) return {};
  json::object differing;
  for (const auto& [id, result] : results) {
    const auto other = others.find(id);
    if (other == others.end() || other->second != result) differing[id] = result;
  }
  return json::serialize(json::object{{"verdict", compliance::to_string(day->verdict)},
                                      {"kind", compliance::to_string(day->kind)},
                                      {"agreement_day", day->agreement_day},
                                      {"results", std::move(differing)}});
}

Result<std::uint64_t> append(ledger::Transaction& transaction, evidence::EntryKind kind,
                             std::string body) {
  const auto appended = transaction.ledger.append({kind, transaction.now, {}, std::move(body)});
  if (!appended) return appended.error();
  return store::leaf_id(transaction.ledger.epoch(), appended->leaf);
}

/// A final day stays; that it would be another by now is said once.
Result<void> say_late(ledger::Transaction& transaction, const Outcome& outcome,
                      PassReport& report) {
  if (outcome.after == outcome.before->day) return {};
  const std::string body = outcome.after ? evidence::encode(*outcome.after) : std::string();
  const auto said = store::find_late(transaction.writer, outcome.employee, outcome.date);
  if (!said) return said.error();
  if (*said && (*said)->body == body) return {};
  const auto leaf =
      append(transaction, evidence::EntryKind::kLateDay,
             evidence::encode(evidence::LateDay{outcome.employee, outcome.date, outcome.after,
                                                outcome.cause, outcome.partial}));
  if (!leaf) return leaf.error();
  ++report.late;
  return store::put_late(transaction.writer, {outcome.employee, outcome.date, *leaf, body});
}

Result<void> store_outcome(ledger::Transaction& transaction, const Outcome& outcome, LocalDay today,
                           PassReport& report) {
  ++report.judged;
  if (outcome.before && outcome.before->final_leaf) {
    return say_late(transaction, outcome, report);
  }
  const auto before = outcome.before ? std::optional(outcome.before->day) : std::nullopt;
  if (before == outcome.after) return {};
  ++report.changed;
  if (outcome.after) {
    DISTANSKOLL_TRY(store::put_day(transaction.writer, {*outcome.after, std::nullopt}));
  } else {
    DISTANSKOLL_TRY(store::delete_day(transaction.writer, outcome.employee, outcome.date));
  }
  // Today is still growing, and yesterday is first judged as a whole today.
  const bool news = before ? outcome.date < today : outcome.date < today - std::chrono::days{1};
  if (!news) return {};
  const OutcomeTexts texts = difference(before, outcome.after);
  if (texts.before.empty() && texts.after.empty()) return {};
  return store::add_change(transaction.writer, {outcome.employee, outcome.date, transaction.now,
                                                outcome.cause, texts.before, texts.after});
}

Result<void> take_entry(store::Writer& writer, const store::StoredEntry& row,
                        const evidence::Entry& entry) {
  if (entry.kind == evidence::EntryKind::kDay) {
    auto day = evidence::decode_day_entry(entry.body);
    if (!day) return day.error();
    DISTANSKOLL_TRY(store::add_final_day(writer, day->date, row.leaf));
    return store::put_day(writer, {std::move(*day), row.leaf});
  }
  if (entry.kind == evidence::EntryKind::kManifest) {
    const auto manifest = evidence::decode_manifest(entry.body);
    if (!manifest) return manifest.error();
    return store::put_final_date(writer, manifest->date, row.leaf);
  }
  if (entry.kind == evidence::EntryKind::kLateDay) {
    const auto late = evidence::decode_late_day(entry.body);
    if (!late) return late.error();
    return store::put_late(writer, {late->employee, late->date, row.leaf,
                                    late->day ? evidence::encode(*late->day) : std::string()});
  }
  return {};
}

}  // namespace

ledger::Projection day_projection() { return {store::clear_days, take_entry}; }

OutcomeTexts difference(const std::optional<evidence::DayEntry>& before,
                        const std::optional<evidence::DayEntry>& after) {
  const auto old_results = results_of(before);
  const auto new_results = results_of(after);
  const bool same = before && after && before->verdict == after->verdict &&
                    before->kind == after->kind && before->agreement_day == after->agreement_day &&
                    old_results == new_results;
  if (same) return {};
  return {text_of(before, old_results, new_results), text_of(after, new_results, old_results)};
}

Result<void> store_piece(ledger::Transaction& transaction, const Piece& piece, LocalDay today,
                         PassReport& report) {
  for (const People::Found& found : piece.pseudonyms) {
    DISTANSKOLL_TRY(
        store::put_pseudonym(transaction.writer, found.device, found.pseudonym, found.login));
  }
  for (const ReadDay& read : piece.read) {
    const DeviceHistory& history = *read.history;
    DISTANSKOLL_TRY(
        store::set_judged(transaction.writer, history.device, history.day, history.newest_seq));
    DISTANSKOLL_TRY(
        store::replace_seen(transaction.writer, history.device, history.day, read.seen.employees));
    ++report.device_days;
  }
  for (const Outcome& outcome : piece.outcomes) {
    DISTANSKOLL_TRY(store_outcome(transaction, outcome, today, report));
  }
  for (const auto& [device, day] : piece.unsettled) {
    DISTANSKOLL_TRY(store::forget_judged(transaction.writer, device, day));
  }
  for (const store::Stale& stale : piece.done) {
    DISTANSKOLL_TRY(store::unmark_stale(transaction.writer, stale));
  }
  return {};
}

Result<void> check_settled(store::Connection& connection, LocalDay date) {
  const auto people = store::list_stale(connection, 1);
  if (!people) return people.error();
  const auto devices = store::stale_device_days(connection, 1);
  if (!devices) return devices.error();
  if (people->empty() && (devices->empty() || devices->front().day > date)) return {};
  return Error{ErrorCode::kUnavailable, "something that " + compliance::format_date(date) +
                                            " rests on has just changed; it is judged first"};
}

Result<bool> fix_days(ledger::Transaction& transaction, LocalDay date, std::string& after,
                      std::size_t most) {
  auto days = store::days_on(transaction.writer, date, after, most);
  if (!days) return days.error();
  for (store::StoredDay& day : *days) {
    after = day.day.employee;
    if (day.final_leaf) continue;
    const auto leaf = append(transaction, evidence::EntryKind::kDay, evidence::encode(day.day));
    if (!leaf) return leaf.error();
    day.final_leaf = *leaf;
    DISTANSKOLL_TRY(store::add_final_day(transaction.writer, date, *leaf));
    DISTANSKOLL_TRY(store::put_day(transaction.writer, day));
  }
  return days->size() < most;
}

Result<evidence::Manifest> manifest_of_days(store::Connection& connection, LocalDay date) {
  evidence::Manifest manifest;
  manifest.date = date;
  const auto leaves = store::final_days_of(connection, date);
  if (!leaves) return leaves.error();
  evidence::RightEdge edge;
  for (const std::uint64_t leaf : *leaves) {
    const auto hash = store::leaf_hashes(connection, leaf, 1);
    if (!hash) return hash.error();
    if (hash->empty()) return Error{ErrorCode::kCorrupt, "a day's leaf is missing; run fsck"};
    edge.append(hash->front());
  }
  manifest.root = edge.size() == 0 ? evidence::empty_root() : edge.root();
  constexpr std::size_t kPage = 500;
  for (std::string after;;) {
    const auto days = store::days_on(connection, date, after, kPage);
    if (!days) return days.error();
    for (const store::StoredDay& day : *days) {
      after = day.day.employee;
      ++(day.day.kind == compliance::DayKind::kRemote ? manifest.remote : manifest.undetermined);
    }
    if (days->size() < kPage) return manifest;
  }
}

Result<void> fix_date(ledger::Transaction& transaction, LocalDay date) {
  const auto manifest = manifest_of_days(transaction.writer, date);
  if (!manifest) return manifest.error();
  const auto leaf =
      append(transaction, evidence::EntryKind::kManifest, evidence::encode(*manifest));
  if (!leaf) return leaf.error();
  return store::put_final_date(transaction.writer, date, *leaf);
}

}  // namespace distanskoll::server::days
