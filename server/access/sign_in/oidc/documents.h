// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What a provider of OpenID Connect publishes, parsed and bounded: its discovery document (OpenID
// Connect Discovery 1.0), its keys (RFC 7517) and the answer of its token endpoint. Members that we
// do not use are skipped. Pure functions of outside bytes, thread-safe; kMalformed says what is
// missing, kTooLarge is over a bound.

#include "server/outgoing/addresses.h"
#include "shared/crypto/jose_key.h"

#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::access::sign_in::oidc {

inline constexpr std::size_t kDocumentBytes = 256 * 1024;  ///< one document of the provider
inline constexpr std::size_t kKeys = 64;                   ///< of a key set
inline constexpr std::size_t kTokenBytes = 16 * 1024;      ///< one ID token

struct Discovery {
  outgoing::HttpsUrl authorization;
  outgoing::HttpsUrl token;
  outgoing::HttpsUrl keys;
};
/// kUntrusted when it is another issuer's, or sends us to another host than the configured one.
[[nodiscard]] Result<Discovery> parse_discovery(std::string_view json,
                                                const outgoing::HttpsUrl& issuer);

struct NamedKey {
  std::string id;  ///< `kid`; empty when it has none
  crypto::JoseKey key;
};
/// Those of the kinds that we verify with and that are not for encryption; the others are skipped.
[[nodiscard]] Result<std::vector<NamedKey>> parse_keys(std::string_view json);

/// The `id_token` of a token endpoint's answer.
[[nodiscard]] Result<std::string> parse_token_answer(std::string_view json);
/// `error` of a refusal ("invalid_grant"), for the log; "unnamed" when it is not such an answer.
[[nodiscard]] std::string parse_token_refusal(std::string_view json);

}  // namespace distanskoll::server::access::sign_in::oidc
