// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A day by its date, for tests that name days, here and in tests/server. A text that is no date
// throws and so fails the test that wrote it.

#include "shared/compliance/local_day.h"

#include <string_view>

namespace distanskoll::compliance {

inline LocalDay day(std::string_view text) { return parse_date(text).value(); }

}  // namespace distanskoll::compliance
