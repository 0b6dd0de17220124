// SPDX-License-Identifier: EUPL-1.2
// Agreements with what belongs to them. Each is made as it is in the end; its versions are that
// with everything left out that was not known yet.
#include "tests/fleet/chance.h"
#include "tests/fleet/registers.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace distanskoll::fleet {
namespace {

using server::agreements::Agreement;
using server::agreements::GuidelineRead;
using server::agreements::RiskAssessment;
using server::agreements::Signature;
using server::agreements::SignatureLevel;
using server::agreements::Training;
using std::chrono::days;

constexpr days kYear{365};

/// As the register had it on that day; nothing before there was an application.
std::optional<Agreement> as_of(const Agreement& whole, LocalDay day) {
  if (*whole.applied_on > day) return std::nullopt;
  Agreement then = whole;
  const auto later = [day](const auto& each) { return each.on > day; };
  const auto drop = [&](auto& part) {
    if (part && later(*part)) part.reset();
  };
  drop(then.signed_by_employee);
  drop(then.signed_by_manager);
  drop(then.refused);
  drop(then.ended);
  std::erase_if(then.risk_assessments, later);
  std::erase_if(then.follow_ups, later);
  if (!then.signed_by_manager) then.archived_in_personnel_file = false;
  return then;
}

std::set<LocalDay> days_in(const Agreement& whole) {
  std::set<LocalDay> all{*whole.applied_on};
  const auto add = [&](const auto& part) {
    if (part) all.insert(part->on);
  };
  add(whole.signed_by_employee);
  add(whole.signed_by_manager);
  add(whole.refused);
  add(whole.ended);
  for (const auto& each : whole.risk_assessments) all.insert(each.on);
  for (const auto& each : whole.follow_ups) all.insert(each.on);
  return all;
}

class Writing {
 public:
  Writing(const Sample& sample, const Colleague& one, Story story, std::string manager)
      : sample_(sample),
        one_(one),
        story_(story),
        manager_(std::move(manager)),
        chance_({sample.seed, one.person.number, 12}) {}

  Agreement agreement() {
    Agreement made;
    made.id = "a-" + one_.id.substr(2);
    made.employee = one_.id;
    made.applied_on = applied_on();
    made.valid_from = *made.applied_on + days{chance_.between(14, 30)};
    if (chance_.percent(50)) made.valid_to = sample_.end + days{chance_.between(90, 300)};
    if (story_ == Story::kExpiresSoon) made.valid_to = sample_.end + days{chance_.between(3, 58)};
    made.max_days_per_week = 2;
    made.appear_within_minutes = chance_.percent(30) ? std::optional(60) : std::nullopt;
    sign(made);
    assess(made);
    made.equipment.push_back({"Bildskärm 24 tum", made.valid_from, std::nullopt});
    if (chance_.percent(40)) made.equipment.push_back({"Headset", made.valid_from, std::nullopt});
    if (story_ == Story::kRefused) {
      made.refused = {{made.valid_from - days{4}, "Arbetet kräver närvaro på plats", manager_}};
      made.equipment.clear();
    }
    if (story_ == Story::kEndedEarly) {
      made.ended = {{sample_.end - days{20}, "Nya arbetsuppgifter på plats", manager_}};
    }
    return made;
  }

  void trainings(std::vector<Known>& all) {
    if (story_ == Story::kNotTrained) return;
    const LocalDay on = applied_on() + days{chance_.between(1, 12)};
    all.push_back({on, Training{"t-" + one_.id.substr(2), one_.id, "Arbete på annan plats", on}});
    const LocalDay read = on - days{1};
    all.push_back({read, GuidelineRead{"g-" + one_.id.substr(2), one_.id, read, std::string("1")}});
  }

