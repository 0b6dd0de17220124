// SPDX-License-Identifier: EUPL-1.2
#include "server/retention/eraser.h"

#include "server/store/days.h"
#include "server/store/device_days.h"
#include "server/store/finding_care.h"
#include "server/store/ledger_rows.h"
#include "server/store/records.h"
#include "server/store/transaction.h"
#include "shared/evidence/entry.h"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace distanskoll::server::retention {
namespace {

namespace json = boost::json;

constexpr std::size_t kAtOnce = 200;  ///< entries in one transaction: some milliseconds
constexpr int kPagesAtOnce = 200;

struct Range {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

std::vector<Range> ranges_of(const std::vector<std::uint64_t>& leaves) {
  std::vector<Range> ranges;
  for (const std::uint64_t leaf : leaves) {
    if (!ranges.empty() && ranges.back().to + 1 == leaf) {
      ranges.back().to = leaf;
    } else {
      ranges.push_back({leaf, leaf});
    }
  }
  return ranges;
}

/// Entries that somebody else erased meanwhile are no error: erasing is what was wanted.
Result<void> erase_one(store::Writer& writer, std::uint64_t leaf, std::uint64_t by_entry) {
  const auto erased = store::erase_entry(writer, leaf, by_entry);
  if (!erased && erased.error().code != ErrorCode::kNotFound) return erased.error();
  return {};
}

/// What IT security wrote about findings, which may name people.
Result<void> erase_old_care(ledger::Sequencer& sequencer, LocalDay day) {
  for (std::size_t deleted = kAtOnce; deleted >= kAtOnce;) {
    const auto done = sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
      const auto count = store::erase_care(transaction.writer, compliance::midnight(day), kAtOnce);
      if (!count) return count.error();
      deleted = *count;
      return {};
    });
    if (!done) return done.error();
  }
  return {};
}

/// Whose computer it was on days up to `day`, a page at a time.
Result<void> delete_device_days(ledger::Sequencer& sequencer, LocalDay day) {
  for (std::uint64_t deleted = kAtOnce; deleted == kAtOnce;) {
    const auto done = sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
      const auto count = store::delete_old_device_days(transaction.writer, day, kAtOnce);
      if (!count) return count.error();
      deleted = *count;
      return {};
    });
    if (!done) return done.error();
  }
  return {};
}

}  // namespace

std::string erasure_body(Kind kind, const std::vector<std::uint64_t>& leaves,
                         const std::string& why, const std::string& by,
                         const ErasureDecision* decision) {
  json::array ranges;
  for (const Range& range : ranges_of(leaves)) {
    ranges.push_back(json::object{{"epoch", store::epoch_of(range.from)},
                                  {"from", store::number_of(range.from)},
                                  {"to", store::number_of(range.to)}});
  }
  json::value decided;
  if (decision != nullptr) {
    decided = json::object{{"body", decision->body},
                           {"date", compliance::format_date(decision->date)},
                           {"dnr", decision->dnr}};
  }
  return json::serialize(json::object{{"what", to_string(kind)},
                                      {"leaves", std::move(ranges)},
                                      {"why", why},
                                      {"decision", std::move(decided)},
                                      {"by", by}});
}

Result<ErasureReport> Eraser::run() {
  auto reader = parts_.readers.lend();
  if (!reader) return reader.error();
  const LocalDay today = compliance::local_day(parts_.clock.wall());
  const Cutoffs cut = cutoffs(parts_.rules, today);
  const Holds holds(*parts_.registry.now(), today);
  ErasureReport report;
  DISTANSKOLL_TRY(left_behind(**reader, holds, report));
  DISTANSKOLL_TRY(reports(**reader, cut, holds, report));
  DISTANSKOLL_TRY(days(**reader, cut, holds, report));
  DISTANSKOLL_TRY(objections(**reader, cut, holds, report));
  DISTANSKOLL_TRY(people(cut, holds, report));
  DISTANSKOLL_TRY(access_log(cut, holds, report));
  if (!holds.any()) DISTANSKOLL_TRY(erase_old_care(parts_.sequencer, cut.access_log));
  if (report.any()) DISTANSKOLL_TRY(give_back());
  return report;
}

