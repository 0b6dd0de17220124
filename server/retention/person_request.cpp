// SPDX-License-Identifier: EUPL-1.2
#include "server/retention/person_request.h"

#include <algorithm>

namespace distanskoll::server::retention {
namespace {

std::uint64_t count_of(const Kept& kept, Kind kind) {
  switch (kind) {
    case Kind::kReports:
      return kept.report_days;
    case Kind::kDays:
      return kept.days;
    case Kind::kPeople:
      return kept.records;
    case Kind::kAccessLog:
      return kept.reads;
  }
  return 0;
}

/// When the youngest that there can be is as old as it gets.
LocalDay end_of(const Rules& rules, Kind kind, LocalDay today) {
  switch (kind) {
    case Kind::kReports:
      return today + rules.reports;
    case Kind::kDays:
      return compliance::add_months(today, rules.days.count());
    case Kind::kPeople:
      return compliance::add_months(today, rules.people.count());
    case Kind::kAccessLog:
      return compliance::add_months(today, rules.access_log.count());
  }
  return today;
}

bool about_the_person(Kind kind) { return kind == Kind::kDays || kind == Kind::kPeople; }

}  // namespace

std::string_view to_string(Fate fate) {
  switch (fate) {
    case Fate::kErased:
      return "erased";
    case Fate::kHeld:
      return "held";
    case Fate::kEmployed:
      return "employed";
    case Fate::kItsOwnTime:
      return "its_own_time";
  }
  return "";
}

std::vector<KindAnswer> answer_request(const Kept& kept, const Rules& rules, bool held,
                                       std::optional<LocalDay> last_day, LocalDay today) {
  const bool employed = !last_day || *last_day >= today;
  std::vector<KindAnswer> answers;
  for (const Kind kind : kAllKinds) {
    KindAnswer answer{kind, count_of(kept, kind), Fate::kItsOwnTime, std::nullopt};
    if (held) {
      answer.fate = Fate::kHeld;
    } else if (about_the_person(kind)) {
      answer.fate = employed ? Fate::kEmployed : Fate::kErased;
    } else if (!employed) {
      answer.until = end_of(rules, kind, today);
    }
    answers.push_back(answer);
  }
  return answers;
}

bool erases(const std::vector<KindAnswer>& answers) {
  return std::ranges::any_of(answers, [](const KindAnswer& answer) {
    return answer.fate == Fate::kErased && answer.count > 0;
  });
}

}  // namespace distanskoll::server::retention
