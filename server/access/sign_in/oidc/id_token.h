// SPDX-License-Identifier: EUPL-1.2
#pragma once
// An ID token (OpenID Connect Core 1.0, sections 2 and 3.1.3.7): untrusted bytes until the
// signature and every claim that binds it to us, to this sign-in and to now are right. Only
// verify_id_token makes Claims. Pure, thread-safe.

#include "server/access/sign_in/oidc/documents.h"
#include "server/access/sign_in/oidc/settings.h"
#include "shared/clock.h"

#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::access::sign_in::oidc {

struct Claims {
  std::string login;  ///< the value of the configured claim
  std::vector<agreements::Role> roles;
};

/// What a token must be for. References outlive the call.
struct Expected {
  const Settings& settings;
  std::string_view nonce;
  WallTime now;
};

/// The clocks of two servers may differ by so much.
inline constexpr std::chrono::seconds kClockDifference{60};

/// The `kid` that a token names, before anything of it is believed: to see whether keys must be
/// fetched anew. kUnsupported for an algorithm that we do not verify ("none", HS256).
[[nodiscard]] Result<std::string> key_id_of(std::string_view token);

/// kUntrusted when signature, issuer, audience, time or nonce are not right, with which in the
/// message; kNotFound when no key of the set is the token's; kMalformed when it is no token.
[[nodiscard]] Result<Claims> verify_id_token(std::string_view token,
                                             const std::vector<NamedKey>& keys,
                                             const Expected& expected);

}  // namespace distanskoll::server::access::sign_in::oidc
