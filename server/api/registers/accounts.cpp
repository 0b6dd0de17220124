// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/acts/accounts.h"

#include "server/api/registers/lists.h"
#include "server/api/registers/registers.h"
#include "shared/text.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::Caller;
using agreements::Account;
using agreements::Grant;

constexpr std::int64_t kMostUnits = 64;

bool visible(const Caller&, const Account&) { return true; }

/// Somebody with a protected identity has an account like others; who it is, is not shown.
bool is_hidden(const Caller& caller, const Account& account) {
  const auto* person =
      account.employee ? caller.registry().employees.find(*account.employee) : nullptr;
  return person != nullptr && person->protected_identity;
}

std::string row_of(const Caller& caller, const Account& account, std::uint64_t version) {
  auto row = json::parse(encode(account)).as_object();
  const bool hidden = is_hidden(caller, account);
  if (hidden) {
    row["name"] = nullptr;
    row["employee"] = nullptr;
    row["logins"] = json::array();
  }
  row["version"] = version;
  row["protected"] = hidden;
  row["own"] = account.id == caller.who().reader;
  return json::serialize(row);
}

ListOf<Account> account_list() {
  ListOf<Account> list;
  list.name = "accounts";
  list.shelf = &Snapshot::accounts;
  list.visible = visible;
  list.sorts = {
      {"name", [](const Caller&, const Account& account) { return swedish_key(account.name); }}};
  list.row = row_of;
  list.persons = [](const Account& account) {
    return account.employee ? std::vector{*account.employee} : std::vector<std::string>{};
  };
  return list;
}

std::vector<std::string> texts_in(JsonObject& in, std::string_view name) {
  std::vector<std::string> texts;
  const auto value = in.optional(name);
  if (!value) return texts;
  for (const JsonValue& each : value->list()) texts.emplace_back(each.text());
  return texts;
}

Result<Change> post_account(const Ask& ask) {
  JsonObject in(ask.body.root());
  Account wish;
  wish.id = new_id();
  wish.name = text_in(in, "name");
  wish.employee = maybe_id_in(in, "employee");
  wish.logins = texts_in(in, "logins");
  DISTANSKOLL_TRY(finished(in, ask.body));
  auto account = agreements::open_account(ask.now(), std::move(wish), ask.act());
  if (!account) return account.error();
  const std::string location = "/api/v1/accounts/" + account->id;
  return created(ask, std::move(*account), location);
}

const Account& asked_account(const Ask& ask) {
  return *ask.now().accounts.find(ask.arguments.front());
}

Result<Change> put_logins(const Ask& ask) {
  JsonObject in(ask.body.root());
  auto logins = texts_in(in, "logins");
  DISTANSKOLL_TRY(finished(in, ask.body));
  auto next =
      agreements::change_logins(ask.now(), asked_account(ask), std::move(logins), ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next));
}

Result<Change> post_grant(const Ask& ask) {
  JsonObject in(ask.body.root());
  Grant wish;
  const auto word = text_in(in, "role");
  wish.units = texts_in(in, "units");
  wish.committee = maybe_text_in(in, "committee");
  if (const auto named = in.optional("protected_identities")) {
    wish.protected_identities = named->boolean();
  }
  wish.period.from = maybe_date_in(in, "from");
  wish.period.to = maybe_date_in(in, "to");
  DISTANSKOLL_TRY(finished(in, ask.body));
  const auto role = agreements::parse_role(word);
  if (!role) return agreements::wrong("there is no role \"" + word + "\"");
  if (wish.units.size() > kMostUnits) return agreements::wrong("that is too many units");
  wish.role = *role;
  auto next = agreements::grant_role(ask.now(), asked_account(ask), std::move(wish), ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next));
}

Result<Change> delete_grant(const Ask& ask) {
  const auto number = parse_unsigned(ask.arguments.at(1));
  if (!number) return nothing_there();
  auto next =
      agreements::end_grant(asked_account(ask), static_cast<std::size_t>(*number), ask.act());
  if (!next) return next.error();
  return changed(ask, std::move(*next));
}

Result<Change> delete_account(const Ask& ask) {
  DISTANSKOLL_TRY(agreements::check_not_own(asked_account(ask), ask.act()));
  return removed(ask, asked_account(ask));
}

}  // namespace

void add_account_routes(access::Door& door, const ApiParts& parts) {
  using access::Act;
  using access::Resource;
  using net::Method;
  const auto read = access::needs(Resource::kAccounts, Act::kRead);
  const auto write = access::needs(Resource::kAccounts, Act::kWrite);
  const std::string one = "/api/v1/accounts/{}";
  const auto find = find_in<Account>(&Snapshot::accounts, visible);
  on_list(door, "/api/v1/accounts", read, account_list());
  on_get(door, one, read, account_list());
  on_create(door, parts, "/api/v1/accounts", write, post_account);
  on_change(door, parts, Method::kPut, one + "/logins", write, find, put_logins);
  on_change(door, parts, Method::kPost, one + "/grants", write, find, post_grant);
  on_change(door, parts, Method::kDelete, one + "/grants/{}", write, find, delete_grant);
  on_change(door, parts, Method::kDelete, one, write, find, delete_account);
}

}  // namespace distanskoll::server::api
