// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Day marks: this was a home visit, a journey, a guest network, on call, and no remote work under
// an agreement. Everybody marks their own days, 14 days back (today included) and 14 ahead, and the
// manager sees it; rules mark a weekday for a whole role, from today on. Pure.

#include "server/agreements/acts/act.h"
#include "server/agreements/records/declared.h"

#include <chrono>

namespace distanskoll::server::agreements {

inline constexpr std::chrono::days kMarkBack{14};
inline constexpr std::chrono::days kMarkAhead{14};  ///< a planned journey
inline constexpr std::int64_t kRuleMonths = 12;     ///< at most; then somebody looks at it again

/// One mark a day: a second one takes the first one's place. kPermissionDenied for somebody else's.
[[nodiscard]] Result<Mark> mark_day(const std::string& employee, LocalDay date, MarkKind kind,
                                    const Act& act);
/// Somebody who answers for the employee has looked at it. A mark that is set anew is unseen again.
[[nodiscard]] Result<Mark> see_mark(const Mark& mark, const Act& act);
/// May be taken away in the days in which it may be set.
[[nodiscard]] Result<void> check_unmark(const Mark& mark, const Act& act);

/// `wish` has everything but who set it. Its period has both ends.
[[nodiscard]] Result<MarkRule> set_rule(MarkRule wish, const Act& act);
/// Marks up to and including yesterday, or gone when it had not begun (nothing).
[[nodiscard]] Result<std::optional<MarkRule>> withdraw_rule(const MarkRule& rule, const Act& act);

}  // namespace distanskoll::server::agreements
