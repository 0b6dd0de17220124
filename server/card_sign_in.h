// SPDX-License-Identifier: EUPL-1.2
#pragma once
// SITHS sign-in put together from the configuration: rules, revocation lists, the router of the
// host name of cards and its place on the people's listener. Made before the routes; what it gives
// away (router, parts) lives until the listeners are joined. Belongs to the composition root's
// thread.

#include "server/access/sign_in/siths/routes.h"
#include "server/api/sign_in.h"
#include "server/core.h"
#include "server/net/session.h"
#include "shared/crypto/card_host.h"

#include <memory>

namespace distanskoll::server {

class CardSignIn {
 public:
  /// Null when the configuration has no such thing; an error names the file to mend.
  [[nodiscard]] static Result<std::unique_ptr<CardSignIn>> make(Core& core);

  [[nodiscard]] static api::SignInWay way();
  void add_people_routes(net::Router& people) const;
  /// Gives the people's listener its host name of cards. `identity` is its certificate, which is
  /// used when the configuration has no other for that name.
  [[nodiscard]] Result<void> join(SSL_CTX* people_tls, const crypto::ServerTlsConfig& identity,
                                  net::SessionShared& people) const;

 private:
  explicit CardSignIn(Core& core) : core_(core) {}
  [[nodiscard]] Result<void> load();

  Core& core_;
  std::shared_ptr<access::sign_in::siths::CardRules> rules_;
  std::unique_ptr<access::sign_in::siths::Parts> parts_;
  net::Router cards_;
};

}  // namespace distanskoll::server
