// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Waivers (beslutade undantag) and outages: two ways to say that a requirement did not hold, kept
// apart on purpose. A waiver is a decision ahead of time, by a named approver, with an end: it
// never reaches back, or a deviation could be decided away. An outage is a fact about the
// municipality's own systems, told by IT security, also afterwards, as long as the days are open.
// Pure.

#include "server/agreements/acts/act.h"
#include "server/agreements/records/declared.h"

#include <chrono>

namespace distanskoll::server::agreements {

inline constexpr std::int64_t kWaiverMonths = 12;       ///< at most; a longer need is a new policy
inline constexpr std::chrono::days kOutageLongest{14};  ///< at most; longer is no outage
inline constexpr std::chrono::days kOutageAhead{14};    ///< planned maintenance

/// `wish` has everything but the approver, who is `act.by`.
[[nodiscard]] Result<Waiver> give_waiver(Waiver wish, const Act& act);
/// Valid up to and including yesterday, or gone when it had not begun (nothing).
[[nodiscard]] Result<std::optional<Waiver>> withdraw_waiver(const Waiver& waiver, const Act& act);

/// `wish` has everything but who declared it and when. `final_after` as configured.
[[nodiscard]] Result<Outage> declare_outage(Outage wish, const Act& act,
                                            std::chrono::days final_after);
/// kConflict once a day of it is final: that day was judged with it.
[[nodiscard]] Result<void> check_outage_open(const Outage& outage, const Act& act,
                                             std::chrono::days final_after);

}  // namespace distanskoll::server::agreements
