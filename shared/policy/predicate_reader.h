// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A predicate as a policy file writes it (evaluation.md "Predicates"): exactly one key per mapping,
// exactly one operator, names that exist. Used by loader.cpp. Errors are noted in the document.

#include "shared/policy/policy.h"
#include "shared/policy/yaml_tree.h"

#include <map>

namespace distanskoll::policy {

[[nodiscard]] Predicate read_predicate(const YamlValue& value,
                                       const std::map<std::string, ExternalProbe>& external);

}  // namespace distanskoll::policy
