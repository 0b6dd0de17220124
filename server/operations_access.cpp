// SPDX-License-Identifier: EUPL-1.2
#include "server/access/caller.h"
#include "server/agreements/registry.h"
#include "server/api/values.h"
#include "server/operations.h"
#include "server/store/tokens.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/random.h"
#include "shared/text.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
using agreements::Account;
using ledger::Transaction;

constexpr std::size_t kTokensListed = 10'000;
constexpr std::int64_t kDaysDefault = 90;
constexpr std::size_t kTokenIdBytes = 4;
constexpr std::size_t kTokenSecretBytes = 32;
constexpr std::size_t kNameBytes = 64;
constexpr std::size_t kMostRoles = 16;

json::object token_object(const store::ApiToken& token) {
  json::array roles;
  for (const auto& role : token.roles) roles.emplace_back(role);
  return {{"id", token.id},
          {"name", token.name},
          {"account", token.account ? json::value(*token.account) : json::value(nullptr)},
          {"roles", std::move(roles)},
          {"read_only", token.read_only},
          {"created_at", format_time(token.created_at)},
          {"created_by", token.created_by},
          {"expires_at", api::time_or_null(token.expires_at)},
          {"revoked_at", api::time_or_null(token.revoked_at)}};
}

Error wrong(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

/// Roles that follow from the directory need somebody whose they are.
Result<void> read_roles(const json::object& arguments, store::ApiToken& token) {
  const auto* roles = arguments.if_contains("roles");
  if (roles == nullptr) return {};
  if (!roles->is_array() || roles->as_array().size() > kMostRoles) {
    return wrong("\"roles\" is a list of roles");
  }
  for (const auto& each : roles->as_array()) {
    const std::string word(each.is_string() ? each.as_string() : json::string());
    if (word == access::kScimScope) {
      if (token.account || roles->as_array().size() > 1) {
        return wrong("scim is a system and no person: it has no account and no other role");
      }
      token.roles = {word};
      return {};
    }
    const auto role = agreements::parse_role(word);
    const bool deputy = word == "deputy";
    if (!role && !deputy) return wrong(fmt::format("there is no role \"{}\"", word));
    const bool of_a_person =
        deputy || role == agreements::Role::kManager || role == agreements::Role::kEmployee;
    if (of_a_person && !token.account) {
      return wrong(fmt::format("{} is somebody: name the account", word));
    }
    if (std::find(token.roles.begin(), token.roles.end(), word) == token.roles.end()) {
      token.roles.push_back(word);
    }
  }
  return {};
}

/// {"notice":"token_created",…}: what there is to know about it but the secret.
evidence::Entry token_entry(std::string_view notice, const store::ApiToken& token,
                            const std::string& by, WallTime now) {
  json::array roles;
  for (const auto& role : token.roles) roles.emplace_back(role);
  const json::object body{
      {"notice", json::string_view(notice.data(), notice.size())},
      {"token", token.id},
      {"account", token.account ? json::value(*token.account) : json::value(nullptr)},
      {"roles", std::move(roles)},
      {"read_only", token.read_only},
      {"expires_at", api::time_or_null(token.expires_at)},
      {"by", by}};
  return {evidence::EntryKind::kNotice, now, {}, json::serialize(body)};
}

Result<std::vector<Account>> read_accounts(const json::object& arguments) {
  const auto* list = arguments.if_contains("accounts");
  if (list == nullptr || !list->is_array() || list->as_array().size() > kTokensListed) {
    return wrong("\"accounts\" is a list of accounts");
  }
  std::vector<Account> accounts;
  for (const auto& each : list->as_array()) {
    auto account = agreements::decode_account(json::serialize(each));
    if (!account) {
      return account.error().with_prefix(fmt::format("account {}", accounts.size() + 1));
    }
    for (const Account& other : accounts) {
      if (other.id == account->id) return wrong(fmt::format("{} is there twice", account->id));
    }
    accounts.push_back(std::move(*account));
  }
  return accounts;
}

}  // namespace

