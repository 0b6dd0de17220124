// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is added to an agreement while it lives, and is no term that somebody signs: risk
// assessments, follow-ups, lent equipment, the personnel file, inställelsetid, a note. Also risk
// assessments of a unit. Nothing is taken away again: a mistake is corrected by the next version,
// and the history shows both. Equipment comes back and a personnel file is filled after the end
// too. Pure.

#include "server/agreements/acts/act.h"
#include "server/agreements/records/agreement.h"

#include <cstdint>
#include <optional>
#include <string>

namespace distanskoll::server::agreements {

/// One part or both, done today or before. `assessment.by` is who did it; nothing: who writes it.
[[nodiscard]] Result<Agreement> add_assessment(const Agreement& agreement,
                                               const RiskAssessment& assessment, const Act& act);
/// Of the unit itself. Assessments are kept here also when the HR system is the unit's master: it
/// knows nothing of them.
[[nodiscard]] Result<Unit> add_assessment(const Unit& unit, const RiskAssessment& assessment,
                                          const Act& act);

/// The talk was held while the agreement's dates covered the day.
[[nodiscard]] Result<Agreement> add_follow_up(const Agreement& agreement, LocalDay on,
                                              const std::optional<std::string>& note,
                                              const Act& act);

[[nodiscard]] Result<Agreement> lend(const Agreement& agreement, const std::string& name,
                                     std::optional<LocalDay> on, const Act& act);
/// `item` is the place in the agreement's list, from 0.
[[nodiscard]] Result<Agreement> take_back(const Agreement& agreement, std::size_t item,
                                          std::optional<LocalDay> on, const Act& act);

/// Signed by both, it lies in the personalakt.
[[nodiscard]] Result<Agreement> archive(const Agreement& agreement);

inline constexpr std::int64_t kAppearMinutesMost = std::int64_t{7} * 24 * 60;
/// Nothing: no time is agreed. Signatures stay: it may change at short notice.
[[nodiscard]] Result<Agreement> set_appear_within(const Agreement& agreement,
                                                  std::optional<std::int64_t> minutes);
[[nodiscard]] Result<Agreement> set_note(const Agreement& agreement,
                                         const std::optional<std::string>& note);

}  // namespace distanskoll::server::agreements
