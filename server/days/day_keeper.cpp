// SPDX-License-Identifier: EUPL-1.2
#include "server/days/day_keeper.h"

#include "server/days/day_changes.h"
#include "server/days/pass.h"
#include "server/store/days.h"
#include "server/store/records.h"

#include <algorithm>
#include <map>
#include <memory>

namespace distanskoll::server::days {
namespace {

/// Read and stored in one piece: some milliseconds of the writer's time.
constexpr std::size_t kDeviceDaysAtOnce = 64;
constexpr std::size_t kDaysFixedAtOnce = 100;
constexpr std::size_t kStaleAtOnce = 1'000;
constexpr std::size_t kStaleAtMost = 100'000;
constexpr std::size_t kCauseBytes = 256;  ///< causes named with a change; more are left out

/// The next date to be fixed, if it is old enough.
Result<std::optional<LocalDay>> next_final(store::Connection& connection, LocalDay today,
                                           std::chrono::days final_after) {
  const auto newest = store::newest_final_date(connection);
  if (!newest) return newest.error();
  std::optional<LocalDay> next;
  if (*newest) {
    next = **newest + std::chrono::days{1};
  } else {
    const auto first = store::first_device_day(connection);
    if (!first) return first.error();
    next = *first;
  }
  if (next && *next + final_after > today) next.reset();
  return next;
}

/// Nothing is stale and nothing old enough: most minutes.
Result<bool> nothing_to_do(store::Connection& connection, LocalDay today,
                           std::chrono::days final_after) {
  const auto devices = store::stale_device_days(connection, 1);
  if (!devices) return devices.error();
  const auto people = store::list_stale(connection, 1);
  if (!people) return people.error();
  const auto due = next_final(connection, today, final_after);
  if (!due) return due.error();
  return devices->empty() && people->empty() && !due->has_value();
}

class Keeping {
 public:
  Keeping(DayKeeper::Parts& parts, store::Connection& connection, const PolicyHistory& policies,
          LocalDay today)
      : parts_(parts),
        connection_(connection),
        snapshot_(parts.registry.now()),
        today_(today),
        pass_(connection, *snapshot_, parts.holidays, policies, parts.pseudonym_key, today_) {}

  Result<PassReport> run(bool running) {
    DISTANSKOLL_TRY(take_marked());
    DISTANSKOLL_TRY(take_people());
    DISTANSKOLL_TRY(take_marked());  // days of people who are known only now
    const auto due = next_final(connection_, today_, parts_.rules.final_after);
    if (!due) return due.error();
    if (running || *due) DISTANSKOLL_TRY(take_running());
    DISTANSKOLL_TRY(fix());
    return report_;
  }

 private:
  [[nodiscard]] Result<void> store(const Piece& piece) {
    const auto commit = parts_.sequencer.run([&](ledger::Transaction& transaction) {
      return store_piece(transaction, piece, today_, report_);
    });
    return commit ? Result<void>() : Result<void>(commit.error());
  }

  Result<void> take_rows(const std::vector<store::DeviceDay>& rows) {
    for (std::size_t at = 0; at < rows.size(); at += kDeviceDaysAtOnce) {
      const auto end =
          rows.begin() + static_cast<std::ptrdiff_t>(std::min(at + kDeviceDaysAtOnce, rows.size()));
      auto piece = pass_.take_device_days({rows.begin() + static_cast<std::ptrdiff_t>(at), end});
      if (!piece) return piece.error();
      DISTANSKOLL_TRY(store(*piece));
    }
    return {};
  }

  Result<void> take_marked() {
    for (;;) {
      const auto rows = store::stale_device_days(connection_, kStaleAtOnce);
      if (!rows) return rows.error();
      DISTANSKOLL_TRY(take_rows(*rows));
      if (rows->size() < kStaleAtOnce) return {};
    }
  }