OperationResult tokens_create(Core& core, const json::object& arguments, const std::string& by) {
  store::ApiToken token;
  auto name = text_argument(arguments, "name");
  if (!name) return name.error();
  if (name->empty() || name->size() > kNameBytes || !is_printable_utf8(*name)) {
    return wrong(fmt::format("a name has 1 to {} printable bytes", kNameBytes));
  }
  token.name = std::move(*name);
  token.account = optional_text(arguments, "account");
  if (token.account && core.registry->now()->accounts.find(*token.account) == nullptr) {
    return Error{ErrorCode::kNotFound, fmt::format("there is no account {}", *token.account)};
  }
  DISTANSKOLL_TRY(read_roles(arguments, token));
  if (!token.account && token.roles.empty()) {
    return wrong("a token has a scope: name an account or roles");
  }
  const auto days = optional_number(arguments, "days").value_or(kDaysDefault);
  if (days < 1 || days > kTokenMostDays) {
    return wrong(fmt::format("a token lives 1 to {} days", kTokenMostDays));
  }
  const auto* read_only = arguments.if_contains("read_only");
  token.read_only = read_only != nullptr && read_only->is_bool() && read_only->as_bool();
  token.id = crypto::hex_encode(crypto::random_bytes(kTokenIdBytes));
  token.created_by = by;
  const auto secret = crypto::base64url_encode(crypto::random_bytes(kTokenSecretBytes));
  token.hash = crypto::sha256(secret);
  auto commit = core.sequencer->run([&](Transaction& transaction) -> Result<void> {
    token.created_at = transaction.now;
    token.expires_at = transaction.now + std::chrono::days(days);
    DISTANSKOLL_TRY(store::insert_token(transaction.writer, token));
    auto appended =
        transaction.ledger.append(token_entry("token_created", token, by, transaction.now));
    if (!appended) return appended.error();
    return {};
  });
  if (!commit) return commit.error();
  auto object = token_object(token);
  object["token"] = secret;
  return json::value(std::move(object));
}

OperationResult tokens_list(Core& core, const json::object&, const std::string&) {
  auto reader = core.readers.lend();
  if (!reader) return reader.error();
  const auto tokens = store::list_tokens(**reader, kTokensListed);
  if (!tokens) return tokens.error();
  json::array rows;
  for (const auto& token : *tokens) rows.push_back(token_object(token));
  return json::value{{"tokens", std::move(rows)}};
}

OperationResult tokens_revoke(Core& core, const json::object& arguments, const std::string& by) {
  const auto id = text_argument(arguments, "token");
  if (!id) return id.error();
  auto commit = core.sequencer->run([&](Transaction& transaction) -> Result<void> {
    const auto token = store::find_token_by_id(transaction.writer, *id);
    if (!token) return token.error();
    DISTANSKOLL_TRY(core.tombstones.append({ledger::TombstoneKind::kToken, *id, transaction.now}));
    DISTANSKOLL_TRY(store::revoke_token(transaction.writer, *id, transaction.now));
    auto appended =
        transaction.ledger.append(token_entry("token_revoked", *token, by, transaction.now));
    if (!appended) return appended.error();
    return {};
  });
  if (!commit) return commit.error();
  return json::value{{"revoked", *id}};
}

OperationResult accounts_put(Core& core, const json::object& arguments, const std::string& by) {
  auto accounts = read_accounts(arguments);
  if (!accounts) return accounts.error();
  const auto snapshot = core.registry->now();
  std::vector<agreements::RecordWrite> writes;
  for (Account& account : *accounts) {
    account.given_by = by;
    const Account* now = snapshot->accounts.find(account.id);
    if (now != nullptr && *now == account) continue;
    writes.push_back(agreements::write_of(*snapshot, std::move(account), by));
  }
  const std::size_t written = writes.size();
  if (written > 0) {
    auto commit = agreements::write_records(*core.sequencer, *core.registry, std::move(writes));
    if (!commit) return commit.error();
  }
  return json::value{{"accounts", accounts->size()}, {"written", written}};
}

OperationResult accounts_list(Core& core, const json::object&, const std::string&) {
  json::array rows;
  for (const auto& [id, kept] : core.registry->now()->accounts.all()) {
    auto object = json::parse(agreements::encode(kept->value)).as_object();
    json::array roles;
    for (const auto& grant : kept->value.grants) {
      const auto word = agreements::to_string(grant.role);
      roles.emplace_back(json::string_view(word.data(), word.size()));
    }
    object["roles"] = std::move(roles);
    rows.push_back(std::move(object));
  }
  return json::value{{"accounts", std::move(rows)}};
}

OperationResult accounts_remove(Core& core, const json::object& arguments, const std::string& by) {
  const auto id = text_argument(arguments, "account");
  if (!id) return id.error();
  const auto snapshot = core.registry->now();
  const Account* account = snapshot->accounts.find(*id);
  if (account == nullptr) {
    return Error{ErrorCode::kNotFound, fmt::format("there is no account {}", *id)};
  }
  auto commit = agreements::write_records(
      *core.sequencer, *core.registry,
      {agreements::removal_of(*snapshot, *account, by, optional_text(arguments, "reason"))});
  if (!commit) return commit.error();
  return json::value{{"removed", *id}};
}

}  // namespace distanskoll::server
