// SPDX-License-Identifier: EUPL-1.2
#pragma once
// GET /api/v1/sign-in/oidc sends a browser to the provider, …/callback is where it comes back. Both
// are gone to by people, not asked by programs: whatever happens they end at a page, the one that
// was wanted or /logga-in with `fel` saying in one word why not. What waits for the provider waits
// on a thread of its own.

#include "server/access/door.h"
#include "server/access/sign_in/oidc/provider.h"

#include <functional>
#include <memory>

namespace distanskoll::server::access::sign_in::oidc {

/// Why a sign-in did not come about, as the page says it.
enum class Fault { kUnmapped, kNoRole, kOutage, kExpired, kRefused, kUntrusted, kOften };
[[nodiscard]] std::string_view to_string(Fault fault);

/// Runs a task on another thread, true: or not at all, false. The task is told when time is up.
using Later = std::function<bool(std::function<void(bool stopping)>)>;

struct Parts {
  const Gatekeeper& gatekeeper;
  SignIn& sign_in;
  std::shared_ptr<Provider> provider;
  std::shared_ptr<FlowKeeper> flows;
  Later later;
};

/// What the parts refer to outlives the router.
void add_oidc_routes(net::Router& router, const Parts& parts);

}  // namespace distanskoll::server::access::sign_in::oidc
