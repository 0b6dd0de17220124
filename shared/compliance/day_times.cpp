// SPDX-License-Identifier: EUPL-1.2
#include "shared/compliance/day_times.h"

#include <algorithm>

namespace distanskoll::compliance {
namespace {

constexpr std::string_view kLocation = "network_location";

bool covers(const Outage& outage, std::string_view requirement, WallTime moment) {
  return outage.requirement == requirement && outage.from <= moment && moment < outage.to;
}

bool any_covers(const std::vector<const Outage*>& outages, std::string_view requirement,
                WallTime moment) {
  return std::ranges::any_of(
      outages, [&](const Outage* outage) { return covers(*outage, requirement, moment); });
}

/// The moments at which an outage begins or ends inside, with both ends.
std::vector<WallTime> cuts(const std::vector<const Outage*>& outages, WallTime from, WallTime to) {
  std::vector<WallTime> found{from, to};
  for (const Outage* outage : outages) {
    for (const WallTime end : {outage->from, outage->to}) {
      if (end > from && end < to) found.push_back(end);
    }
  }
  std::ranges::sort(found);
  return found;
}

std::int64_t& counter(RequirementSeconds& seconds, RequirementResult result) {
  switch (result) {
    case RequirementResult::kPass:
      return seconds.pass;
    case RequirementResult::kFail:
      return seconds.fail;
    case RequirementResult::kUnknown:
      return seconds.unknown;
    case RequirementResult::kNotApplicable:
      break;
  }
  return seconds.notapplicable;
}

}  // namespace

Facts facts_of(const policy::Policy& policy, const report::Observations& observations) {
  Facts facts;
  const report::Observation* session = report::find(observations, "session");
  const report::Observation* location = report::find(observations, kLocation);
  if (session != nullptr && session->state == "present") {
    if (location == nullptr || !location->observable()) {
      facts.place = Place::kUndetermined;
    } else if (location->state == "remote") {
      facts.place = Place::kRemote;
    }
  }
  if (facts.place != Place::kRemote) return facts;
  facts.results.reserve(policy.requirements.size());
  for (const policy::Requirement& requirement : policy.requirements) {
    facts.results.push_back(judge(requirement, observations));
  }
  return facts;
}

DayBook::DayBook(const policy::Policy& policy, const Directory& directory,
                 const std::vector<Outage>& outages)
    : policy_(policy),
      directory_(directory),
      outages_(outages),
      people_(directory.employees().size()) {}

DayBook::Person& DayBook::person(std::uint32_t employee) {
  Person& found = people_[employee];
  if (found.known) return found;
  found.known = true;
  const Employee& who = directory_.employees()[employee];
  for (const policy::Requirement& requirement : policy_.requirements) {
    found.in_scope.push_back(directory_.in_scope(requirement.applies_to, who));
  }
  for (const Outage& outage : outages_) {
    if (outage.units.empty() || directory_.is_within(who.unit, outage.units)) {
      found.outages.push_back(&outage);
    }
  }
  return found;
}

void DayBook::add(std::uint32_t employee, const std::string& device, const Segment& segment,
                  const Facts& facts) {
  if (facts.place == Place::kNobodys) return;
  Person& who = person(employee);
  WallTime from = segment.from;
  for (LocalDay day = local_day(from); from < segment.to; day += std::chrono::days{1}) {
    const WallTime to = std::min(segment.to, midnight(day + std::chrono::days{1}));
    DayTimes& times = who.days[day];
    times.requirements.resize(policy_.requirements.size());
    const auto [range, fresh] =
        times.reports.try_emplace(device, NumberRange{segment.first, segment.last});
    if (!fresh) {
      range->second.first = std::min(range->second.first, segment.first);
      range->second.last = std::max(range->second.last, segment.last);
    }
    if (who.outages.empty()) {
      add_piece(who, times, from, to, facts);
      from = to;
      continue;
    }
    const std::vector<WallTime> ends = cuts(who.outages, from, to);
    for (std::size_t i = 1; i < ends.size(); ++i) {
      add_piece(who, times, ends[i - 1], ends[i], facts);
    }
    from = to;
  }
}

void DayBook::add_piece(const Person& person, DayTimes& day, WallTime from, WallTime to,
                        const Facts& facts) const {
  const std::int64_t seconds = (to - from).count();
  if (facts.place == Place::kUndetermined ||
      any_covers(person.outages, kInternalProbeOutage, from)) {
    day.undetermined_seconds += seconds;
    return;
  }
  day.remote_seconds += seconds;
  for (std::size_t i = 0; i < policy_.requirements.size(); ++i) {
    RequirementResult result =
        person.in_scope[i] ? facts.results[i] : RequirementResult::kNotApplicable;
    if (result == RequirementResult::kFail &&
        any_covers(person.outages, policy_.requirements[i].id, from)) {
      result = RequirementResult::kNotApplicable;
    }
    counter(day.requirements[i], result) += seconds;
  }
}

}  // namespace distanskoll::compliance
