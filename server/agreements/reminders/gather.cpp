// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/reminders/gather.h"

#include "server/agreements/reminders/texts.h"
#include "server/outgoing/outbox.h"
#include "server/store/outbox.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace distanskoll::server::agreements::reminders {
namespace {

constexpr std::chrono::hours kEarliest{7};
constexpr std::chrono::days kMarksBack{14};  ///< older ones were there to be seen

AgreementFacts facts_of(const Agreement& agreement) {
  AgreementFacts facts;
  facts.id = agreement.id;
  facts.employee = agreement.employee;
  facts.valid_from = agreement.valid_from;
  facts.valid_to = agreement.valid_to;
  facts.signed_by_employee = agreement.signed_by_employee.has_value();
  facts.signed_by_manager = agreement.signed_by_manager.has_value();
  facts.risk_assessments_on = assessed_on(agreement.risk_assessments);
  for (const auto& each : agreement.follow_ups) facts.follow_ups_on.push_back(each.on);
  return facts;
}

std::vector<AgreementFacts> agreements_of(const Snapshot& snapshot, LocalDay today) {
  std::set<std::string, std::less<>> followed;
  for (const auto& [id, kept] : snapshot.agreements.all()) {
    if (kept->value.renews && !kept->value.refused) followed.insert(*kept->value.renews);
  }
  std::vector<AgreementFacts> all;
  for (const auto& [id, kept] : snapshot.agreements.all()) {
    const Agreement& agreement = kept->value;
    // An end that lies ahead was somebody's decision: nothing is left to remind of either.
    if (agreement.refused || agreement.ended) continue;
    if (agreement.valid_to && *agreement.valid_to < today) continue;
    all.push_back(facts_of(agreement));
    all.back().renewed = followed.contains(id);
  }
  return all;
}

}  // namespace

ReminderRules rules_of(const policy::Policy& policy) {
  using policy::AgreementRequirementKind;
  ReminderRules rules;
  for (const auto& requirement : policy.agreement) {
    if (requirement.kind == AgreementRequirementKind::kRiskAssessment) {
      rules.risk_assessment_months = requirement.max_age_months;
      rules.unit_assessment = requirement.unit_assessment;
    }
    if (requirement.kind == AgreementRequirementKind::kFollowUp)
      rules.follow_up_months = requirement.max_age_months;
    if (requirement.kind == AgreementRequirementKind::kTraining)
      rules.training_months = requirement.max_age_months;
    if (requirement.kind == AgreementRequirementKind::kGuideline && policy.guideline) {
      const LocalDay from(policy.guideline->valid_from);
      rules.guideline = GuidelineRule{from, from + std::chrono::days{policy.guideline->grace_days}};
    }
  }
  return rules;
}

Ground ground_of(const Snapshot& snapshot, const ReminderRules& rules, const Shortfalls& shortfalls,
                 LocalDay today) {
  Ground ground;
  ground.today = today;
  ground.rules = rules;
  ground.agreements = agreements_of(snapshot, today);
  for (const auto& [id, kept] : snapshot.employees.all()) {
    const auto* employment = kept->value.employment_on(today);
    if (employment == nullptr) continue;
    const auto shortfall = shortfalls.find(id);
    ground.employees[id] = {employment->unit, kept->value.manager, kept->value.mail,
                            shortfall == shortfalls.end() ? 0 : shortfall->second};
  }
  for (const auto& [id, kept] : snapshot.trainings.all()) {
    const auto employee = ground.employees.find(kept->value.employee);
    if (employee != ground.employees.end()) employee->second.trainings_on.push_back(kept->value.on);
  }
  for (const auto& [id, kept] : snapshot.guideline_reads.all()) {
    const auto employee = ground.employees.find(kept->value.employee);
    if (employee == ground.employees.end()) continue;
    employee->second.guidelines_read_on.push_back(kept->value.on);
  }
  for (const auto& [id, kept] : snapshot.marks.all()) {
    const Mark& mark = kept->value;
    if (mark.seen_by || mark.date < today - kMarksBack) continue;
    ground.marks.push_back({id, mark.employee, mark.date});
  }
  for (const auto& [id, kept] : snapshot.objections.all()) {
    const Objection& objection = kept->value;
    if (objection.to != ObjectionDesk::kManager) continue;
    if (state_of(objection) != ObjectionState::kOpen) continue;
    ground.objections.push_back({id, objection.employee, objection.date});
  }
  for (const auto& [code, kept] : snapshot.units.all()) {
    ground.units[code] = {kept->value.parent, kept->value.manager_on(today),
                          assessed_on(kept->value.assessments)};
  }
  for (const auto& [id, kept] : snapshot.deputies.all()) {
    const Deputy& deputy = kept->value;
    ground.deputies.push_back({deputy.manager, deputy.deputy, deputy.from, deputy.to});
  }
  return ground;
}

bool time_to_remind(WallTime now, std::optional<LocalDay> last_round) {
  const LocalDay today = compliance::local_day(now);
  if (last_round && *last_round >= today) return false;
  return compliance::is_weekday(today) && now - compliance::midnight(today) >= kEarliest;
}

Result<ReminderRound> remind(Ground ground, ledger::Sequencer& sequencer,
                             store::ReaderPool& readers, outgoing::Language language,
                             const std::string& pages) {
  {
    auto reader = readers.lend();
    if (!reader) return reader.error();
    auto told = store::read_told(**reader);
    if (!told) return told.error();
    ground.told = std::move(*told);
  }
  const ReminderPlan plan = plan_reminders(ground);
  ReminderRound round;
  round.unreachable = plan.unreachable;
  for (const auto& [kind, count] : plan.unreachable) {
    spdlog::warn("reminders: {} x {} concerns units without a manager who has an e-mail address",
                 count, to_string(kind));
  }
  // One change for each mail: a change takes at most 10 ms, and a mail and its keys belong
  // together.
  for (const auto& reminder : plan.reminders) {
    const auto body = outgoing::write_mail(mail_of(reminder, language, pages));
    bool posted = false;
    const auto stored = sequencer.run([&](ledger::Transaction& t) -> Result<void> {
      const auto put = outgoing::post(t.writer, {"mail", reminder.key, reminder.mail, body}, t.now);
      if (!put) return put.error();
      posted = *put;
      // Posted before means that this mail went out today with other news: told tomorrow.
      if (!posted) return {};
      for (const auto& key : reminder.told) DISTANSKOLL_TRY(store::put_told(t.writer, key, t.now));
      return {};
    });
    if (!stored) return stored.error();
    if (posted) ++round.mails;
  }
  return round;
}

}  // namespace distanskoll::server::agreements::reminders
