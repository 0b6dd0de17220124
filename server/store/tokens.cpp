// SPDX-License-Identifier: EUPL-1.2
#include "server/store/tokens.h"

#include "server/store/statement.h"

#include <fmt/format.h>

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_TOKEN_COLUMNS \
  "id,hash,name,account,roles,read_only,created_at,created_by,expires_at,revoked_at"

ApiToken read_token(const Use& row) {
  ApiToken token;
  token.id = row.text_at(0);
  token.hash = row.digest_at(1);
  token.name = row.text_at(2);
  token.account = row.maybe_text_at(3);
  token.roles = words_of(row.text_at(4));
  token.read_only = row.integer_at(5) != 0;
  token.created_at = row.time_at(6);
  token.created_by = row.text_at(7);
  token.expires_at = row.maybe_time_at(8);
  token.revoked_at = row.maybe_time_at(9);
  return token;
}

}  // namespace

Result<void> insert_token(Writer& writer, const ApiToken& token) {
  return guarded("cannot store the token", [&]() -> Result<void> {
    const std::string roles = joined(token.roles);
    Use(writer, "INSERT INTO api_token(" DISTANSKOLL_TOKEN_COLUMNS ") VALUES(?,?,?,?,?,?,?,?,?,?)")
        .text(token.id)
        .bytes(token.hash)
        .text(token.name)
        .maybe_text(token.account)
        .text(roles)
        .integer(std::int64_t{token.read_only ? 1 : 0})
        .time(token.created_at)
        .text(token.created_by)
        .maybe_time(token.expires_at)
        .maybe_time(token.revoked_at)
        .run();
    return {};
  });
}

Result<ApiToken> find_token(Connection& connection, const Digest& hash) {
  return guarded("cannot read the token", [&]() -> Result<ApiToken> {
    Use row(connection, "SELECT " DISTANSKOLL_TOKEN_COLUMNS " FROM api_token WHERE hash=?");
    if (!row.bytes(hash).step()) return Error{ErrorCode::kNotFound, "no such token"};
    return read_token(row);
  });
}

Result<ApiToken> find_token_by_id(Connection& connection, const std::string& id) {
  return guarded("cannot read the token", [&]() -> Result<ApiToken> {
    Use row(connection, "SELECT " DISTANSKOLL_TOKEN_COLUMNS " FROM api_token WHERE id=?");
    if (!row.text(id).step()) {
      return Error{ErrorCode::kNotFound, fmt::format("there is no token {}", id)};
    }
    return read_token(row);
  });
}

Result<std::vector<ApiToken>> list_tokens(Connection& connection, std::size_t most) {
  return guarded("cannot read the tokens", [&]() -> Result<std::vector<ApiToken>> {
    Use row(connection,
            "SELECT " DISTANSKOLL_TOKEN_COLUMNS " FROM api_token ORDER BY created_at,id LIMIT ?");
    row.integer(most);
    std::vector<ApiToken> tokens;
    while (row.step()) tokens.push_back(read_token(row));
    return tokens;
  });
}

Result<void> revoke_token(Writer& writer, const std::string& id, WallTime at) {
  return guarded("cannot revoke the token", [&]() -> Result<void> {
    const int changed =
        Use(writer, "UPDATE api_token SET revoked_at=? WHERE id=? AND revoked_at IS NULL")
            .time(at)
            .text(id)
            .run();
    if (changed == 1) return {};
    return Error{ErrorCode::kNotFound,
                 fmt::format("there is no token {}, or it is revoked already", id)};
  });
}

}  // namespace distanskoll::server::store
