// SPDX-License-Identifier: EUPL-1.2
#include "server/command_words.h"
#include "shared/files.h"

#include <boost/json.hpp>

namespace distanskoll::server {
namespace {

namespace json = boost::json;
constexpr std::size_t kAccountsBytes = 16 * 1024 * 1024;

json::object token_arguments(const Words& words) {
  json::object arguments{{"name", words.token.name}, {"days", words.token.days}};
  if (!words.token.account.empty()) arguments["account"] = words.token.account;
  json::array roles;
  for (const auto& role : words.token.roles) roles.emplace_back(role);
  arguments["roles"] = std::move(roles);
  arguments["read_only"] = words.token.read_only;
  return arguments;
}

/// [{"id":…,"name":…,"grants":[…]}…] or one such object; the operation reads each strictly.
Result<json::object> read_accounts(const std::string& file) {
  const auto text = read_file(file, kAccountsBytes);
  if (!text) return text.error();
  boost::system::error_code problem;
  json::value value = json::parse(*text, problem);
  if (problem) {
    return Error{ErrorCode::kInvalidArgument, file + " is not JSON: " + problem.message()};
  }
  if (value.is_object()) value = json::array{std::move(value)};
  return json::object{{"accounts", std::move(value)}};
}

void add_tokens(CLI::App& app, Words& words, Runs& runs) {
  auto* tokens = app.add_subcommand("tokens", "of programs and people that ask the API");
  tokens->require_subcommand(1);
  auto* create = tokens->add_subcommand("create", "with a scope and an end; shown once");
  create->add_option("NAME", words.token.name, "what it is for")->required();
  create->add_option("--account", words.token.account, "acts as this person");
  create->add_option("--role", words.token.roles,
                     "may do what this role may; with --account only these of its roles; "
                     "scim alone: keeps the directory over SCIM");
  create->add_option("--days", words.token.days, "how long it is valid");
  create->add_flag("--read-only", words.token.read_only, "may change nothing");
  runs.emplace_back(create, operation("tokens.create", token_arguments));
  auto* list = tokens->add_subcommand("list", "all, without their secrets");
  runs.emplace_back(list, operation("tokens.list", [](const Words&) { return json::object(); }));
  auto* revoke = tokens->add_subcommand("revoke", "nobody can use it any more");
  revoke->add_option("TOKEN", words.id, "its ID")->required();
  runs.emplace_back(revoke, operation("tokens.revoke", [](const Words& w) {
                      return json::object{{"token", w.id}};
                    }));
}

void add_accounts(CLI::App& app, Words& words, Runs& runs) {
  auto* accounts = app.add_subcommand("accounts", "who may sign in, and the roles they are given");
  accounts->require_subcommand(1);
  auto* put = accounts->add_subcommand("put", "add or change those in a JSON file");
  put->add_option("FILE", words.file)->required();
  runs.emplace_back(put, [](const Invocation& invocation, const Words& w) {
    const auto arguments = read_accounts(w.file);
    if (!arguments) return invocation.fail(arguments.error());
    return command_operation(invocation, "accounts.put", *arguments);
  });
  auto* list = accounts->add_subcommand("list", "all");
  runs.emplace_back(list, operation("accounts.list", [](const Words&) { return json::object(); }));
  auto* remove = accounts->add_subcommand("remove", "and with it its roles; its tokens end");
  remove->add_option("ACCOUNT", words.id)->required();
  remove->add_option("--reason", words.reason, "why");
  runs.emplace_back(remove, operation("accounts.remove", [](const Words& w) {
                      return json::object{{"account", w.id}, {"reason", w.reason}};
                    }));
}

}  // namespace

void add_access(CLI::App& app, Words& words, Runs& runs) {
  auto* link = app.add_subcommand("setup-link", "a link that signs in an administrator, once");
  runs.emplace_back(link, operation("setup-link", [](const Words&) { return json::object(); }));
  add_tokens(app, words, runs);
  add_accounts(app, words, runs);
}

}  // namespace distanskoll::server
