// SPDX-License-Identifier: EUPL-1.2
#pragma once
// How people sign in to this collector, put together from its configuration: the routes of sessions
// and of each way, and the thread on which a provider is waited for. SITHS (card_sign_in.h)
// is one more of the ways and ends in SignIn::open as they do. Stopped after the listeners are
// drained and before they are joined, so that every request that waits has its answer.

#include "server/access/sign_in/oidc/routes.h"
#include "server/api/sign_in.h"
#include "server/api/slow_work.h"
#include "server/core.h"
#include "shared/evidence/entry.h"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace distanskoll::server {

class PeopleSignIn {
 public:
  explicit PeopleSignIn(Core& core);
  /// Another way, whose own routes somebody else adds. Before add_routes.
  void also(api::SignInWay way) { others_.push_back(std::move(way)); }
  void add_routes(net::Router& router);
  /// Ends what waits for a provider. May be called again.
  void stop();

 private:
  Core& core_;
  std::vector<api::SignInWay> others_;
  std::atomic<bool> stopping_ = false;
  std::shared_ptr<access::sign_in::oidc::Provider> provider_;  ///< null: not configured
  api::SlowWork waiting_;  ///< for the provider, and for nothing else
};

/// {"notice":NOTICE,"by"}: a setup link was made or used.
[[nodiscard]] evidence::Entry setup_link_entry(std::string_view notice, const std::string& by,
                                               WallTime now);

}  // namespace distanskoll::server
