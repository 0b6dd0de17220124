// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a policy that is or comes into force ought to name and does not, or what of it has run out:
// the decision, the co-determination (samverkan, MBL 11 §) before it, the impact assessment, the
// guideline. Warnings for people, no errors: a policy without them works. For `policy check` and
// for pages. Pure: the day is an argument.

#include "shared/policy/policy.h"

#include <vector>

namespace distanskoll::policy {

[[nodiscard]] std::vector<LocalText> warnings_of(const Policy& policy, Date today);

}  // namespace distanskoll::policy
