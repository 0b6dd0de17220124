// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How `status`, `check` and `probes` look to people: plain lines, one requirement a paragraph, what
// is wrong with its remedy, in Swedish or English. Input is what the local socket answers (or the
// same made from files), so both look alike. Pure.

#include "agent/texts.h"
#include "shared/compliance/posture.h"
#include "shared/policy/policy.h"
#include "shared/report/observation.h"

#include <string>
#include <string_view>

namespace distanskoll::agent {

struct StatusPage {
  std::string text;
  int exit_code = 3;  ///< 0 all met, 1 something is not, 3 cannot be determined
};

/// `answer` is a posture answer of the local socket.
[[nodiscard]] StatusPage present_status(std::string_view answer, Language language);

[[nodiscard]] StatusPage present_check(const policy::Policy& policy,
                                       const compliance::Posture& posture, Language language);
/// {"overall":…,"policy":{…},"lines":[…],"observations":{…}}
[[nodiscard]] std::string check_json(const policy::Policy& policy,
                                     const compliance::Posture& posture,
                                     const report::Observations& observations);

[[nodiscard]] std::string present_probes(const report::Observations& observations,
                                         Language language);

}  // namespace distanskoll::agent
