// SPDX-License-Identifier: EUPL-1.2
#include "server/days/check.h"

#include "server/days/day_changes.h"
#include "server/days/pass.h"
#include "server/store/ledger_rows.h"
#include "shared/evidence/entry.h"

#include <algorithm>
#include <map>

namespace distanskoll::server::days {
namespace {

constexpr std::size_t kCheckedAtOnce = 500;
using Stored = std::map<std::string, store::StoredDay>;

Result<std::string> body_of(store::Connection& connection, std::uint64_t leaf) {
  const auto stored = store::find_entry(connection, leaf);
  if (!stored) return stored.error();
  const auto entry = evidence::decode_entry(stored->line);
  if (!entry) return entry.error();
  return entry->body;
}

class Checking {
 public:
  Checking(store::Connection& connection, const Bytes& pseudonym_key,
           const policy::Holidays& holidays, PolicyHistory policies)
      : connection_(connection),
        pseudonym_key_(pseudonym_key),
        holidays_(holidays),
        policies_(std::move(policies)) {}

  Result<void> date(LocalDay day) {
    auto stored = days_on(day);
    if (!stored) return stored.error();
    std::uint64_t known_before = store::kEndOfTime;
    const auto manifest = store::manifest_of(connection_, day);
    if (!manifest) return manifest.error();
    if (*manifest) {
      known_before = **manifest;
      DISTANSKOLL_TRY(check_manifest(day, **manifest));
      for (const auto& [id, one] : *stored) {
        if (one.final_leaf) known_before = std::min(known_before, *one.final_leaf);
        DISTANSKOLL_TRY(check_entry(one));
      }
    }
    auto snapshot = agreements::read_snapshot(connection_, known_before);
    if (!snapshot) return snapshot.error();
    return recompute(day, **snapshot, std::move(*stored));
  }

  DayCheck take() { return std::move(check_); }

 private:
  void say(LocalDay day, const std::string& employee, std::string what) {
    check_.problems.push_back({day, employee, std::move(what)});
  }

  Result<Stored> days_on(LocalDay day) {
    Stored stored;
    for (std::string after;;) {
      auto page = store::days_on(connection_, day, after, kCheckedAtOnce);
      if (!page) return page.error();
      const bool more = page->size() == kCheckedAtOnce;
      for (store::StoredDay& one : *page) {
        after = one.day.employee;
        stored.emplace(after, std::move(one));
      }
      if (!more) return stored;
    }
  }

  Result<void> check_manifest(LocalDay day, std::uint64_t leaf) {
    ++check_.manifests;
    const auto body = body_of(connection_, leaf);
    if (!body) return body.error();
    const auto promised = evidence::decode_manifest(*body);
    if (!promised) {
      say(day, {}, promised.error().message);
      return {};
    }
    const auto found = manifest_of_days(connection_, day);
    if (!found) return found.error();
    const auto leaves = store::final_days_of(connection_, day);
    if (!leaves) return leaves.error();
    std::uint64_t erased = 0;
    for (const std::uint64_t one : *leaves) {
      const auto gone = store::is_erased(connection_, one);
      if (!gone) return gone.error();
      erased += *gone ? 1 : 0;
    }
    const bool all = promised->remote + promised->undetermined == leaves->size() &&
                     found->remote + found->undetermined + erased == leaves->size();
    if (!all || promised->root != found->root || (erased == 0 && *promised != *found)) {
      say(day, {}, "the manifest promises other days than there are");
    }
    return {};
  }

  Result<void> check_entry(const store::StoredDay& one) {
    if (!one.final_leaf) {
      say(one.day.date, one.day.employee, "the date is final and this day has no entry");
      return {};
    }
    const auto erased = store::is_erased(connection_, *one.final_leaf);
    if (!erased) return erased.error();
    if (*erased) return {};
    const auto body = body_of(connection_, *one.final_leaf);
    if (!body || *body != evidence::encode(one.day)) {
      say(one.day.date, one.day.employee, "the stored day is not the one that was entered");
    }
    return {};
  }

  /// Whether the reports that the day names are all there.
  Result<bool> has_reports(const evidence::DayEntry& day) {
    for (const auto& [device, range] : day.devices) {
      const auto first = store::find_report(connection_, device, range.first);
      if (!first) return first.error();
      if (!*first) return false;
    }
    return true;
  }

  Result<void> recompute(LocalDay day, const agreements::Snapshot& snapshot, Stored stored) {
    const auto rows = store::device_days_on(connection_, day);
    if (!rows) return rows.error();
    Pass pass(connection_, snapshot, holidays_, policies_, pseudonym_key_, day);
    const auto piece = pass.take_device_days(*rows);
    if (!piece) return piece.error();
    for (const Outcome& outcome : piece->outcomes) {
      if (outcome.date != day) continue;
      const auto place = stored.find(outcome.employee);
      if (place == stored.end()) {
        if (outcome.after && !outcome.partial) say(day, outcome.employee, "a day is missing");
        continue;
      }
      const auto whole = has_reports(place->second.day);
      if (!whole) return whole.error();
      if (!*whole) continue;  // counted below
      if (outcome.after == place->second.day) {
        ++check_.recomputed;
      } else if (!place->second.final_leaf || !is_late(outcome)) {
        say(day, outcome.employee, "its reports give another day; run rebuild");
      }
      stored.erase(place);
    }
    for (const auto& [id, one] : stored) {
      const auto whole = has_reports(one.day);
      if (!whole) return whole.error();
      if (*whole) {
        say(day, id, "no report speaks for this day; run rebuild");
      } else {
        ++check_.fixed_then;
      }
    }
    return {};
  }

  /// What came after the day was final is said by an entry of its own.
  bool is_late(const Outcome& outcome) {
    const auto late = store::find_late(connection_, outcome.employee, outcome.date);
    return late && late->has_value();
  }

  store::Connection& connection_;
  const Bytes& pseudonym_key_;
  const policy::Holidays& holidays_;
  PolicyHistory policies_;
  DayCheck check_;
};

}  // namespace

Result<DayCheck> check_days(
    store::Connection& connection, const Bytes& pseudonym_key, const policy::Holidays& holidays,
    const std::function<Result<void>(std::uint64_t, std::uint64_t)>& progress) {
  auto policies = PolicyHistory::load(connection);
  if (!policies) return policies.error();
  const auto dates = store::day_dates(connection);
  if (!dates) return dates.error();
  Checking checking(connection, pseudonym_key, holidays, std::move(*policies));
  for (std::size_t i = 0; i < dates->size(); ++i) {
    DISTANSKOLL_TRY(checking.date((*dates)[i]));
    if (progress) DISTANSKOLL_TRY(progress(i + 1, dates->size()));
  }
  return checking.take();
}

}  // namespace distanskoll::server::days
