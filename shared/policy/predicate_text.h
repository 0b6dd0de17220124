// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A predicate as a policy file writes it on one line: `{any: [{vpn.state: connected}, …]}`. For
// whoever shows or compares requirements; the loader reads it back to the same predicate. Not a
// sentence for people. Pure, thread-safe; cannot fail.

#include "shared/policy/predicate.h"

#include <string>

namespace distanskoll::policy {

/// In the order of the file.
[[nodiscard]] std::string to_text(const Predicate& predicate);

/// Parts of `all` and `any` and words of `one_of` sorted, each once, and a list of one without its
/// list: two predicates of the same normal text mean the same. The reverse does not hold.
[[nodiscard]] std::string to_normal_text(const Predicate& predicate);

}  // namespace distanskoll::policy
