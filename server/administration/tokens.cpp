// SPDX-License-Identifier: EUPL-1.2
// Tokens. From a browser one is made for oneself, or for the system that keeps the directory: a
// token for another person's roles would let an administrator read as that person, and stays a
// matter of whoever has the machine.
#include "server/store/tokens.h"

#include "server/access/caller.h"
#include "server/administration/operation_routes.h"
#include "server/api/answers.h"
#include "server/operations.h"

#include <boost/json.hpp>

namespace distanskoll::server::administration {
namespace {

namespace json = boost::json;
using access::Act;
using access::Resource;
using net::Method;

Result<json::object> read_token(const Wish& wish) {
  json::object arguments{{"name", wish.body.required("name").text()}};
  const std::string purpose(wish.body.required("for").text());
  if (purpose == "directory") {
    arguments["roles"] = json::array{json::value(json::string(access::kScimScope))};
  } else if (purpose == "myself") {
    const auto& reader = wish.caller.who().reader;
    if (wish.caller.registry().accounts.find(reader) == nullptr) {
      return Error{ErrorCode::kPermissionDenied, "you have no account that a token could act for"};
    }
    arguments["account"] = reader;
  } else {
    return Error{ErrorCode::kInvalidArgument, "a token is for \"myself\" or \"directory\""};
  }
  if (const auto days = wish.body.optional("days"))
    arguments["days"] = days->integer({1, kTokenMostDays});
  if (const auto only = wish.body.optional("read_only")) arguments["read_only"] = only->boolean();
  return arguments;
}

/// Whose a token is may be a person of the directory, and then the answer names them.
void list_tokens(Core& core, const net::Request& request, const access::Caller& caller,
                 const access::Answering& answering) {
  if (!request.query.empty()) {
    return answering.refuse({ErrorCode::kMalformed, "this address takes no parameters"});
  }
  const auto tokens = tokens_list(core, {}, {});
  if (!tokens) return answering.refuse(tokens.error());
  std::vector<std::string> persons;
  for (const auto& token : tokens->at("tokens").as_array()) {
    const auto* account = token.at("account").if_string();
    if (account == nullptr) continue;
    const auto* found = caller.registry().accounts.find(std::string_view(*account));
    if (found != nullptr && found->employee) persons.push_back(*found->employee);
  }
  answering.naming(std::move(persons), api::json_answer(tokens->as_object()));
}

}  // namespace

void add_token_routes(access::Door& door, const Bench& bench) {
  const auto write = access::needs(Resource::kAccounts, Act::kWrite);
  door.on(Method::kGet, "/api/v1/tokens", access::needs(Resource::kAccounts, Act::kRead),
          [&core = bench.core](const net::Request& request, const access::Caller& caller,
                               const access::Answering& answering) {
            list_tokens(core, request, caller, answering);
          });
  on_operation(door, bench,
               {Method::kPost, "/api/v1/tokens", write, "tokens.create", json_wish(read_token), 201,
                kWishBytes});
  on_operation(door, bench,
               {Method::kDelete, "/api/v1/tokens/{}", write, "tokens.revoke",
                json_wish([](const Wish& wish) -> Result<json::object> {
                  return json::object{{"token", wish.path.front()}};
                })});
}

}  // namespace distanskoll::server::administration
