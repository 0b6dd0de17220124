// SPDX-License-Identifier: EUPL-1.2
#include "server/days/judge.h"

#include <algorithm>
#include <set>

namespace distanskoll::server::days {
namespace {

using compliance::DayResult;
using compliance::Segment;

bool touches(const Segment& segment, LocalDay day) {
  return segment.from < compliance::midnight(day + std::chrono::days{1}) &&
         segment.to > compliance::midnight(day);
}

/// The last report that speaks for the day: the highest number of one up to `last`.
Digest last_report(const DeviceHistory& history, std::uint64_t last) {
  Digest hash{};
  for (const PlacedReport& report : history.reports) {
    if (report.seq <= last) hash = report.hash;
  }
  return hash;
}

std::vector<std::string> waivers_that_turned(const compliance::JudgedDay& judged,
                                             const compliance::Grounds& grounds,
                                             const compliance::Employee& employee) {
  std::set<std::string> ids;
  for (const compliance::JudgedRequirement& requirement : judged.requirements) {
    if (requirement.result != DayResult::kWaived) continue;
    for (const compliance::Waiver& waiver : grounds.agreed.waivers()) {
      if (compliance::waives(waiver, requirement.id, grounds, employee, judged.date)) {
        ids.insert(waiver.id);
      }
    }
  }
  return {ids.begin(), ids.end()};
}

std::vector<std::string> outages_on(const DayGrounds& grounds, const PersonOnDay& person,
                                    LocalDay day) {
  std::vector<std::string> ids;
  for (const compliance::Outage& outage : grounds.outages()) {
    const bool theirs =
        outage.units.empty() || person.directory.is_within(person.employee.unit, outage.units);
    if (theirs && outage.from < compliance::midnight(day + std::chrono::days{1}) &&
        outage.to > compliance::midnight(day)) {
      ids.push_back(outage.id);
    }
  }
  std::ranges::sort(ids);
  return ids;
}

evidence::DayEntry entry_of(const compliance::JudgedDay& judged, const DayJudging& judging,
                            const PersonOnDay& person, const compliance::Grounds& grounds) {
  evidence::DayEntry entry;
  entry.employee = person.employee.id;
  entry.date = judged.date;
  entry.kind = judged.kind;
  entry.agreement_day = judged.agreement_day;
  entry.verdict = judged.verdict;
  entry.unit = person.employee.unit;
  entry.policy = judging.policy.id;
  entry.policy_version = judging.policy.version;
  entry.policy_sha256 = judging.policy.sha256;
  entry.agreement = judged.agreement;
  if (judged.agreement) {
    const auto* kept = judging.grounds.snapshot().agreements.find_kept(*judged.agreement);
    entry.agreement_version = kept ? kept->version : 0;
  }
  for (const compliance::JudgedRequirement& requirement : judged.requirements) {
    entry.requirements.emplace_back(requirement.id, requirement.result);
    if (requirement.seconds) ++entry.measured;
  }
  entry.waivers = waivers_that_turned(judged, grounds, person.employee);
  entry.marks = person.marks;
  entry.outages = outages_on(judging.grounds, person, judged.date);
  for (const auto& history : judging.devices) {
    const auto range = judged.reports.find(history->device);
    if (range == judged.reports.end()) continue;
    entry.devices[history->device] = {range->second.first, range->second.last,
                                      last_report(*history, range->second.last)};
  }
  return entry;
}

}  // namespace

Result<SeenPeople> people_seen(store::Connection& connection, People& people,
                               const DeviceHistory& history, std::chrono::seconds hold) {
  std::set<std::string> employees;
  for (const Segment& segment : history.segments(hold)) {
    if (!touches(segment, history.day)) continue;
    const auto& user = history.reports[segment.user].user;
    if (!user) continue;
    const auto found = people.find(connection, history.device, *user, history.day);
    if (!found) return found.error();
    employees.insert(*found ? (*found)->id : std::string());
  }
  return SeenPeople{{employees.begin(), employees.end()}};
}

Result<std::optional<evidence::DayEntry>> judge_stored_day(store::Connection& connection,
                                                           People& people, DayJudging judging) {
  const auto person = judging.grounds.person_on(judging.employee, judging.day);
  if (!person) return person.error();
  compliance::DayBook book(judging.policy, person->directory, judging.grounds.outages());
  for (const auto& history : judging.devices) {
    for (const Segment& segment : history->segments(judging.policy.hold())) {
      const PlacedReport& report = history->reports[segment.facts];
      if (!report.user || !touches(segment, judging.day)) continue;
      const auto who = people.find(connection, history->device, *report.user, judging.day);
      if (!who) return who.error();
      if (*who == nullptr || (*who)->id != judging.employee.id) continue;
      book.add(0, history->device, segment,
               compliance::facts_of(judging.policy, report.observations));
    }
  }
  const auto& days = book.days_of(0);
  const auto times = days.find(judging.day);
  if (times == days.end()) return std::optional<evidence::DayEntry>();
  const compliance::Grounds grounds{judging.policy, person->directory, person->agreed,
                                    judging.grounds.holidays()};
  const auto judged = compliance::judge_day(grounds, person->employee, judging.day, times->second,
                                            judging.agreement_days);
  if (!judged) return std::optional<evidence::DayEntry>();
  return std::optional(entry_of(*judged, judging, *person, grounds));
}

LocalDay looks_back_to(const agreements::Snapshot& snapshot, const std::string& employee,
                       LocalDay day) {
  LocalDay from = compliance::monday_of(day);
  const auto ids = snapshot.agreements_of->find(employee);
  if (ids == snapshot.agreements_of->end()) return from;
  for (const std::string& id : ids->second) {
    const auto* agreement = snapshot.agreements.find(id);
    if (agreement && agreement->covers(day)) from = std::min(from, agreement->valid_from);
  }
  return from;
}

}  // namespace distanskoll::server::days
