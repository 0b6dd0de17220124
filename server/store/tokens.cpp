// SPDX-License-Identifier: EUPL-1.2
#include "server/store/tokens.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {

Result<void> insert_token(Writer& writer, const ApiToken& token) {
  return guarded("cannot store the token", [&]() -> Result<void> {
    Use(writer,
        "INSERT INTO api_token(hash,name,created_at,expires_at,revoked_at) VALUES(?,?,?,?,?)")
        .bytes(token.hash)
        .text(token.name)
        .time(token.created_at)
        .maybe_time(token.expires_at)
        .maybe_time(token.revoked_at)
        .run();
    return {};
  });
}

Result<ApiToken> find_token(Connection& connection, const Digest& hash) {
  return guarded("cannot read the token", [&]() -> Result<ApiToken> {
    Use row(connection,
            "SELECT hash,name,created_at,expires_at,revoked_at FROM api_token WHERE hash=?");
    if (!row.bytes(hash).step()) return Error{ErrorCode::kNotFound, "no such token"};
    return ApiToken{row.digest_at(0), row.text_at(1), row.time_at(2), row.maybe_time_at(3),
                    row.maybe_time_at(4)};
  });
}

}  // namespace distanskoll::server::store
