// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/oidc/documents.h"

#include "server/access/sign_in/oidc/json_member.h"
#include "shared/crypto/encoding.h"
#include "shared/text.h"

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in::oidc {
namespace {

Result<void> read(JsonTree& tree, std::string_view json, std::string_view what) {
  if (json.size() > kDocumentBytes) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("{} has more than {} bytes", what, kDocumentBytes)};
  }
  if (const auto parsed = tree.parse(json); !parsed) return parsed.error().with_prefix(what);
  if (tree.root().kind() != JsonKind::kObject) {
    return Error{ErrorCode::kMalformed, fmt::format("{} is no object", what)};
  }
  return {};
}

Result<outgoing::HttpsUrl> endpoint(const JsonValue& document, std::string_view name,
                                    const outgoing::HttpsUrl& issuer) {
  auto url = outgoing::HttpsUrl::parse(text_member(document, name));
  if (!url) return url.error().with_prefix(name);
  if (url->origin() != issuer.origin()) {
    return Error{ErrorCode::kUntrusted,
                 fmt::format("{} is at another host than the configured issuer", name)};
  }
  return url;
}

Bytes bytes_member(const JsonValue& key, std::string_view name) {
  auto bytes = crypto::base64url_decode(text_member(key, name));
  return bytes ? std::move(*bytes) : Bytes();
}

Result<crypto::JoseKey> read_key(const JsonValue& key) {
  const auto use = text_member(key, "use");
  if (!use.empty() && use != "sig") return Error{ErrorCode::kUnsupported, "for encryption"};
  const auto kind = text_member(key, "kty");
  if (kind == "RSA") return crypto::JoseKey::rsa(bytes_member(key, "n"), bytes_member(key, "e"));
  if (kind == "EC" && text_member(key, "crv") == "P-256") {
    return crypto::JoseKey::p256(bytes_member(key, "x"), bytes_member(key, "y"));
  }
  return Error{ErrorCode::kUnsupported, "a kind of key that is not used here"};
}

}  // namespace

Result<Discovery> parse_discovery(std::string_view json, const outgoing::HttpsUrl& issuer) {
  constexpr std::string_view kWhat = "the discovery document";
  JsonTree tree;
  DISTANSKOLL_TRY(read(tree, json, kWhat));
  const JsonValue document = tree.root();
  if (text_member(document, "issuer") != issuer.text()) {
    return Error{ErrorCode::kUntrusted,
                 "the discovery document is another issuer's than web.oidc.issuer says"};
  }
  auto authorization = endpoint(document, "authorization_endpoint", issuer);
  if (!authorization) return authorization.error().with_prefix(kWhat);
  auto token = endpoint(document, "token_endpoint", issuer);
  if (!token) return token.error().with_prefix(kWhat);
  auto keys = endpoint(document, "jwks_uri", issuer);
  if (!keys) return keys.error().with_prefix(kWhat);
  return Discovery{std::move(*authorization), std::move(*token), std::move(*keys)};
}

Result<std::vector<NamedKey>> parse_keys(std::string_view json) {
  JsonTree tree;
  DISTANSKOLL_TRY(read(tree, json, "the key set"));
  const auto list = member(tree.root(), "keys");
  if (!list || list->kind() != JsonKind::kArray) {
    return Error{ErrorCode::kMalformed, "the key set has no list \"keys\""};
  }
  const auto listed = list->list();
  if (listed.size() > kKeys) {
    return Error{ErrorCode::kTooLarge, fmt::format("the key set has more than {} keys", kKeys)};
  }
  std::vector<NamedKey> keys;
  for (const JsonValue& each : listed) {
    if (each.kind() != JsonKind::kObject) continue;
    auto key = read_key(each);
    if (key) keys.push_back({std::string(text_member(each, "kid")), std::move(*key)});
  }
  return keys;
}

Result<std::string> parse_token_answer(std::string_view json) {
  JsonTree tree;
  DISTANSKOLL_TRY(read(tree, json, "the token answer"));
  std::string token(text_member(tree.root(), "id_token"));
  if (token.empty()) return Error{ErrorCode::kMalformed, "the token answer has no id_token"};
  if (token.size() > kTokenBytes) {
    return Error{ErrorCode::kTooLarge, fmt::format("the ID token has over {} bytes", kTokenBytes)};
  }
  return token;
}

std::string parse_token_refusal(std::string_view json) {
  JsonTree tree;
  if (!read(tree, json, "the refusal")) return "unnamed";
  const std::string code(text_member(tree.root(), "error"));
  return is_token(code) ? code : "unnamed";
}

}  // namespace distanskoll::server::access::sign_in::oidc
