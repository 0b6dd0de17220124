// SPDX-License-Identifier: EUPL-1.2
#pragma once
// /scim/v2 on the people's listener: a directory (Entra ID) keeps the municipality's people here.
// Every route demands a token of the scope "scim" (server/access/provisioner.h). A write answers
// after its commit, a reading of named persons after their access row. Handlers run on network
// threads and do not wait. Added by the composition root's routes; what is captured outlives them.

#include "server/access/provisioner.h"
#include "server/agreements/registry.h"
#include "server/net/router.h"

#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace distanskoll::server::scim {

/// Employee numbers that are being made: a client that repeats a POST before the first has its
/// answer must not make the person twice. Thread-safe.
class BeingMade {
 public:
  /// Null: somebody is making it. Let go of it when it is made.
  [[nodiscard]] static std::shared_ptr<void> take(const std::shared_ptr<BeingMade>& all,
                                                  const std::string& number);

 private:
  std::mutex mutex_;
  std::set<std::string> numbers_;  // protected by mutex_
};

struct ScimParts {
  agreements::Registry& registry;
  ledger::Sequencer& sequencer;
  const access::Gatekeeper& gatekeeper;
  std::shared_ptr<BeingMade> being_made = std::make_shared<BeingMade>();
};
void add_scim_routes(net::Router& router, const ScimParts& parts);

}  // namespace distanskoll::server::scim
