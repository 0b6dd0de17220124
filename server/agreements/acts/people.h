// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What concerns a person beside their agreements: courses taken, the guideline read, who stands in
// for a manager, and holds that stop erasure. Pure; whether the caller's role may is asked before.

#include "server/agreements/acts/act.h"
#include "server/agreements/records/account.h"
#include "server/agreements/records/agreement.h"

#include <optional>
#include <string>

namespace distanskoll::server::agreements {

[[nodiscard]] Result<Training> take_training(Training wish, const Act& act);
/// By oneself: today. By HR, from a list on paper: today or before.
[[nodiscard]] Result<GuidelineRead> read_guideline(GuidelineRead wish, const Act& act);

inline constexpr std::int64_t kDeputyMonths = 12;  ///< at most; longer is another manager
/// Who asks for a deputy to be, or to be no longer.
struct DeputyGiver {
  bool hr = false;
  std::optional<std::string> managers_manager;  ///< of the manager whose scope is lent
};
/// `wish` has everything but who gave it. kPermissionDenied unless it is given by the manager, the
/// manager's manager or HR.
[[nodiscard]] Result<Deputy> give_deputy(Deputy wish, const DeputyGiver& giver, const Act& act);
/// Up to and including yesterday, or gone when it had not begun (nothing).
[[nodiscard]] Result<std::optional<Deputy>> withdraw_deputy(const Deputy& deputy,
                                                            const DeputyGiver& giver,
                                                            const Act& act);

/// `wish` has everything but who placed it and when. About a person, a device or everything.
[[nodiscard]] Result<Hold> place_hold(Hold wish, const Act& act);
[[nodiscard]] Result<Hold> lift_hold(const Hold& hold, const Act& act);

}  // namespace distanskoll::server::agreements
