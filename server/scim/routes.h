// SPDX-License-Identifier: EUPL-1.2
#pragma once
// /scim/v2 on the people's listener: a directory (Entra ID) keeps the municipality's people here.
// Every route demands a token of the scope "scim" (server/access/provisioner.h). A write answers
// after its commit, a reading of named persons after their access row. Handlers run on network
// threads and do not wait. Added by the composition root's routes; what is captured outlives them.

#include "server/access/provisioner.h"
#include "server/agreements/registry.h"
#include "server/net/router.h"

namespace distanskoll::server::scim {

struct ScimParts {
  agreements::Registry& registry;
  ledger::Sequencer& sequencer;
  const access::Gatekeeper& gatekeeper;
};
void add_scim_routes(net::Router& router, const ScimParts& parts);

}  // namespace distanskoll::server::scim