 private:
  [[nodiscard]] LocalDay applied_on() const {
    Chance chance({sample_.seed, one_.person.number, 13});
    switch (story_) {
      case Story::kRefused:
      case Story::kManagerHasNotSigned:
        return sample_.end - days{chance.between(40, 60)};
      case Story::kBeganThisYear:
        return sample_.end - days{chance.between(45, 250)};
      case Story::kValid:
      case Story::kExpiresSoon:
      case Story::kEndedEarly:
      case Story::kAssessmentOverdue:
      case Story::kFollowUpOverdue:
      case Story::kNotTrained:
      case Story::kNone:
        break;
    }
    return sample_.end - kHistoryAtMost - days{chance.between(60, 300)};
  }

  void sign(Agreement& made) {
    made.signed_by_employee = {{*made.applied_on + days{2}, SignatureLevel::kConfirmed, one_.id}};
    if (story_ == Story::kManagerHasNotSigned || story_ == Story::kRefused) return;
    made.signed_by_manager = {
        {*made.applied_on + days{chance_.between(5, 13)},
         chance_.percent(70) ? SignatureLevel::kConfirmed : SignatureLevel::kRecorded, manager_}};
    made.archived_in_personnel_file = chance_.percent(90);
  }

  /// Before it begins and then every year, unless somebody forgot.
  void assess(Agreement& made) {
    LocalDay last = story_ == Story::kAssessmentOverdue ? sample_.end - kYear : sample_.end;
    if (story_ == Story::kManagerHasNotSigned || story_ == Story::kRefused) last = made.valid_from;
    for (LocalDay on = made.valid_from - days{3}; on <= last;
         on += days{chance_.between(320, 355)}) {
      RiskAssessment assessment;
      assessment.on = on;
      assessment.by = manager_;
      made.risk_assessments.push_back(assessment);
    }
    last = story_ == Story::kFollowUpOverdue ? sample_.end - kYear : sample_.end;
    for (LocalDay on = made.valid_from + days{chance_.between(150, 200)}; on <= last;
         on += days{chance_.between(300, 350)}) {
      made.follow_ups.push_back({on, manager_, std::nullopt});
    }
  }

  const Sample& sample_;
  const Colleague& one_;
  Story story_;
  std::string manager_;
  Chance chance_;
};

}  // namespace

Story story_of(const Sample& sample, const Colleague& one) {
  if (one.person.remote_percent == 0) return Story::kNone;
  // One each of what is rare: told about the first of those who work elsewhere.
  int before = 0;
  for (const Colleague& each : sample.people) {
    if (each.person.number == one.person.number) break;
    before += each.person.remote_percent > 0 ? 1 : 0;
  }
  switch (before) {
    case 0:
      return Story::kEndedEarly;
    case 1:
      return Story::kExpiresSoon;
    case 2:
      return Story::kManagerHasNotSigned;
    case 3:
      return Story::kRefused;
    case 4:
      return Story::kAssessmentOverdue;
    default:
      break;
  }
  const int drawn = Chance({sample.seed, one.person.number, 14}).between(0, 99);
  return drawn < 6    ? Story::kExpiresSoon
         : drawn < 12 ? Story::kAssessmentOverdue
         : drawn < 20 ? Story::kFollowUpOverdue
         : drawn < 35 ? Story::kBeganThisYear
         : drawn < 40 ? Story::kNotTrained
         : drawn < 45 ? Story::kNone
                      : Story::kValid;
}

void add_agreements(const Sample& sample, std::vector<Known>& all) {
  std::vector<std::string> managers(sample.units.size());
  for (const Colleague& one : sample.people) {
    if (one.manager) managers[one.unit] = one.id;
  }
  for (const Colleague& one : sample.people) {
    const Story story = story_of(sample, one);
    if (story == Story::kNone) continue;
    // Nobody signs an agreement with themselves: the next unit's manager does it for a manager.
    const std::size_t signs = one.manager ? (one.unit + 1) % managers.size() : one.unit;
    Writing writing(sample, one, story, managers[signs]);
    const Agreement whole = writing.agreement();
    for (const LocalDay day : days_in(whole)) {
      if (auto then = as_of(whole, day)) all.push_back({day, std::move(*then)});
    }
    writing.trainings(all);
  }
}

}  // namespace distanskoll::fleet
