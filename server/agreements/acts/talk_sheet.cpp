// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/talk_sheet.h"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace distanskoll::server::agreements {
namespace {

using policy::AgreementRequirement;
using policy::AgreementRequirementKind;

/// evaluation.md's choice among those that hold; without one the newest that still lives.
const Agreement* agreement_of(const TalkFacts& facts) {
  const auto later = [](const Agreement* a, const Agreement* b) {
    return std::tie(a->valid_from, a->id) < std::tie(b->valid_from, b->id);
  };
  const Agreement* holds = nullptr;
  const Agreement* lives = nullptr;
  for (const Agreement* each : facts.agreements) {
    if (each->covers(facts.today) && (!holds || later(holds, each))) holds = each;
    const bool over =
        each->refused || each->ended || (each->valid_to && *each->valid_to < facts.today);
    if (!over && (!lives || later(lives, each))) lives = each;
  }
  return holds ? holds : lives;
}

const AgreementRequirement* required(const TalkFacts& facts, AgreementRequirementKind kind) {
  if (!facts.policy) return nullptr;
  for (const AgreementRequirement& each : facts.policy->agreement) {
    if (each.kind == kind) return &each;
  }
  return nullptr;
}

/// The newest of `days` that is not after today.
std::optional<LocalDay> newest(const std::vector<LocalDay>& days, LocalDay today) {
  std::optional<LocalDay> last;
  for (const LocalDay day : days) {
    if (day <= today && (!last || *last < day)) last = day;
  }
  return last;
}

TalkPoint point(const TalkFacts& facts, AgreementRequirementKind kind,
                const std::vector<LocalDay>& days) {
  TalkPoint made;
  made.requirement = kind;
  made.last = newest(days, facts.today);
  const AgreementRequirement* asked = required(facts, kind);
  if (!asked) return made;
  if (!made.last) {
    made.state = TalkPointState::kNever;
    return made;
  }
  made.due = compliance::add_months(*made.last, asked->max_age_months);
  made.state = *made.due < facts.today ? TalkPointState::kOverdue : TalkPointState::kDone;
  return made;
}

/// Read at any time since the guideline that holds began to; it grows old only by a new one.
TalkPoint guideline_point(const TalkFacts& facts) {
  std::vector<LocalDay> days;
  for (const GuidelineRead* read : facts.guideline_reads) days.push_back(read->on);
  TalkPoint made;
  made.requirement = AgreementRequirementKind::kGuideline;
  made.last = newest(days, facts.today);
  if (!required(facts, AgreementRequirementKind::kGuideline) || !facts.policy->guideline) {
    return made;
  }
  const LocalDay since{
      std::chrono::sys_days(facts.policy->guideline->valid_from).time_since_epoch()};
  if (!made.last) {
    made.state = TalkPointState::kNever;
  } else {
    made.state = *made.last < since ? TalkPointState::kOverdue : TalkPointState::kDone;
  }
  return made;
}

std::vector<TalkPoint> points_of(const TalkFacts& facts, const Agreement* agreement) {
  std::vector<LocalDay> assessed;
  std::vector<LocalDay> followed_up;
  if (agreement) {
    assessed = assessed_on(agreement->risk_assessments);
    followed_up.push_back(agreement->valid_from);
    for (const FollowUp& each : agreement->follow_ups) followed_up.push_back(each.on);
  }
  std::vector<LocalDay> trained;
  for (const Training* each : facts.trainings) trained.push_back(each->on);
  return {point(facts, AgreementRequirementKind::kRiskAssessment, assessed),
          point(facts, AgreementRequirementKind::kFollowUp, followed_up),
          point(facts, AgreementRequirementKind::kTraining, trained), guideline_point(facts)};
}

std::vector<TalkHeading> headings() {
  return {
      {{"Arbetsmiljö", "Work environment"},
       {{"Hur fungerar arbetsplatsen: bord, stol, skärm, ljus, ljud?",
         "How does the workplace work: desk, chair, screen, light, sound?"},
        {"Går arbetsdagen att avgränsa, med pauser och återhämtning?",
         "Can the working day be kept within bounds, with breaks and rest?"},
        {"Hur hålls kontakten med arbetsgruppen och med chefen?",
         "How is contact kept with the team and the manager?"},
        {"Passar arbetsuppgifterna fortfarande för annan plats, och överenskommelsens omfattning?",
         "Do the tasks still suit another place, and does the extent of the agreement?"}}},
      {{"Informationssäkerhet", "Information security"},
       {{"Kan obehöriga se eller höra det som är sekretessbelagt?",
         "Can anybody unauthorised see or hear what is secret?"},
        {"Fungerar inloggning, anslutning och kryptering, och vet du vem du frågar?",
         "Do sign-in, connection and encryption work, and do you know whom to ask?"},
        {"Tas papper och utrustning om hand under och efter arbetsdagen?",
         "Are papers and equipment taken care of during and after the working day?"},
        {"Vet du hur du anmäler en förlorad dator eller ett misstänkt meddelande?",
         "Do you know how to report a lost computer or a suspicious message?"}}}};
}

}  // namespace

std::string_view to_string(TalkPointState state) {
  switch (state) {
    case TalkPointState::kDone:
      return "done";
    case TalkPointState::kOverdue:
      return "overdue";
    case TalkPointState::kNever:
      return "never";
    case TalkPointState::kNotRequired:
      return "not_required";
  }
  return "";
}

TalkSheet talk_sheet(const TalkFacts& facts) {
  TalkSheet sheet;
  sheet.employee = facts.employee.id;
  sheet.name = facts.employee.name_on(facts.today);
  if (facts.unit) {
    sheet.unit = facts.unit->name;
    sheet.safety_representative = facts.unit->safety_representative;
  }
  sheet.made_on = facts.today;
  const Agreement* agreement = agreement_of(facts);
  if (agreement) sheet.agreement = *agreement;
  sheet.points = points_of(facts, agreement);
  for (const Training* each : facts.trainings) sheet.trainings.push_back(*each);
  std::stable_sort(sheet.trainings.begin(), sheet.trainings.end(),
                   [](const Training& a, const Training& b) { return a.on > b.on; });
  for (const Agreement* each : facts.agreements) {
    for (const Equipment& lent : each->to_return()) sheet.lent.push_back(lent);
  }
  sheet.headings = headings();
  return sheet;
}

}  // namespace distanskoll::server::agreements
