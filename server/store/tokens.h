// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Tokens of the people's API, kept as SHA-256 of what the client sends: what each may be used for
// and until when. Written through the sequencer, read for every request; server/access says what a
// scope means. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct ApiToken {
  std::string id;  ///< by which it is listed and revoked
  Digest hash{};
  std::string name;
  std::optional<std::string> account;  ///< acts as that person
  std::vector<std::string> roles;      ///< in order; with an account: only these of its roles
  bool read_only = false;
  WallTime created_at{};
  std::string created_by;
  std::optional<WallTime> expires_at;
  std::optional<WallTime> revoked_at;
};
[[nodiscard]] Result<void> insert_token(Writer& writer, const ApiToken& token);
/// kNotFound when nobody was given such a token.
[[nodiscard]] Result<ApiToken> find_token(Connection& connection, const Digest& hash);
[[nodiscard]] Result<ApiToken> find_token_by_id(Connection& connection, const std::string& id);
/// Oldest first.
[[nodiscard]] Result<std::vector<ApiToken>> list_tokens(Connection& connection, std::size_t most);
/// kNotFound when there is none that is not revoked already.
[[nodiscard]] Result<void> revoke_token(Writer& writer, const std::string& id, WallTime at);

}  // namespace distanskoll::server::store