  Result<void> take_running() {
    const auto rows = store::running_device_days(connection_, 1'000'000);
    if (!rows) return rows.error();
    return take_rows(*rows);
  }

  /// Open days of people whose inputs changed, each person once, whatever the number of causes.
  Result<void> take_people() {
    const auto stale = store::list_stale(connection_, kStaleAtMost);
    if (!stale) return stale.error();
    if (stale->empty()) return {};
    const LocalDay open_from = today_ - parts_.rules.final_after;
    auto causes = causes_by_person(*stale, open_from);
    if (!causes) return causes.error();
    for (const auto& [employee, cause] : *causes) {
      auto piece = pass_.take_person(employee, cause, open_from);
      if (!piece) return piece.error();
      if (!piece->outcomes.empty()) DISTANSKOLL_TRY(store(*piece));
    }
    Piece last;
    last.done = *stale;
    const bool directory = std::ranges::any_of(
        *stale, [](const store::Stale& one) { return one.cause.starts_with("employee:"); });
    if (directory) {  // somebody whom nobody knew may be known now
      const auto unknown = store::seen_from(connection_, open_from, std::string());
      if (!unknown) return unknown.error();
      for (const store::SeenOn& row : *unknown) last.unsettled.emplace_back(row.device, row.day);
    }
    return store(last);
  }

  [[nodiscard]] Result<std::map<std::string, std::string>> causes_by_person(
      const std::vector<store::Stale>& stale, LocalDay open_from) {
    std::map<std::string, std::string> causes;
    std::string everybody;
    const auto add = [](std::string& text, const std::string& cause) {
      if (text.size() < kCauseBytes) text.append(text.empty() ? "" : " ").append(cause);
    };
    for (const store::Stale& one : stale) {
      add(one.employee.empty() ? everybody : causes[one.employee], one.cause);
    }
    if (everybody.empty()) return causes;
    const auto people = store::people_from(connection_, open_from);
    if (!people) return people.error();
    for (const std::string& employee : *people) causes.try_emplace(employee);
    for (auto& [employee, text] : causes) add(text, everybody);
    return causes;
  }

  Result<void> fix() {
    for (;;) {
      const auto date = next_final(connection_, today_, parts_.rules.final_after);
      if (!date) return date.error();
      if (!*date) return {};
      std::string after;
      for (bool done = false; !done;) {
        const auto commit =
            parts_.sequencer.run([&](ledger::Transaction& transaction) -> Result<void> {
              // What was known before a day's entry counts for it (evidence.md "Day entries").
              DISTANSKOLL_TRY(check_settled(transaction.writer, **date));
              const auto last = fix_days(transaction, **date, after, kDaysFixedAtOnce);
              if (!last) return last.error();
              done = *last;
              return done ? fix_date(transaction, **date) : Result<void>();
            });
        if (!commit && commit.error().code == ErrorCode::kUnavailable) return {};  // next pass
        if (!commit) return commit.error();
      }
      ++report_.fixed_dates;
    }
  }

  DayKeeper::Parts& parts_;
  store::Connection& connection_;
  std::shared_ptr<const agreements::Snapshot> snapshot_;
  LocalDay today_;
  Pass pass_;
  PassReport report_;
};

}  // namespace

Result<PassReport> DayKeeper::pass() {
  auto reader = parts_.readers.lend();
  if (!reader) return reader.error();
  const WallTime now = parts_.clock.wall();
  const LocalDay today = compliance::local_day(now);
  const bool running = now - running_judged_ >= parts_.rules.running_every;
  if (!running) {
    const auto nothing = nothing_to_do(**reader, today, parts_.rules.final_after);
    if (!nothing) return nothing.error();
    if (*nothing) return PassReport{};
  }
  const auto policies = PolicyHistory::load(**reader);
  if (!policies) return policies.error();
  auto report = Keeping(parts_, **reader, *policies, today).run(running);
  if (report && running) running_judged_ = now;
  return report;
}

}  // namespace distanskoll::server::days