Result<void> Eraser::erase(const Wish& wish,
                           const std::function<Result<void>(store::Writer&)>& rows) {
  // Before the change: a line too many does no harm, one too few lets a backup bring it back.
  std::vector<ledger::Tombstone> tombstones;
  for (const Range& range : ranges_of(wish.leaves)) {
    tombstones.push_back({ledger::TombstoneKind::kErasure,
                          range.from == range.to
                              ? std::to_string(range.from)
                              : std::to_string(range.from) + "-" + std::to_string(range.to),
                          parts_.clock.wall()});
  }
  DISTANSKOLL_TRY(parts_.tombstones.append(tombstones));
  const auto ruled = parts_.rules.decisions.find(wish.kind);
  const auto* decision = wish.decision                           ? &*wish.decision
                         : ruled == parts_.rules.decisions.end() ? nullptr
                                                                 : &ruled->second;
  const std::string body = erasure_body(wish.kind, wish.leaves, wish.why, wish.by, decision);
  const auto commit = parts_.sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
    const auto entry =
        transaction.ledger.append({evidence::EntryKind::kErasure, transaction.now, {}, body});
    if (!entry) return entry.error();
    const auto by = store::leaf_id(transaction.ledger.epoch(), entry->leaf);
    for (const std::uint64_t leaf : wish.leaves) {
      DISTANSKOLL_TRY(erase_one(transaction.writer, leaf, by));
    }
    return rows(transaction.writer);
  });
  return commit ? Result<void>() : Result<void>(commit.error());
}

Result<bool> Eraser::must_stay(store::Connection& connection, const Holds& holds,
                               const store::OldReport& old) {
  auto newest = store::is_newest_report(connection, old.device, old.leaf);
  if (!newest || *newest) return newest;
  if (!holds.any()) return false;
  const LocalDay day = compliance::local_day(old.received_at);
  const auto people = store::people_on(connection, old.device, day);
  if (!people) return people.error();
  return holds.keeps_report(old.device, *people, day);
}

Result<void> Eraser::left_behind(store::Connection& connection, const Holds& holds,
                                 ErasureReport& report) {
  for (std::uint64_t after = 0;;) {
    const auto page = store::left_behind(connection, after, kAtOnce);
    if (!page) return page.error();
    if (page->empty()) return {};
    after = page->back().leaf;
    Wish wish{Kind::kReports, {}, "schedule", "collector"};
    for (const store::OldReport& old : *page) {
      const auto stays = must_stay(connection, holds, old);
      if (!stays) return stays.error();
      if (!*stays) wish.leaves.push_back(old.leaf);
    }
    report.kept += page->size() - wish.leaves.size();
    if (wish.leaves.empty()) continue;
    const auto rows = [&](store::Writer& writer) -> Result<void> {
      for (const std::uint64_t leaf : wish.leaves) {
        DISTANSKOLL_TRY(store::no_longer_left(writer, leaf));
      }
      return {};
    };
    DISTANSKOLL_TRY(erase(wish, rows));
    report.reports += wish.leaves.size();
  }
}

Result<void> Eraser::reports(store::Connection& connection, const Cutoffs& cutoffs,
                             const Holds& holds, ErasureReport& report) {
  // Nothing goes before the days that it speaks for are final.
  const auto fixed = store::newest_final_date(connection);
  if (!fixed) return fixed.error();
  if (!*fixed) return {};
  const WallTime before = std::min(cutoffs.reports, compliance::midnight(**fixed));
  for (;;) {
    const auto page = store::old_reports(connection, before, kAtOnce);
    if (!page) return page.error();
    if (page->empty()) break;
    Wish wish{Kind::kReports, {}, "schedule", "collector"};
    std::vector<store::OldReport> stay;
    for (const store::OldReport& old : *page) {
      const auto stays = must_stay(connection, holds, old);
      if (!stays) return stays.error();
      if (*stays) {
        stay.push_back(old);
      } else {
        wish.leaves.push_back(old.leaf);
      }
    }
    const auto rows = [&](store::Writer& writer) -> Result<void> {
      for (const store::OldReport& old : stay) DISTANSKOLL_TRY(store::leave_behind(writer, old));
      return store::advance_cursor(writer, page->back().leaf);
    };
    if (wish.leaves.empty()) {
      const auto moved = parts_.sequencer.run(
          [&](ledger::Transaction& transaction) { return rows(transaction.writer); });
      if (!moved) return moved.error();
    } else {
      DISTANSKOLL_TRY(erase(wish, rows));
    }
    report.reports += wish.leaves.size();
    report.kept += stay.size();
  }
  if (holds.any()) return {};  // their rows say whose a kept report is
  const LocalDay day = compliance::local_day(before) - std::chrono::days{1};
  return delete_device_days(parts_.sequencer, day);
}

