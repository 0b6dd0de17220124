// SPDX-License-Identifier: EUPL-1.2
#include "server/policies/simulation.h"

#include "server/days/judge.h"
#include "server/store/days.h"
#include "server/store/device_days.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace distanskoll::server::policies {
namespace {

using days::DeviceHistory;
using evidence::DayEntry;
using Histories = std::map<std::string, std::shared_ptr<const DeviceHistory>>;

constexpr std::size_t kPage = 500;

/// What a date holds: reports by device, and for each person the devices and the stored day.
struct Seen {
  std::set<std::string> devices;
  std::optional<DayEntry> stored;
};
struct DateLines {
  Histories histories;
  std::map<std::string, Seen> people;
};

/// Agreement days as one of the two policies makes them, where that differs from what is stored.
using Overrides = std::map<std::string, std::map<LocalDay, bool>>;

/// Every report on which the stored day rests can still be read: the first and the last are there,
/// and erasing goes by age. That the report before the day is gone (`partial`) matters only where
/// the day began with it.
bool complete(const DayEntry& stored, const Histories& histories) {
  return std::ranges::all_of(stored.devices, [&](const auto& named) {
    const auto& [device, range] = named;
    const auto found = histories.find(device);
    if (found == histories.end()) return false;
    const auto& reports = found->second->reports;
    const auto first = std::ranges::find(reports, range.first, &days::PlacedReport::seq);
    const auto beyond = std::ranges::upper_bound(reports, range.last, {}, &days::PlacedReport::seq);
    return first != reports.end() && beyond != reports.begin() &&
           std::prev(beyond)->hash == range.last_report;
  });
}

class Simulating {
 public:
  Simulating(store::Connection& connection, const agreements::Snapshot& snapshot,
             const policy::Holidays& holidays, Bytes pseudonym_key, days::PolicyHistory policies,
             const policy::Policy& file)
      : connection_(connection),
        grounds_(snapshot, holidays),
        people_(std::move(pseudonym_key), snapshot),
        policies_(std::move(policies)),
        file_(file) {
    for (const auto& requirement : file.requirements) requirement_of(requirement.id);
    for (const auto& requirement : file.agreement) {
      requirement_of(std::string(policy::to_string(requirement.kind)));
    }
  }

  Result<void> take(LocalDay date) {
    const auto lines = read(date);
    if (!lines) return lines.error();
    const policy::Policy* own = policies_.on(date);
    for (const auto& [id, seen] : lines->people) {
      if (seen.stored) ++result_.stored;
      const auto* employee = grounds_.snapshot().employees.find(id);
      if (employee == nullptr) {
        if (seen.stored) ++result_.gone;
        continue;
      }
      if (own == nullptr) continue;
      if (!readable(seen, lines->histories)) {
        if (seen.stored) ++result_.erased;
        continue;
      }
      DISTANSKOLL_TRY(judge(*employee, date, *own, seen, lines->histories));
    }
    return {};
  }

  Simulation finish() {
    // A day judged before a requirement was met has no word for it yet.
    for (SimulatedDay& day : result_.days) {
      if (day.before) day.before->results.resize(result_.requirements.size());
      if (day.after) day.after->results.resize(result_.requirements.size());
    }
    return std::move(result_);
  }

 private:
  static bool readable(const Seen& seen, const Histories& histories) {
    if (seen.stored) return complete(*seen.stored, histories);
    return std::ranges::none_of(seen.devices, [&](const std::string& device) {
      const auto found = histories.find(device);
      return found != histories.end() && found->second->partial;
    });
  }

  Result<DateLines> read(LocalDay date) {
    DateLines lines;
    const auto rows = store::device_days_on(connection_, date);
    if (!rows) return rows.error();
    for (const store::DeviceDay& row : *rows) {
      auto history = days::read_history(connection_, row);
      if (!history) return history.error();
      auto kept = std::make_shared<const DeviceHistory>(std::move(*history));
      const auto seen = days::people_seen(connection_, people_, *kept, file_.hold());
      if (!seen) return seen.error();
      const auto before = store::people_on(connection_, row.device, date);
      if (!before) return before.error();
      for (const auto& list : {seen->employees, *before}) {
        for (const std::string& id : list) {
          if (!id.empty()) lines.people[id].devices.insert(row.device);
        }
      }
      lines.histories.emplace(row.device, std::move(kept));
    }
    for (std::string after;;) {
      auto page = store::days_on(connection_, date, after, kPage);
      if (!page) return page.error();
      const bool last = page->size() < kPage;
      for (store::StoredDay& stored : *page) {
        after = stored.day.employee;
        Seen& seen = lines.people[after];
        for (const auto& [device, range] : stored.day.devices) seen.devices.insert(device);
        seen.stored = std::move(stored.day);
      }
      if (last) return lines;
    }
  }

