// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reads how people sign in, under `web` of the collector's configuration: how long sessions last,
// what the municipality is called, its own sign-in service. Used by parse_config alone; errors are
// noted in the document, with their place.

#include "server/config.h"
#include "shared/policy/yaml_tree.h"

namespace distanskoll::server {

void read_sign_in(const policy::YamlMapping& web, Config::Web& into);

/// What also depends on the rest: where a provider sends browsers back to.
void finish_sign_in(const policy::YamlMapping& root, const outgoing::Addresses& outgoing,
                    Config::Web& web);

}  // namespace distanskoll::server
