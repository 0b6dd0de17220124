// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A day by its date, for tests that name days; a text that is no date fails the test program.

#include "shared/compliance/local_day.h"

#include <string_view>

namespace distanskoll::compliance {

inline LocalDay day(std::string_view text) { return parse_date(text).value(); }

}  // namespace distanskoll::compliance
