// SPDX-License-Identifier: EUPL-1.2
#include "server/days/pass.h"

#include <algorithm>

namespace distanskoll::server::days {
namespace {

bool is_agreement_day(const std::optional<evidence::DayEntry>& day) {
  return day && day->agreement_day;
}

}  // namespace

Result<Piece> Pass::take_device_days(const std::vector<store::DeviceDay>& rows) {
  Piece piece;
  read_.clear();
  std::map<std::string, Causes> people;
  for (const store::DeviceDay& row : rows) {
    auto history = read_history(connection_, row);
    if (!history) return history.error();
    ReadDay read{std::make_shared<const DeviceHistory>(std::move(*history)), {}};
    if (const policy::Policy* policy = policies_.on(row.day)) {
      auto seen = people_seen(connection_, people_, *read.history, policy->hold());
      if (!seen) return seen.error();
      read.seen = std::move(*seen);
    }
    const auto before = store::people_on(connection_, row.device, row.day);
    if (!before) return before.error();
    for (const auto& list : {read.seen.employees, *before}) {
      for (const std::string& employee : list) {
        if (!employee.empty()) people[employee].try_emplace(row.day, "reports:" + row.device);
      }
    }
    piece.read.push_back(read);
    read_.emplace(std::pair(row.device, row.day), std::move(read));
  }
  for (auto& [employee, days] : people) {
    DISTANSKOLL_TRY(judge_person(employee, std::move(days), piece));
  }
  piece.pseudonyms = people_.take_found();
  return piece;
}

Result<Piece> Pass::take_person(const std::string& employee, const std::string& cause,
                                LocalDay open_from) {
  Piece piece;
  read_.clear();
  const auto seen = store::seen_from(connection_, open_from, employee);
  if (!seen) return seen.error();
  const auto stored = store::days_of(connection_, employee, open_from, today_);
  if (!stored) return stored.error();
  Causes days;
  for (const store::SeenOn& row : *seen) days.emplace(row.day, cause);
  for (const store::StoredDay& row : *stored) {
    if (!row.final_leaf) days.emplace(row.day.date, cause);
  }
  DISTANSKOLL_TRY(judge_person(employee, std::move(days), piece));
  piece.pseudonyms = people_.take_found();
  return piece;
}

Result<void> Pass::judge_person(const std::string& id, Causes days, Piece& piece) {
  const agreements::Employee* employee = grounds_.snapshot().employees.find(id);
  std::map<LocalDay, bool> changed;  // whether it is an agreement day now
  while (!days.empty()) {
    auto next = days.extract(days.begin());
    const LocalDay day = next.key();
    auto outcome = judge_one(employee, id, day, std::move(next.mapped()), changed);
    if (!outcome) return outcome.error();
    const bool fixed = outcome->before && outcome->before->final_leaf;
    const bool was = outcome->before && outcome->before->day.agreement_day;
    const bool is = is_agreement_day(outcome->after);
    if (!fixed && was != is) {
      changed[day] = is;
      const auto later = store::days_of(connection_, id, day + std::chrono::days{1}, today_);
      if (!later) return later.error();
      for (const store::StoredDay& row : *later) {
        if (!row.final_leaf) {
          days.try_emplace(row.day.date, "earlier_day:" + compliance::format_date(day));
        }
      }
    }
    piece.outcomes.push_back(std::move(*outcome));
  }
  return {};
}

Result<Outcome> Pass::judge_one(const agreements::Employee* employee, const std::string& id,
                                LocalDay day, std::string cause,
                                const std::map<LocalDay, bool>& changed) {
  Outcome outcome;
  outcome.employee = id;
  outcome.date = day;
  outcome.cause = std::move(cause);
  auto before = store::find_day(connection_, id, day);
  if (!before) return before.error();
  outcome.before = std::move(*before);
  const policy::Policy* policy = policies_.on(day);
  if (employee == nullptr || policy == nullptr) return outcome;
  auto devices = histories_of(id, day);
  if (!devices) return devices.error();
  outcome.partial = std::ranges::any_of(*devices, [](const auto& one) { return one->partial; });
  auto earlier = agreement_days_before(id, day, changed);
  if (!earlier) return earlier.error();
  auto after = judge_stored_day(
      connection_, people_,
      {*policy, grounds_, *employee, day, std::move(*devices), std::move(*earlier)});
  if (!after) return after.error();
  outcome.after = std::move(*after);
  return outcome;
}

Result<std::vector<std::shared_ptr<const DeviceHistory>>> Pass::histories_of(const std::string& id,
                                                                             LocalDay day) {
  const auto stored = store::devices_of(connection_, id, day);
  if (!stored) return stored.error();
  std::set<std::string> devices(stored->begin(), stored->end());
  for (const auto& [key, read] : read_) {
    if (key.second != day) continue;
    if (std::ranges::binary_search(read.seen.employees, id)) {
      devices.insert(key.first);
    } else {
      devices.erase(key.first);
    }
  }
  std::vector<std::shared_ptr<const DeviceHistory>> histories;
  for (const std::string& device : devices) {
    if (const auto read = read_.find({device, day}); read != read_.end()) {
      histories.push_back(read->second.history);
      continue;
    }
    const auto row = store::find_device_day(connection_, device, day);
    if (!row) return row.error();
    if (!*row) continue;
    auto history = read_history(connection_, **row);
    if (!history) return history.error();
    histories.push_back(std::make_shared<const DeviceHistory>(std::move(*history)));
  }
  return histories;
}

Result<std::vector<LocalDay>> Pass::agreement_days_before(const std::string& id, LocalDay day,
                                                          const std::map<LocalDay, bool>& changed) {
  const LocalDay from = looks_back_to(grounds_.snapshot(), id, day);
  const auto stored = store::agreement_days(connection_, id, from, day);
  if (!stored) return stored.error();
  std::set<LocalDay> days(stored->begin(), stored->end());
  for (const auto& [date, is] : changed) {
    if (date < from || date >= day) continue;
    if (is) {
      days.insert(date);
    } else {
      days.erase(date);
    }
  }
  return std::vector<LocalDay>(days.begin(), days.end());
}

}  // namespace distanskoll::server::days
