// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Tokens of the people's API, kept as SHA-256 of what the client sends. Until there are roles, init
// makes the one that exists. Written through the sequencer, read for every request.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <optional>
#include <string>

namespace distanskoll::server::store {

struct ApiToken {
  Digest hash{};
  std::string name;
  WallTime created_at{};
  std::optional<WallTime> expires_at;
  std::optional<WallTime> revoked_at;
};
[[nodiscard]] Result<void> insert_token(Writer& writer, const ApiToken& token);
/// kNotFound when nobody was given such a token.
[[nodiscard]] Result<ApiToken> find_token(Connection& connection, const Digest& hash);

}  // namespace distanskoll::server::store
