// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/oidc/id_token.h"

#include "server/access/sign_in/oidc/json_member.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/limits.h"

#include <algorithm>

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in::oidc {
namespace {

constexpr IntegerRange kSeconds{0, limits::kLargestInteger};

Error untrusted(std::string message) { return {ErrorCode::kUntrusted, std::move(message)}; }
Error malformed(std::string message) { return {ErrorCode::kMalformed, std::move(message)}; }

struct TokenParts {
  std::string_view signed_text;  ///< HEADER.PAYLOAD as sent
  std::string header;
  std::string payload;
  Bytes signature;
};

Result<std::string> decoded(std::string_view part) {
  const auto bytes = crypto::base64url_decode(part);
  if (!bytes) return bytes.error();
  return std::string(as_text(*bytes));
}

Result<TokenParts> split(std::string_view token) {
  if (token.size() > kTokenBytes) {
    return Error{ErrorCode::kTooLarge, fmt::format("the ID token has over {} bytes", kTokenBytes)};
  }
  const auto first = token.find('.');
  const auto last = token.rfind('.');
  if (first == std::string_view::npos || first == last || token.find('.', first + 1) != last) {
    return malformed("an ID token has three parts");
  }
  TokenParts parts;
  parts.signed_text = token.substr(0, last);
  auto header = decoded(token.substr(0, first));
  auto payload = decoded(token.substr(first + 1, last - first - 1));
  auto signature = crypto::base64url_decode(token.substr(last + 1));
  if (!header || !payload || !signature) return malformed("an ID token is base64url");
  parts.header = std::move(*header);
  parts.payload = std::move(*payload);
  parts.signature = std::move(*signature);
  return parts;
}

struct Header {
  crypto::JoseAlgorithm algorithm;
  std::string key_id;
};

Result<Header> read_header(std::string_view json) {
  JsonTree tree;
  if (const auto parsed = tree.parse(json); !parsed) {
    return parsed.error().with_prefix("the ID token's header");
  }
  const JsonValue root = tree.root();
  const auto algorithm = crypto::parse_jose_algorithm(text_member(root, "alg"));
  if (!algorithm) {
    return Error{ErrorCode::kUnsupported, "the ID token is not signed with RS256, PS256 or ES256"};
  }
  if (member(root, "crit")) {
    return Error{ErrorCode::kUnsupported, "the ID token demands an extension"};
  }
  return Header{*algorithm, std::string(text_member(root, "kid"))};
}

/// A claim of seconds since 1970; nothing when it is missing or no whole number.
std::optional<WallTime> time_claim(const JsonValue& claims, std::string_view name) {
  const auto value = member(claims, name);
  if (!value || value->kind() != JsonKind::kInteger) return std::nullopt;
  return WallTime(std::chrono::seconds(value->integer(kSeconds)));
}

bool names_us(const JsonValue& audience, const std::string& client) {
  if (audience.kind() == JsonKind::kText) return audience.text() == client;
  if (audience.kind() != JsonKind::kArray) return false;
  return std::ranges::any_of(audience.list(), [&](const JsonValue& each) {
    return each.kind() == JsonKind::kText && each.text() == client;
  });
}

Result<void> judge_audience(const JsonValue& claims, const std::string& client) {
  const auto audience = member(claims, "aud");
  if (!audience || !names_us(*audience, client)) {
    return untrusted("the ID token is for somebody else (aud)");
  }
  const bool several = audience->kind() == JsonKind::kArray && audience->list().size() > 1;
  const auto party = member(claims, "azp");
  if ((several || party) && text_member(claims, "azp") != client) {
    return untrusted("the ID token was given to somebody else (azp)");
  }
  return {};
}

Result<void> judge_times(const JsonValue& claims, WallTime now) {
  const auto ends = time_claim(claims, "exp");
  const auto issued = time_claim(claims, "iat");
  if (!ends || !issued) return untrusted("the ID token does not say how long it holds");
  if (now >= *ends + kClockDifference) return untrusted("the ID token is too old (exp)");
  if (*issued > now + kClockDifference) {
    return untrusted("the ID token is from the future (iat): compare the two servers' clocks");
  }
  if (member(claims, "nbf")) {
    const auto begins = time_claim(claims, "nbf");
    if (!begins || *begins > now + kClockDifference) {
      return untrusted("the ID token does not hold yet (nbf)");
    }
  }
  return {};
}

std::vector<agreements::Role> mapped_roles(const JsonValue& claims, const Settings& settings) {
  std::vector<agreements::Role> roles;
  const auto claim =
      settings.roles_claim ? member(claims, *settings.roles_claim) : std::optional<JsonValue>();
  if (!claim) return roles;
  const auto add = [&](const JsonValue& value) {
    if (value.kind() != JsonKind::kText) return;
    for (const RoleValue& each : settings.roles) {
      if (each.value == value.text() && std::ranges::find(roles, each.role) == roles.end()) {
        roles.push_back(each.role);
      }
    }
  };
  if (claim->kind() == JsonKind::kArray) {
    for (const JsonValue& each : claim->list()) add(each);
  } else {
    add(*claim);
  }
  return roles;
}

Result<Claims> judge_claims(std::string_view json, const Expected& expected) {
  JsonTree tree;
  if (const auto parsed = tree.parse(json); !parsed) {
    return parsed.error().with_prefix("the ID token's claims");
  }
  const JsonValue claims = tree.root();
  const Settings& settings = expected.settings;
  if (text_member(claims, "iss") != settings.issuer.text()) {
    return untrusted("the ID token is another issuer's (iss)");
  }
  DISTANSKOLL_TRY(judge_audience(claims, settings.client_id));
  DISTANSKOLL_TRY(judge_times(claims, expected.now));
  if (expected.nonce.empty() || !crypto::equal_constant_time(as_bytes(text_member(claims, "nonce")),
                                                             as_bytes(expected.nonce))) {
    return untrusted("the ID token belongs to another sign-in (nonce)");
  }
  Claims found{std::string(text_member(claims, settings.login_claim)),
               mapped_roles(claims, settings)};
  DISTANSKOLL_TRY(tree.outcome());
  return found;
}

}  // namespace

Result<std::string> key_id_of(std::string_view token) {
  const auto parts = split(token);
  if (!parts) return parts.error();
  auto header = read_header(parts->header);
  if (!header) return header.error();
  return std::move(header->key_id);
}

Result<Claims> verify_id_token(std::string_view token, const std::vector<NamedKey>& keys,
                               const Expected& expected) {
  const auto parts = split(token);
  if (!parts) return parts.error();
  const auto header = read_header(parts->header);
  if (!header) return header.error();
  bool found = false;
  bool right = false;
  for (const NamedKey& each : keys) {
    // A token without `kid` may be of any key of the set.
    if (!header->key_id.empty() && each.id != header->key_id) continue;
    found = true;
    right =
        right || each.key.verify(header->algorithm, as_bytes(parts->signed_text), parts->signature);
  }
  if (!found) return Error{ErrorCode::kNotFound, "the provider has no key of that name (kid)"};
  if (!right) return untrusted("the ID token's signature is not the provider's");
  return judge_claims(parts->payload, expected);
}

}  // namespace distanskoll::server::access::sign_in::oidc
