// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reports drawn at random from the whole grammar for round trips through the codec, by seed, so
// that a failure can be repeated.

#include "shared/report/report.h"

#include <random>

namespace distanskoll::report {

[[nodiscard]] Report random_report(std::mt19937_64& random);
[[nodiscard]] Heartbeat random_heartbeat(std::mt19937_64& random);

}  // namespace distanskoll::report
