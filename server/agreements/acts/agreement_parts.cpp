// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/agreement_parts.h"

#include "server/agreements/acts/agreement_life.h"

#include <fmt/format.h>

namespace distanskoll::server::agreements {
namespace {

using compliance::format_date;

Result<std::vector<RiskAssessment>> with(std::vector<RiskAssessment> assessments,
                                         RiskAssessment added, const Act& act) {
  if (!added.work_environment && !added.information_security) {
    return wrong("an assessment has a work-environment part, an information-security part or both");
  }
  DISTANSKOLL_TRY(check_not_future("on", added.on, act));
  if (!added.by) added.by = act.by;
  DISTANSKOLL_TRY(check_text("by", *added.by));
  if (added.note) DISTANSKOLL_TRY(check_text("note", *added.note));
  DISTANSKOLL_TRY(check_room("assessments", assessments.size()));
  for (const RiskAssessment& there : assessments) {
    const bool same =
        there.on == added.on && ((there.work_environment && added.work_environment) ||
                                 (there.information_security && added.information_security));
    if (same) {
      return conflict(fmt::format("this part was assessed on {} already", format_date(added.on)));
    }
  }
  assessments.push_back(std::move(added));
  return assessments;
}

}  // namespace

Result<Agreement> add_assessment(const Agreement& agreement, const RiskAssessment& assessment,
                                 const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  auto assessments = with(agreement.risk_assessments, assessment, act);
  if (!assessments) return assessments.error();
  Agreement next = agreement;
  next.risk_assessments = std::move(*assessments);
  return next;
}

Result<Unit> add_assessment(const Unit& unit, const RiskAssessment& assessment, const Act& act) {
  auto assessments = with(unit.assessments, assessment, act);
  if (!assessments) return assessments.error();
  Unit next = unit;
  next.assessments = std::move(*assessments);
  return next;
}

Result<Agreement> add_follow_up(const Agreement& agreement, LocalDay on,
                                const std::optional<std::string>& note, const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  DISTANSKOLL_TRY(check_not_future("on", on, act));
  if (note) DISTANSKOLL_TRY(check_text("note", *note));
  DISTANSKOLL_TRY(check_room("follow-ups", agreement.follow_ups.size()));
  if (on < agreement.valid_from || (agreement.valid_to && on > *agreement.valid_to)) {
    return wrong(fmt::format("\"on\" ({}) is outside the agreement's dates", format_date(on)));
  }
  for (const FollowUp& there : agreement.follow_ups) {
    if (there.on == on) {
      return conflict(fmt::format("it was followed up on {} already", format_date(on)));
    }
  }
  Agreement next = agreement;
  next.follow_ups.push_back({on, act.by, note});
  return next;
}

Result<Agreement> lend(const Agreement& agreement, const std::string& name,
                       std::optional<LocalDay> on, const Act& act) {
  DISTANSKOLL_TRY(check_alive(agreement));
  DISTANSKOLL_TRY(check_text("name", name));
  DISTANSKOLL_TRY(check_room("pieces of equipment", agreement.equipment.size()));
  const LocalDay lent_on = on.value_or(act.today);
  DISTANSKOLL_TRY(check_not_future("lent_on", lent_on, act));
  Agreement next = agreement;
  next.equipment.push_back({name, lent_on, std::nullopt});
  return next;
}

Result<Agreement> take_back(const Agreement& agreement, std::size_t item,
                            std::optional<LocalDay> on, const Act& act) {
  DISTANSKOLL_TRY(check_ours(agreement));
  if (item >= agreement.equipment.size()) {
    return Error{ErrorCode::kNotFound,
                 fmt::format("there is no item {}; the list has {}, counted from 0", item,
                             agreement.equipment.size())};
  }
  const LocalDay returned_on = on.value_or(act.today);
  DISTANSKOLL_TRY(check_not_future("returned_on", returned_on, act));
  Agreement next = agreement;
  Equipment& equipment = next.equipment[item];
  if (equipment.returned_on) {
    return conflict(
        fmt::format("{} came back on {}", equipment.name, format_date(*equipment.returned_on)));
  }
  if (equipment.lent_on && returned_on < *equipment.lent_on) {
    return wrong(fmt::format("{} was lent on {}, after \"returned_on\"", equipment.name,
                             format_date(*equipment.lent_on)));
  }
  equipment.returned_on = returned_on;
  return next;
}

Result<Agreement> archive(const Agreement& agreement) {
  DISTANSKOLL_TRY(check_ours(agreement));
  if (!agreement.signed_by_employee || !agreement.signed_by_manager) {
    return conflict("an agreement is put into the personnel file when both have signed");
  }
  if (agreement.archived_in_personnel_file) return conflict("it is in the personnel file already");
  Agreement next = agreement;
  next.archived_in_personnel_file = true;
  return next;
}

Result<Agreement> set_appear_within(const Agreement& agreement,
                                    std::optional<std::int64_t> minutes) {
  DISTANSKOLL_TRY(check_alive(agreement));
  if (minutes && (*minutes < 0 || *minutes > kAppearMinutesMost)) {
    return wrong(fmt::format("\"appear_within_minutes\" must be 0 to {}", kAppearMinutesMost));
  }
  Agreement next = agreement;
  next.appear_within_minutes = minutes;
  return next;
}

Result<Agreement> set_note(const Agreement& agreement, const std::optional<std::string>& note) {
  DISTANSKOLL_TRY(check_ours(agreement));
  if (note) DISTANSKOLL_TRY(check_text("note", *note));
  Agreement next = agreement;
  next.note = note;
  return next;
}

}  // namespace distanskoll::server::agreements