  Result<void> judge(const agreements::Employee& employee, LocalDay date, const policy::Policy& own,
                     const Seen& seen, const Histories& histories) {
    const auto before = judge_under(own, employee, date, seen, histories, before_);
    if (!before) return before.error();
    const auto after = judge_under(file_, employee, date, seen, histories, after_);
    if (!after) return after.error();
    remember(before_, employee.id, date, *before, seen);
    remember(after_, employee.id, date, *after, seen);
    if (!*before && !*after && !seen.stored) return {};
    SimulatedDay day;
    day.date = date;
    day.person = index_of(persons_, result_.people, employee.id);
    const DayEntry& shown = *after ? **after : *before ? **before : *seen.stored;
    day.unit = index_of(units_, result_.units, shown.unit);
    const auto stored = outcome_of(seen.stored);
    day.before = outcome_of(*before);
    day.known_otherwise = stored != day.before;
    day.after = outcome_of(*after);
    result_.days.push_back(std::move(day));
    return {};
  }

  Result<std::optional<DayEntry>> judge_under(const policy::Policy& policy,
                                              const agreements::Employee& employee, LocalDay date,
                                              const Seen& seen, const Histories& histories,
                                              const Overrides& overrides) {
    std::vector<std::shared_ptr<const DeviceHistory>> devices;
    for (const std::string& device : seen.devices) {
      if (const auto found = histories.find(device); found != histories.end()) {
        devices.push_back(found->second);
      }
    }
    auto earlier = earlier_agreement_days(employee.id, date, overrides);
    if (!earlier) return earlier.error();
    return days::judge_stored_day(
        connection_, people_,
        {policy, grounds_, employee, date, std::move(devices), std::move(*earlier)});
  }

  Result<std::vector<LocalDay>> earlier_agreement_days(const std::string& id, LocalDay date,
                                                       const Overrides& overrides) {
    const LocalDay from = days::looks_back_to(grounds_.snapshot(), id, date);
    auto stored = store::agreement_days(connection_, id, from, date);
    if (!stored) return stored.error();
    const auto mine = overrides.find(id);
    if (mine == overrides.end()) return stored;
    std::set<LocalDay> kept(stored->begin(), stored->end());
    for (const auto& [day, is] : mine->second) {
      if (day < from || day >= date) continue;
      if (is) {
        kept.insert(day);
      } else {
        kept.erase(day);
      }
    }
    return std::vector<LocalDay>(kept.begin(), kept.end());
  }

  static void remember(Overrides& overrides, const std::string& id, LocalDay date,
                       const std::optional<DayEntry>& day, const Seen& seen) {
    const bool is = day && day->agreement_day;
    const bool was = seen.stored && seen.stored->agreement_day;
    if (is != was) overrides[id][date] = is;
  }

  std::optional<DayOutcome> outcome_of(const std::optional<DayEntry>& day) {
    if (!day) return std::nullopt;
    DayOutcome outcome{day->verdict, day->agreement_day, {}};
    for (const auto& [id, result] : day->requirements) {
      const std::uint32_t place = requirement_of(id);
      if (outcome.results.size() <= place) outcome.results.resize(result_.requirements.size());
      outcome.results[place] = result;
    }
    outcome.results.resize(result_.requirements.size());
    return outcome;
  }

  using Index = std::map<std::string, std::uint32_t>;
  static std::uint32_t index_of(Index& index, std::vector<std::string>& names,
                                const std::string& name) {
    const auto [place, fresh] = index.try_emplace(name, static_cast<std::uint32_t>(names.size()));
    if (fresh) names.push_back(name);
    return place->second;
  }
  std::uint32_t requirement_of(const std::string& id) {
    return index_of(requirements_, result_.requirements, id);
  }

  store::Connection& connection_;
  days::DayGrounds grounds_;
  days::People people_;
  days::PolicyHistory policies_;
  const policy::Policy& file_;
  Overrides before_;
  Overrides after_;
  Index persons_;
  Index units_;
  Index requirements_;
  Simulation result_;
};

}  // namespace

Result<Simulation> simulate(store::Connection& connection, const agreements::Snapshot& snapshot,
                            const policy::Holidays& holidays, Bytes pseudonym_key,
                            const SimulationWish& wish, const SimulationProgress& progress) {
  if (wish.to < wish.from || wish.to - wish.from >= kSimulatedDays) {
    return Error{ErrorCode::kInvalidArgument,
                 "a range of days ends on its first day or later, and within " +
                     std::to_string(kSimulatedDays.count()) + " days"};
  }
  auto policies = days::PolicyHistory::load(connection);
  if (!policies) return policies.error();
  Simulating simulating(connection, snapshot, holidays, std::move(pseudonym_key),
                        std::move(*policies), wish.policy);
  const auto all = static_cast<std::uint64_t>((wish.to - wish.from).count() + 1);
  std::uint64_t done = 0;
  for (LocalDay date = wish.from; date <= wish.to; date += std::chrono::days{1}) {
    DISTANSKOLL_TRY(simulating.take(date));
    if (progress) DISTANSKOLL_TRY(progress(++done, all));
  }
  return simulating.finish();
}

}  // namespace distanskoll::server::policies
