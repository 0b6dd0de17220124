// SPDX-License-Identifier: EUPL-1.2
#include "server/days/month_book.h"

#include "server/days/population.h"
#include "server/store/days.h"
#include "server/store/device_days.h"
#include "shared/ascii.h"

namespace distanskoll::server::days {
namespace {

using std::chrono::year_month;

LocalDay first_day(year_month month) { return LocalDay(month / std::chrono::day{1}); }
LocalDay last_day(year_month month) { return LocalDay(month / std::chrono::last); }

compliance::StoredDay stored_day(const evidence::DayEntry& day) {
  return {day.employee,       day.unit,          day.date,
          day.kind,           day.agreement_day, day.agreement.has_value(),
          !day.marks.empty(), day.verdict,       day.requirements};
}

std::optional<compliance::Sex> sex_of(const agreements::Employee& employee) {
  if (!employee.sex) return std::nullopt;
  return *employee.sex == agreements::Sex::kWoman ? compliance::Sex::kWoman : compliance::Sex::kMan;
}

void add_applications(const agreements::Snapshot& snapshot, year_month month,
                      compliance::IndicatorYear& year) {
  for (const auto& [id, kept] : snapshot.agreements.all()) {
    const agreements::Agreement& agreement = kept->value;
    std::optional<LocalDay> decided;
    if (agreement.refused) {
      decided = agreement.refused->on;
    } else if (agreement.signed_by_manager) {
      decided = agreement.signed_by_manager->on;
    }
    if (!decided || *decided < first_day(month) || *decided > last_day(month)) continue;
    const agreements::Employee* employee = snapshot.employees.find(agreement.employee);
    const agreements::Employment* place = employee ? employee->employment_on(*decided) : nullptr;
    year.add(compliance::Application{agreement.employee, place ? place->unit : std::string(kNoUnit),
                                     *decided, agreement.refused.has_value()});
  }
}

}  // namespace

Result<void> MonthBook::refresh() {
  auto reader = readers_.lend();
  if (!reader) return reader.error();
  DISTANSKOLL_TRY(close_months(**reader));
  return make_reports(**reader);
}

std::shared_ptr<const YearReport> MonthBook::report(std::chrono::year year) const {
  const std::lock_guard lock(mutex_);
  const auto found = reports_.find(year);
  return found == reports_.end() ? nullptr : found->second;
}

std::vector<std::chrono::year> MonthBook::years() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::chrono::year> years;
  for (const auto& [year, report] : reports_) years.push_back(year);
  return years;
}

Result<void> MonthBook::close_months(store::Connection& connection) {
  const auto closed = store::closed_months(connection);
  if (!closed) return closed.error();
  std::optional<year_month> next;
  if (!closed->empty()) {
    next = closed->back().month + std::chrono::months{1};
  } else {
    const auto dates = store::first_final_date(connection);
    if (!dates) return dates.error();
    if (*dates) {
      const std::chrono::year_month_day first(**dates);
      next = first.year() / first.month();
    }
  }
  while (next) {
    const auto leaf = store::manifest_of(connection, last_day(*next));
    if (!leaf) return leaf.error();
    if (!*leaf) return {};
    DISTANSKOLL_TRY(close(connection, *next, **leaf));
    *next += std::chrono::months{1};
  }
  return {};
}

Result<void> MonthBook::close(store::Connection& connection, year_month month, std::uint64_t leaf) {
  const auto heard = store::seen_between(connection, first_day(month), last_day(month));
  if (!heard) return heard.error();
  const auto reporting =
      store::devices_between(connection, last_day(month) - kReporting, last_day(month));
  if (!reporting) return reporting.error();
  std::set<std::string> remote;
  for (LocalDay day = first_day(month); day <= last_day(month); day += std::chrono::days{1}) {
    const auto days = store::days_on(connection, day, {}, 1'000'000);
    if (!days) return days.error();
    for (const store::StoredDay& stored : *days) {
      if (stored.day.kind != compliance::DayKind::kRemote) continue;
      for (const auto& [device, range] : stored.day.devices) remote.insert(device);
    }
  }
  const auto names = devices_by_name(connection, false);
  if (!names) return names.error();
  const auto snapshot = agreements::read_snapshot(connection, leaf);
  if (!snapshot) return snapshot.error();
  std::vector<store::MonthLaptop> laptops;
  for (const auto& [id, kept] : (*snapshot)->laptops.all()) {
    store::MonthLaptop row{id, false, false, false};
    if (kept->value.host_name) {
      const auto [from, to] = names->equal_range(ascii_lowered(*kept->value.host_name));
      for (auto device = from; device != to; ++device) {
        row.with_agent = true;
        row.reporting = row.reporting || reporting->contains(device->second);
        row.used_remotely = row.used_remotely || remote.contains(device->second);
      }
    }
    laptops.push_back(std::move(row));
  }
  const auto commit = sequencer_.run([&](ledger::Transaction& transaction) {
    return store::close_month(transaction.writer, {month, leaf}, *heard, laptops);
  });
  return commit ? Result<void>() : Result<void>(commit.error());
}

