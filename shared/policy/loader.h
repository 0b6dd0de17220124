// SPDX-License-Identifier: EUPL-1.2
#pragma once
// YAML bytes -> Policy, or the first error as "FILE:LINE:COLUMN: what is wrong and how to mend it".
// YAML 1.2 core, our own walk over yaml-cpp's parser events (its DOM silently keeps one of two
// equal keys); scalars are typed by our rules; unknown keys, duplicate keys, anchors, aliases, tags
// and more than one document are errors; bounded by shared/limits.h. No I/O: the caller reads the
// file.

#include "shared/policy/policy.h"
#include "shared/result.h"

#include <string_view>

namespace distanskoll::policy {

/// `file` is used in messages only. Errors are kMalformed or kTooLarge.
[[nodiscard]] Result<Policy> load_policy(std::string_view yaml, std::string_view file);

}  // namespace distanskoll::policy
