// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Signing in with a SITHS card, over two host names. At the people's own it begins, and ends in a
// session. At the one for cards nothing exists but GET /siths: it judges the card that the
// handshake showed and sends the browser back with a code, good once and for a minute. What is
// refused leads to the sign-in page, which says in words what to do, and to a line in the log that
// names nobody.

#include "server/access/door.h"
#include "server/access/sign_in/oidc/flow.h"
#include "server/access/sign_in/siths/card.h"
#include "server/access/sign_in/siths/codes.h"
#include "server/access/sign_in/siths/revocation_file.h"

#include <memory>
#include <string>

namespace distanskoll::server::access::sign_in::siths {

inline constexpr std::string_view kStartPath = "/api/v1/sign-in/siths";
inline constexpr std::string_view kDonePath = "/api/v1/sign-in/siths/done";

struct Parts {
  const Gatekeeper& gatekeeper;
  SignIn& sign_in;
  std::shared_ptr<const CardRules> rules;
  std::string pages;    ///< "https://distanskoll.kommunen.se": where people work
  std::string address;  ///< "https://siths.kommunen.se": where cards are asked for
  std::shared_ptr<RevocationFile> revocations;
  std::shared_ptr<oidc::FlowKeeper> flows;  ///< of its own: what is carried is the same
  std::shared_ptr<Codes> codes;
};

/// GET kStartPath and kDonePath.
void add_people_routes(net::Router& people, const Parts& parts);
/// GET /siths, for the router of the host name of cards.
void add_card_routes(net::Router& cards, const Parts& parts);

}  // namespace distanskoll::server::access::sign_in::siths
