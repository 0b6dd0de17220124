// SPDX-License-Identifier: EUPL-1.2
#include "server/access/door.h"

#include "shared/compliance/local_day.h"
#include "shared/crypto/encoding.h"
#include "shared/crypto/hash.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace distanskoll::server::access {
namespace {

using agreements::Snapshot;

constexpr std::string_view kScheme = "Bearer ";
constexpr std::size_t kReasonBytes = 512;

/// What every request may say of itself, in its query or in headers.
struct Said {
  std::string role;
  std::optional<std::string> reason;
  std::string filter;  ///< the rest of the query, as sent
};

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

Result<Said> read_said(const net::Request& request) {
  Said said;
  std::string reason;
  const auto role = net::decode_segment(request.header("Distanskoll-Role"));
  if (!role) return role.error().with_prefix("Distanskoll-Role");
  said.role = *role;
  const auto why = net::decode_segment(request.header("Distanskoll-Reason"));
  if (!why) return why.error().with_prefix("Distanskoll-Reason");
  reason = *why;
  const auto pairs = net::parse_query(request.query);
  if (!pairs) return pairs.error();
  for (const auto& [name, value] : *pairs) {
    if (name == "role") said.role = value;
    if (name == "reason") reason = value;
  }
  for (std::string_view rest = request.query; !rest.empty();) {
    const std::string_view part = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    const std::string_view name = part.substr(0, part.find('='));
    if (name == "role" || name == "reason") continue;
    said.filter.append(said.filter.empty() ? "" : "&").append(part);
  }
  reason = trimmed(reason);
  if (reason.size() > kReasonBytes) {
    return Error{ErrorCode::kTooLarge, fmt::format("a reason has at most {} bytes", kReasonBytes)};
  }
  if (!reason.empty()) said.reason = std::move(reason);
  return said;
}

net::Response refusal(const Error& error) {
  if (error.code == ErrorCode::kUntrusted) {
    return std::move(
        net::problem(401, "token_needed", error.message).with("WWW-Authenticate", "Bearer"));
  }
  if (error.code == ErrorCode::kInvalidArgument) {
    return net::problem(400, "reason_needed", error.message);
  }
  return net::problem(error);
}

/// The scope that the token itself names, on top of its account's.
void narrow(const store::ApiToken& token, Who& who) {
  who.read_only = token.read_only;
  if (token.roles.empty()) return;
  std::vector<HeldRole> kept;
  for (const std::string& word : token.roles) {
    for (const HeldRole& role : who.roles) {
      if (role.word() == word) kept.push_back(role);
    }
  }
  who.roles = std::move(kept);
  who.in_order = true;
}

Result<Who> who_holds(const store::ApiToken& token, const Snapshot& snapshot, LocalDay today) {
  Who who;
  who.key = crypto::hex_encode(token.hash);
  who.ends = token.expires_at;
  if (token.account) {
    const agreements::Account* account = snapshot.accounts.find(*token.account);
    if (account == nullptr) {
      return Error{ErrorCode::kUntrusted, "the account of this token is no longer there"};
    }
    who.reader = account->id;
    who.name = account->name;
    who.employee = account->employee;
    who.roles = roles_on(snapshot, account->grants, account->employee, today);
  } else {
    who.reader = "token:" + token.id;
    who.name = token.name;
    who.provisions = token.roles == std::vector{std::string(kScimScope)};
    for (const std::string& word : token.roles) {
      HeldRole role;
      if (const auto parsed = agreements::parse_role(word)) {
        role.role = *parsed;
        who.roles.push_back(std::move(role));
      }
    }
  }
  narrow(token, who);
  return who;
}

}  // namespace

std::string Needs::word() const {
  return fmt::format("{} {}", act == Act::kRead ? "read" : "write", to_string(resource));
}

