// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A provider of OpenID Connect as a test writes it: keys of its own, documents, and ID tokens with
// any header and claims. Its Transport answers from memory.
#include "server/access/sign_in/oidc/provider.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/key.h"

#include <map>
#include <string>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server::access::sign_in::oidc {

namespace json = boost::json;

inline constexpr std::string_view kIssuer = "https://login.example/kommun";

inline Settings settings_of_a_test() {
  Settings settings{outgoing::HttpsUrl::parse(kIssuer).value(),
                    "distanskoll",
                    std::nullopt,
                    "/none",
                    {"openid", "profile"},
                    "preferred_username",
                    "roles",
                    {{"Distanskoll.IT", agreements::Role::kItSecurity}},
                    std::nullopt,
                    "https://d.se/api/v1/sign-in/oidc/callback"};
  return settings;
}

class Issuer {
 public:
  explicit Issuer(std::string key_id = "k1")
      : key_id_(std::move(key_id)),
        key_(crypto::PrivateKey::generate(crypto::KeyKind::kP256).value()) {}

  [[nodiscard]] std::string jwk() const {
    const Bytes& spki = key_.public_key().spki();
    const ByteView point = ByteView(spki).last(64);
    return json::serialize(json::object{{"kty", "EC"},
                                        {"crv", "P-256"},
                                        {"use", "sig"},
                                        {"alg", "ES256"},
                                        {"kid", key_id_},
                                        {"x", crypto::base64url_encode(point.first(32))},
                                        {"y", crypto::base64url_encode(point.last(32))}});
  }
  [[nodiscard]] std::string key_set() const { return R"({"keys":[)" + jwk() + "]}"; }
  [[nodiscard]] std::string token(const json::object& header, const json::object& claims) const {
    const std::string input = crypto::base64url_encode(as_bytes(json::serialize(header))) + "." +
                              crypto::base64url_encode(as_bytes(json::serialize(claims)));
    return input + "." + crypto::base64url_encode(key_.sign(as_bytes(input)).value());
  }
  [[nodiscard]] std::string token(const json::object& claims) const {
    return token({{"alg", "ES256"}, {"kid", key_id_}}, claims);
  }
  static std::string discovery() {
    return fmt::format(
        R"({{"issuer":"{0}","authorization_endpoint":"{0}/auth","token_endpoint":"{0}/token",)"
        R"("jwks_uri":"{0}/keys","scopes_supported":["openid"],"claims_parameter_supported":true}})",
        kIssuer);
  }
  /// What a right token says at `now`.
  static json::object claims(WallTime now, std::string_view nonce) {
    const auto seconds = now.time_since_epoch().count();
    return {{"iss", json::string_view(kIssuer.data(), kIssuer.size())},
            {"aud", "distanskoll"},
            {"sub", "s-1"},
            {"iat", seconds},
            {"exp", seconds + 300},
            {"nonce", json::string_view(nonce.data(), nonce.size())},
            {"preferred_username", "chief@vaggeryd.se"},
            {"amr", json::array{"pwd", "mfa"}}};
  }

 private:
  std::string key_id_;
  crypto::PrivateKey key_;
};

}  // namespace distanskoll::server::access::sign_in::oidc