Result<void> MonthBook::make_reports(store::Connection& connection) {
  const auto closed = store::closed_months(connection);
  if (!closed) return closed.error();
  std::map<std::chrono::year, std::vector<store::ClosedMonth>> years;
  for (const store::ClosedMonth& month : *closed) years[month.month.year()].push_back(month);
  for (const auto& [number, months] : years) {
    const auto known = report(number);
    const auto last = static_cast<unsigned>(months.back().month.month());
    if (known && known->closed == last) continue;
    const auto policies = PolicyHistory::load(connection);
    if (!policies) return policies.error();
    // The tree of units as it was known when the year's last closed month was closed.
    const auto snapshot = agreements::read_snapshot(connection, months.back().leaf);
    if (!snapshot) return snapshot.error();
    compliance::IndicatorYear year(number, DayGrounds(**snapshot, holidays_).units());
    for (const store::ClosedMonth& month : months) {
      DISTANSKOLL_TRY(add_month(connection, month, *policies, year));
    }
    auto made = std::make_shared<YearReport>();
    made->year = number;
    made->closed = last;
    made->report = year.report(last);
    const std::lock_guard lock(mutex_);
    reports_[number] = std::move(made);
  }
  return {};
}

Result<void> MonthBook::add_month(store::Connection& connection, const store::ClosedMonth& closed,
                                  const PolicyHistory& policies,
                                  compliance::IndicatorYear& year) const {
  const LocalDay last = last_day(closed.month);
  for (LocalDay day = first_day(closed.month); day <= last; day += std::chrono::days{1}) {
    const auto days = store::days_on(connection, day, {}, 1'000'000);
    if (!days) return days.error();
    for (const store::StoredDay& stored : *days) year.add(stored_day(stored.day));
  }
  const auto snapshot = agreements::read_snapshot(connection, closed.leaf);
  if (!snapshot) return snapshot.error();
  add_applications(**snapshot, closed.month, year);
  const policy::Policy* policy = policies.on(last);
  if (policy == nullptr) return {};
  const DayGrounds grounds(**snapshot, holidays_);
  const auto everybody = grounds.everybody_on(last);
  if (!everybody) return everybody.error();
  const compliance::Grounds all{*policy, everybody->directory, everybody->agreed,
                                grounds.holidays()};
  compliance::RegisterMonth register_month{closed.month, all, {}, {}, {}, {}};
  for (const compliance::Employee& employee : everybody->directory.employees()) {
    register_month.members.push_back({employee, sex_of(*(*snapshot)->employees.find(employee.id))});
  }
  auto heard = store::heard_in(connection, closed.month);
  if (!heard) return heard.error();
  register_month.heard = std::move(*heard);
  const auto rows = store::laptops_in(connection, closed.month);
  if (!rows) return rows.error();
  std::map<std::pair<std::string, compliance::UnmeasuredKind>, std::int64_t> unmeasured;
  for (const store::MonthLaptop& row : *rows) {
    const agreements::Laptop* laptop = (*snapshot)->laptops.find(row.laptop);
    if (laptop == nullptr) continue;
    const std::string unit = laptop->unit.value_or(std::string(kNoUnit));
    if (const auto kind = unmeasured_kind(*laptop)) {
      ++unmeasured[{unit, *kind}];
    } else {
      register_month.laptops.push_back(
          {row.laptop, unit, row.with_agent, row.reporting, row.used_remotely});
    }
  }
  for (const auto& [key, count] : unmeasured) {
    register_month.unmeasured.push_back({key.first, key.second, count});
  }
  year.add(register_month);
  return {};
}

}  // namespace distanskoll::server::days
