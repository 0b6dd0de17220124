// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The addresses of signing in and out: which ways there are, who one is, the end of a session, and
// the choice of a person in a demonstration. The other ways (OpenID Connect, SITHS, setup link)
// have routes of their own and end in the same SignIn. Filled by the composition root; what the
// parts refer to outlives the router.

#include "server/access/door.h"
#include "server/access/sign_in/demonstration.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::api {

/// A button of the sign-in page: a browser goes to `address`.
struct SignInWay {
  access::sign_in::Method method;
  std::optional<std::string> name;  ///< what the municipality calls it
  std::string address;
};

struct SignInParts {
  const access::Gatekeeper& gatekeeper;
  access::sign_in::SignIn& sign_in;
  std::optional<access::sign_in::Demonstration> demonstration;
  std::optional<std::string> organisation;  ///< as configured; else the directory's own name
  std::vector<SignInWay> ways;
  /// The first administrator's link (sign_in/setup_link.h): kNotFound when it is none (any more).
  std::function<Result<access::sign_in::Verified>(std::string_view)> use_setup_link;
};

/// GET /api/v1/sign-in, POST /api/v1/sign-in/demonstration, POST /api/v1/sign-in/setup, GET
/// /api/v1/session, POST /api/v1/session/end
void add_sign_in_routes(net::Router& router, const SignInParts& parts);

}  // namespace distanskoll::server::api
