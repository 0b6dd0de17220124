// SPDX-License-Identifier: EUPL-1.2
#include "server/api/sign_in.h"

#include "server/api/answers.h"
#include "server/api/values.h"
#include "shared/json_tree.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {
namespace {

namespace json = boost::json;
using access::HeldRole;
using access::Who;
using net::Nobody;
using net::Reply;
using net::Request;
using net::Response;

constexpr std::size_t kChoiceBytes = 1024;

/// As configured, else what the only unit without a unit above it is called.
std::string organisation(const SignInParts& parts, const agreements::Snapshot& snapshot) {
  if (parts.organisation) return *parts.organisation;
  const agreements::Unit* top = nullptr;
  for (const auto& [code, unit] : snapshot.units.all()) {
    if (unit->value.parent) continue;
    if (top != nullptr) return {};
    top = &unit->value;
  }
  return top == nullptr ? std::string() : top->name;
}

json::array words(const std::vector<HeldRole>& roles) {
  json::array listed;
  for (const HeldRole& role : roles) listed.emplace_back(json_text(role.word()));
  return listed;
}

Response session_answer(const SignInParts& parts, const agreements::Snapshot& snapshot,
                        const Who& who) {
  return json_answer(
      {{"name", who.name},
       {"employee", who.employee ? json::value(*who.employee) : json::value(nullptr)},
       {"roles", words(who.roles)},
       {"organisation", organisation(parts, snapshot)},
       {"demonstration", parts.demonstration.has_value()},
       {"method", who.method},
       {"ends", who.ends ? json::value(format_time(*who.ends)) : json::value(nullptr)}});
}

Response get_ways(const SignInParts& parts) {
  const auto [snapshot, today] = parts.gatekeeper.moment();
  json::array ways;
  for (const SignInWay& way : parts.ways) {
    ways.push_back({{"method", json_text(to_string(way.method))},
                    {"name", way.name ? json::value(*way.name) : json::value(nullptr)},
                    {"address", way.address}});
  }
  json::array persons;
  if (parts.demonstration) {
    for (const auto& person : parts.demonstration->persons(*snapshot, today)) {
      persons.push_back({{"id", person.id}, {"name", person.name}, {"roles", words(person.roles)}});
    }
  }
  return json_answer({{"organisation", organisation(parts, *snapshot)},
                      {"demonstration", parts.demonstration.has_value()},
                      {"ways", std::move(ways)},
                      {"persons", std::move(persons)}});
}

/// {NAME: text} and nothing else.
Result<std::string> read_one(std::string_view body, std::string_view name) {
  JsonTree tree;
  DISTANSKOLL_TRY(tree.parse(body));
  JsonObject choice(tree.root());
  std::string one(choice.required(name).id());
  choice.finish();
  DISTANSKOLL_TRY(tree.outcome());
  return one;
}

/// The session of who was verified, with its cookie.
Response signed_in(const SignInParts& parts, const Request& request,
                   access::sign_in::Verified person) {
  const auto [snapshot, today] = parts.gatekeeper.moment();
  Response cookie;
  const auto session = parts.sign_in.open(std::move(person), request, cookie);
  const auto who = access::sign_in::who_is(session, *snapshot, today);
  if (!who) return net::problem(who.error());
  Response answer = session_answer(parts, *snapshot, *who);
  answer.headers = std::move(cookie.headers);
  return answer;
}

/// Signs in by what our own page sends: {NAME: text}, which `verify` turns into somebody.
template <class Verify>
Response sign_in_by(const SignInParts& parts, const Request& request,
                    access::sign_in::Method method, std::string_view name, Verify verify) {
  if (const auto own = access::sign_in::from_own_page(request); !own) {
    return net::problem(own.error());
  }
  if (const auto may = parts.sign_in.may_try(request); !may) return net::problem(may.error());
  const auto sent = read_one(request.body, name);
  if (!sent) return net::problem(sent.error());
  auto person = verify(*sent);
  if (!person) {
    parts.sign_in.refused(method, request, person.error().message);
    return net::problem(person.error());
  }
  return signed_in(parts, request, std::move(*person));
}

/// 404 unless this is a demonstration, as if the address did not exist.
Response choose_person(const SignInParts& parts, const Request& request) {
  if (!parts.demonstration) {
    return net::problem(404, "not_found", "there is nothing at this address");
  }
  return sign_in_by(parts, request, access::sign_in::Method::kDemonstration, "person",
                    [&](const std::string& id) {
                      const auto [snapshot, today] = parts.gatekeeper.moment();
                      return parts.demonstration->choose(*snapshot, today, id);
                    });
}

Response end_session(const SignInParts& parts, const Request& request, const Who& who) {
  if (who.method == "token") {
    return net::problem(409, "no_session", "a token does not sign out; it is revoked");
  }
  Response answer;
  answer.status = 204;
  parts.sign_in.end(request, answer);
  return answer;
}

}  // namespace

void add_sign_in_routes(net::Router& router, const SignInParts& parts) {
  router.on<Nobody>(
      net::Method::kGet, "/api/v1/sign-in", net::nobody(),
      [parts](Request&, const Nobody&, const Reply& reply) { reply(get_ways(parts)); });
  router.on<Nobody>(
      net::Method::kPost, "/api/v1/sign-in/demonstration", net::nobody(),
      [parts](Request& request, const Nobody&, const Reply& reply) {
        reply(choose_person(parts, request));
      },
      kChoiceBytes);
  router.on<Nobody>(
      net::Method::kPost, "/api/v1/sign-in/setup", net::nobody(),
      [parts](Request& request, const Nobody&, const Reply& reply) {
        reply(sign_in_by(parts, request, access::sign_in::Method::kLocal, "secret",
                         parts.use_setup_link));
      },
      kChoiceBytes);
  router.on<Who>(net::Method::kGet, "/api/v1/session", parts.gatekeeper.known(),
                 [parts](Request&, const Who& who, const Reply& reply) {
                   reply(session_answer(parts, *parts.gatekeeper.moment().first, who));
                 });
  router.on<Who>(net::Method::kPost, "/api/v1/session/end", parts.gatekeeper.known(),
                 [parts](Request& request, const Who& who, const Reply& reply) {
                   reply(end_session(parts, request, who));
                 });
}

}  // namespace distanskoll::server::api
