// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a finding is called and how it is mended, in both languages: a requirement's words are the
// policy's, the others' are here. For people and not for technicians. Pure.

#include "server/store/findings.h"
#include "shared/policy/policy.h"

#include <optional>

namespace distanskoll::server::api {

struct FindingWords {
  policy::LocalText title;
  policy::LocalText remedy;
};

/// A requirement that the policy in force no longer has is called by its id.
[[nodiscard]] FindingWords words_of(const store::Finding& finding, const policy::Policy* policy);

}  // namespace distanskoll::server::api
