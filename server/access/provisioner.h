// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The system that keeps the directory over SCIM: not a person in a role but a token of the scope
// "scim", which opens the routes of server/scim and nothing else; no role opens those. What it
// reads of named persons is in the access log as what anybody reads. Made by
// Gatekeeper::provisioner, as Callers are by Gatekeeper::demand. Thread-safe.

#include "server/access/door.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace distanskoll::server::access {

struct Provisioner {
  std::shared_ptr<const agreements::Snapshot> snapshot;
  LocalDay today{};
  std::string reader;  ///< "token:ID": what a record's `by` says
  std::string name;
  std::string route;
  std::string query;
};

/// `refuse` makes an answer of the SCIM form.
[[nodiscard]] net::Demand<Provisioner> provisioner(
    const Gatekeeper& gatekeeper, Act act, std::string route,
    std::function<net::Response(const Error&)> refuse);

/// The answer after the access row of these persons is durable; at once without any.
void answer_naming(ledger::Sequencer& sequencer, const Provisioner& reader,
                   std::vector<std::string> persons, net::Response response,
                   const net::Reply& reply);

}  // namespace distanskoll::server::access
