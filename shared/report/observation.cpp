// SPDX-License-Identifier: EUPL-1.2
#include "shared/report/observation.h"

#include <algorithm>

namespace distanskoll::report {

const DetailValue* Observation::find(std::string_view name) const {
  const auto found = std::ranges::find(details, name, &std::pair<std::string, DetailValue>::first);
  return found == details.end() ? nullptr : &found->second;
}

const Observation* find(const Observations& observations, std::string_view probe) {
  const auto found = std::ranges::find(observations, probe, &NamedObservation::name);
  return found == observations.end() ? nullptr : &found->observation;
}

}  // namespace distanskoll::report
