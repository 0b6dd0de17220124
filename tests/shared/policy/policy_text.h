// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The smallest policy that loads, and one that uses every key. Tests of the loader change a line of
// them and look where the error is said to be.

#include "shared/policy/loader.h"
#include "tests/support/matchers.h"

#include <string>

namespace distanskoll::policy {

inline const std::string kSmallest = R"(policy: p
version: 1
title: {sv: a, en: b}
requirements: []
)";

inline const std::string kEveryKey = R"(policy: vaggeryd
version: 3
title: {sv: Tillfälligt arbete på annan plats, en: Temporary work at another place}
decision: {body: Kommunstyrelsen, date: 2026-05-06, paragraph: "§ 98", dnr: "KS 2025/064", valid_to: null, review_by: 2027-05-31}
co_determination: {forum: Central samverkansgrupp, date: 2026-04-20, reference: null}
dpia: {date: 2026-04-02, reference: "KS 2026/1"}
guideline: {title: Rutin, version: "2026-05", valid_from: 2026-05-18, url: null, grace_days: 31}
heartbeat_seconds: 600
locked_absent_seconds: 1200
min_remote_seconds: 901
min_agreement_seconds: 14400
max_unknown_percent: 11
silent_after_days: 15
external:
  x_firewall: {states: [on, off], details: {strict: bool, rules: int, profile: [home, work]}}
  x_bare: {states: [ok]}
requirements:
  - id: secure_tunnel
    severity: high
    title: {sv: a, en: b}
    why: {sv: c, en: d}
    remedy: {sv: e, en: f}
    basis: ["OSL 8 kap. 1 §"]
    when: {network_location.state: remote}
    require: {any: [{vpn.state: connected}, {directaccess.state: connected_remotely}]}
    tolerance_seconds: 900
    applies_to: {units: [SN, BUN], roles: [], except_units: [SN.1], except_roles: [molnarbetare]}
  - id: firewall
    severity: low
    title: {sv: a, en: b}
    why: {sv: c, en: d}
    remedy: {sv: e, en: f}
    basis: []
    require:
      all:
        - {x_firewall.state: "on"}
        - {x_firewall.rules: {at_least: 3}}
        - {x_firewall.profile: {one_of: [home, work]}}
        - {not: {x_firewall.strict: false}}
agreement:
  share: {severity: medium, limit_percent: 49, min_workdays: 120}
  agreement_valid: {severity: high, applies_to: {except_roles: [chef]}}
  risk_assessment: {severity: high, max_age_months: 12, unit_assessment: true}
  follow_up: {severity: medium, max_age_months: 13}
  training: {severity: medium, max_age_months: 24}
  days_per_week: {severity: medium, limit: 2}
  guideline: {severity: low}
)";

/// `text` with the first `from` replaced.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto place = text.find(from);
  return place == std::string::npos ? "" : text.replace(place, from.size(), to);
}

/// What a text that must load says.
inline Policy loaded(const std::string& yaml) {
  const auto policy = load_policy(yaml, "p");
  EXPECT_THAT(policy, IsOk()) << yaml;
  return policy ? *policy : Policy{};
}

}  // namespace distanskoll::policy
