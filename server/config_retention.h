// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reads `retention` of the collector's configuration: how long each kind is kept and by which
// decision. Used by parse_config alone; errors are noted in the document, with their place.

#include "server/retention/rules.h"
#include "shared/policy/yaml_tree.h"

namespace distanskoll::server {

void read_retention(const policy::YamlMapping& root, std::chrono::days final_after,
                    retention::Rules& rules);

}  // namespace distanskoll::server
