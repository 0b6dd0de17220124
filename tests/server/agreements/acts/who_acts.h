// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The day on which tests of acts act, and who does: a manager, HR and IT security, by the ids that
// the tests' records name. Included by these tests only.

#include "server/agreements/acts/act.h"
#include "tests/shared/compliance/days.h"

namespace distanskoll::server::agreements {

using compliance::day;

inline const LocalDay kToday = day("2026-03-02");
inline const Act kByManager{"m1", kToday};
inline const Act kByHr{"hr", kToday};
inline const Act kByIt{"it", kToday};

}  // namespace distanskoll::server::agreements