Result<void> Eraser::days(store::Connection& connection, const Cutoffs& cutoffs, const Holds& holds,
                          ErasureReport& report) {
  std::string after;
  for (;;) {
    const auto page = store::old_days(connection, cutoffs.days, after, kAtOnce);
    if (!page) return page.error();
    Wish wish{Kind::kDays, {}, "schedule", "collector"};
    std::vector<const store::OldDay*> gone;
    for (const store::OldDay& old : *page) {
      after = old.employee;
      if (holds.keeps_person(old.employee, old.date)) continue;
      wish.leaves.insert(wish.leaves.end(), old.leaves.begin(), old.leaves.end());
      gone.push_back(&old);
    }
    std::ranges::sort(wish.leaves);
    if (!gone.empty()) {
      const auto rows = [&](store::Writer& writer) -> Result<void> {
        for (const store::OldDay* old : gone) {
          DISTANSKOLL_TRY(store::delete_day_rows(writer, old->employee, old->date));
        }
        return {};
      };
      DISTANSKOLL_TRY(erase(wish, rows));
      report.days += gone.size();
    }
    if (page->size() < kAtOnce) return {};
    if (gone.empty()) after += '\x01';  // all of this page is held: on to the next person
  }
}

Result<void> Eraser::people(const Cutoffs& cutoffs, const Holds& holds, ErasureReport& report) {
  const auto snapshot = parts_.registry.now();
  for (const auto& [id, kept] : snapshot->employees.all()) {
    const auto last = kept->value.last_day();
    if (!last || *last >= cutoffs.people || holds.keeps_all_of(id)) continue;
    const auto erased = erase_person(id, "schedule", "collector");
    if (!erased) return erased.error();
    report.people += erased->people;
    report.days += erased->days;
  }
  return {};
}

Result<ErasureReport> Eraser::erase_person(const std::string& employee, const std::string& why,
                                           const std::string& by,
                                           const std::optional<ErasureDecision>& decision) {
  const LocalDay today = compliance::local_day(parts_.clock.wall());
  const auto snapshot = parts_.registry.now();
  if (Holds(*snapshot, today).keeps_all_of(employee)) {
    return Error{ErrorCode::kConflict, "a hold keeps what is known about " + employee};
  }
  auto reader = parts_.readers.lend();
  if (!reader) return reader.error();
  const auto records = store::records_of_person(**reader, employee);
  if (!records) return records.error();
  if (records->empty()) return Error{ErrorCode::kNotFound, "nobody is " + employee};
  const auto days = store::days_of(**reader, employee, LocalDay{}, today);
  if (!days) return days.error();
  Wish wish{Kind::kPeople, {}, why, by, decision};
  for (const store::StoredRecord& record : *records) wish.leaves.push_back(record.row.leaf);
  for (const store::StoredDay& day : *days) {
    if (day.final_leaf) wish.leaves.push_back(*day.final_leaf);
    const auto late = store::find_late(**reader, employee, day.day.date);
    if (!late) return late.error();
    if (*late) wish.leaves.push_back((*late)->leaf);
  }
  std::ranges::sort(wish.leaves);
  std::vector<std::string> logins;
  if (const auto* known = snapshot->employees.find(employee)) {
    for (const agreements::Login& login : known->logins) logins.push_back(login.login);
  }
  const auto rows = [&](store::Writer& writer) -> Result<void> {
    for (const store::StoredRecord& record : *records) {
      DISTANSKOLL_TRY(store::delete_record_row(writer, record.row.leaf));
    }
    for (const store::StoredDay& day : *days) {
      DISTANSKOLL_TRY(store::delete_day_rows(writer, employee, day.day.date));
    }
    return store::delete_person_rows(writer, employee, logins);
  };
  DISTANSKOLL_TRY(erase(wish, rows));
  DISTANSKOLL_TRY(reload());
  ErasureReport report;
  report.people = 1;
  report.days = days->size();
  return report;
}

/// Rows are about several persons at once: while anything is held, all of them stay.
Result<void> Eraser::access_log(const Cutoffs& cutoffs, const Holds& holds, ErasureReport& report) {
  if (holds.any()) return {};
  for (std::uint64_t deleted = kAtOnce; deleted >= kAtOnce;) {
    const auto done = parts_.sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
      const auto count = store::delete_old_access(transaction.writer, cutoffs.access_log, kAtOnce);
      if (!count) return count.error();
      deleted = *count;
      return {};
    });
    if (!done) return done.error();
    report.reads += deleted;
  }
  return {};
}

Result<void> Eraser::give_back() {
  return parts_.sequencer.run_between_commits([](store::Writer& writer) -> Result<bool> {
    auto done = store::shrink(writer, kPagesAtOnce);
    if (!done || !*done) return done;
    DISTANSKOLL_TRY(store::empty_log(writer));
    return true;
  });
}

}  // namespace distanskoll::server::retention
