// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the configuration file says of the municipality's own sign-in service (`web.oidc`): Entra
// ID, AD FS, Keycloak or another provider of OpenID Connect. Nothing of it comes from the web.
// Plain values.

#include "server/agreements/records/account.h"
#include "server/outgoing/addresses.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::access::sign_in::oidc {

/// A value of the roles claim and the role that it gives for as long as the session lasts.
struct RoleValue {
  std::string value;
  agreements::Role role;
};

struct Settings {
  outgoing::HttpsUrl issuer;  ///< exactly as `iss` has it; its discovery document is below it
  std::string client_id;
  std::optional<std::filesystem::path> client_secret_file;  ///< 0600, one line
  std::filesystem::path ca_file;
  std::vector<std::string> scopes;
  std::string login_claim;                 ///< whose value is a login of an account or employee
  std::optional<std::string> roles_claim;  ///< there when `roles` is
  std::vector<RoleValue> roles;
  std::optional<std::string> name;  ///< of the button
  std::string redirect_uri;         ///< as registered at the provider: pages + kCallbackPath
};

inline constexpr std::string_view kStartPath = "/api/v1/sign-in/oidc";
inline constexpr std::string_view kCallbackPath = "/api/v1/sign-in/oidc/callback";

}  // namespace distanskoll::server::access::sign_in::oidc
