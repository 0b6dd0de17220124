// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Reads the parts of the collector's configuration that say where it sends anything: outgoing,
// mail, webhooks, syslog. Used by parse_config alone; errors are noted in the document, with their
// place.

#include "server/outgoing/addresses.h"
#include "shared/policy/yaml_tree.h"

namespace distanskoll::server {

void read_outgoing(const policy::YamlMapping& root, outgoing::Addresses& addresses);

}  // namespace distanskoll::server