void Answering::naming(std::vector<std::string> persons, net::Response response) const {
  if (persons.empty()) return reply_(std::move(response));
  std::sort(persons.begin(), persons.end());
  persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
  store::AccessRow row;
  row.reader = visit_->caller.who().reader;
  row.name = visit_->caller.who().name;
  row.role = visit_->caller.acting().word();
  row.route = visit_->route;
  row.reason = visit_->reason;
  row.filter = visit_->filter;
  row.persons = std::move(persons);
  const auto taken =
      sequencer_->submit(std::make_unique<LogChange>(std::move(row), reply_, std::move(response)));
  if (!taken) reply_(not_logged(taken.error()));
}

Result<Who> Gatekeeper::who_of(const net::Request& request, const Snapshot& snapshot,
                               LocalDay today) const {
  const Error needed{ErrorCode::kUntrusted,
                     "sign in, or send a token: Authorization: Bearer (the file api-token, or "
                     "distanskoll-collector tokens create)"};
  const auto header = request.header("Authorization");
  if (header.empty()) {
    const auto session = sign_in_.session_of(request);
    if (!session) return session.error();
    if (!*session) return needed;
    return sign_in::who_is(**session, snapshot, today);
  }
  if (!header.starts_with(kScheme)) return needed;
  const auto hash = crypto::sha256(header.substr(kScheme.size()));
  auto reader = readers_.lend();
  if (!reader) return reader.error();
  const auto token = store::find_token(**reader, hash);
  if (!token && token.error().code != ErrorCode::kNotFound) return token.error();
  if (!token || token->revoked_at) return needed;
  if (token->expires_at && *token->expires_at < clock_.wall()) {
    return Error{ErrorCode::kUntrusted,
                 "this token has expired; distanskoll-collector tokens create makes another"};
  }
  return who_holds(*token, snapshot, today);
}

Result<Visit> Gatekeeper::judge(const net::Request& request, Needs needs,
                                const std::string& route) const {
  const auto [snapshot, today] = moment();
  const auto who = who_of(request, *snapshot, today);
  if (!who) return who.error();
  auto said = read_said(request);
  if (!said) return said.error();
  std::optional<std::string> person;
  if (needs.person) {
    auto id = net::decode_segment(request.arguments.at(*needs.person));
    if (!id) return id.error();
    person = std::move(*id);
  }
  auto caller = permit(snapshot, today, *who, said->role, needs.resource, needs.act, person);
  if (!caller) return caller.error();
  if (cell(needs.resource, caller->role()).reason && !said->reason) {
    return Error{ErrorCode::kInvalidArgument,
                 "say why, with reason= or the header Distanskoll-Reason; the person will read it"};
  }
  return Visit{std::move(*caller), route, std::move(said->reason), std::move(said->filter)};
}

std::pair<std::shared_ptr<const Snapshot>, LocalDay> Gatekeeper::moment() const {
  return {registry_.now(), compliance::local_day(clock_.wall())};
}

net::Demand<Visit> Gatekeeper::demand(Needs needs, std::string route) const {
  return {needs.word(),
          [this, needs, route = std::move(route)](const net::Request& request) -> Result<Visit> {
            return judge(request, needs, route);
          },
          refusal};
}

net::Demand<Who> Gatekeeper::known() const {
  return {"session",
          [this](const net::Request& request) -> Result<Who> {
            const auto [snapshot, today] = moment();
            return who_of(request, *snapshot, today);
          },
          [](const Error& error) {
            if (error.code != ErrorCode::kUntrusted) return net::problem(error);
            return net::problem(401, "no_session", error.message);
          }};
}

Door& Door::on(net::Method method, std::string path, Needs needs, Handler handler,
               std::size_t most_body) {
  auto route = fmt::format("{} {}", net::to_string(method), path);
  router_.on<Visit>(
      method, std::move(path), gatekeeper_.demand(needs, std::move(route)),
      [&sequencer = gatekeeper_.sequencer(), handler = std::move(handler)](
          net::Request& request, const Visit& permitted, net::Reply reply) {
        const auto visit = std::make_shared<const Visit>(permitted);
        request.query = permitted.filter;  // lives as long as the request is being answered
        handler(request, visit->caller, Answering(sequencer, visit, std::move(reply)));
      },
      most_body);
  return *this;
}

}  // namespace distanskoll::server::access
