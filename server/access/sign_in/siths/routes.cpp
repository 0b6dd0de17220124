// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/siths/routes.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

namespace distanskoll::server::access::sign_in::siths {
namespace {

using net::Nobody;
using net::Reply;
using net::Request;
using net::Response;

constexpr std::string_view kCookie = "distanskoll-siths";

Response redirect(std::string address) {
  Response response;
  response.status = 303;
  response.with("Location", std::move(address));
  return response;
}

/// Where the sign-in page says what was wrong (`sign_in.fault.…` in its texts).
Response fault_page(const Parts& parts, std::string_view fault, const std::string& back) {
  return redirect(
      fmt::format("{}/logga-in?fel={}&till={}", parts.pages, fault, oidc::form_encoded(back)));
}

/// A parameter of the query that is there once; empty otherwise.
std::string parameter_of(const Request& request, std::string_view name) {
  const auto query = net::parse_query(request.query);
  if (!query) return {};
  for (const auto& [key, value] : *query) {
    if (key == name) return value;
  }
  return {};
}

/// What FlowKeeper and Codes make: base64url, so that nothing else gets into an address.
bool is_secret(std::string_view text) {
  constexpr std::size_t kMost = 128;
  return !text.empty() && text.size() <= kMost &&
         text.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
             std::string_view::npos;
}

Response begin(const Parts& parts, const Request& request) {
  const auto flow = oidc::begin_flow(oidc::safe_back(parameter_of(request, "till")));
  Response response = redirect(parts.address + "/siths?state=" + flow.state);
  // Lax: the host name of cards may be another site.
  response.with("Set-Cookie",
                write_cookie(parts.sign_in.cookies(), kCookie, parts.flows->seal(flow),
                             SameSite::kLax, oidc::kFlowLife));
  return response;
}

CardVerdict judge(const Parts& parts, const Request& request) {
  if (!request.peer) return CardRefusal{CardFault::kNoCard, "no certificate was shown"};
  return judge_card(request.peer->certificate, request.peer->intermediates, *parts.rules,
                    parts.revocations->lists(), parts.sign_in.clock().wall());
}

/// A browser keeps the card of an open connection: the next attempt begins with a handshake.
Response last_of_connection(Response response) {
  response.close = true;
  return response;
}

Response refused(const Parts& parts, const Request& request, const CardRefusal& refusal) {
  parts.sign_in.refused(Method::kSiths, request,
                        fmt::format("{}: {}", to_string(refusal.fault), refusal.why));
  return fault_page(parts, to_string(refusal.fault), "/");
}

Response judged(const Parts& parts, const Request& request, const std::string& state) {
  const auto verdict = judge(parts, request);
  if (const auto* refusal = std::get_if<CardRefusal>(&verdict)) {
    return refused(parts, request, *refusal);
  }
  const auto [snapshot, today] = parts.gatekeeper.moment();
  auto person =
      verified_by_login(*snapshot, today, Method::kSiths, std::get<CardHolder>(verdict).hsa_id);
  if (!person) {
    return refused(parts, request, {CardFault::kUnknown, "nobody here has the card's HSA-id"});
  }
  return redirect(fmt::format("{}{}?code={}&state={}", parts.pages, kDonePath,
                              parts.codes->issue(std::move(*person), state), state));
}

/// At the host name of cards. Whoever came without having begun begins now.
Response show_card(const Parts& parts, const Request& request) {
  const auto state = parameter_of(request, "state");
  if (!is_secret(state)) return redirect(parts.pages + std::string(kStartPath));
  if (!parts.sign_in.may_try(request)) return fault_page(parts, "often", "/");
  return last_of_connection(judged(parts, request, state));
}

Response finish(const Parts& parts, const Request& request) {
  const auto state = parameter_of(request, "state");
  const auto cookie = read_cookie(request, cookie_name(parts.sign_in.cookies(), kCookie));
  const auto flow = parts.flows->take(cookie.value_or(""), state);
  auto person = parts.codes->redeem(parameter_of(request, "code"), state);
  if (!flow || !person) {
    parts.sign_in.refused(Method::kSiths, request, (flow ? person.error() : flow.error()).message);
    return fault_page(parts, "expired", flow ? flow->back : "/");
  }
  const auto [snapshot, today] = parts.gatekeeper.moment();
  const auto who = who_is({*person, {}, {}}, *snapshot, today);
  if (!who || who->roles.empty()) {
    parts.sign_in.refused(Method::kSiths, request, person->person() + " has no role today");
    return fault_page(parts, "no_role", flow->back);
  }
  Response response = redirect(flow->back);
  static_cast<void>(parts.sign_in.open(std::move(*person), request, response));
  return response;
}

Response done(const Parts& parts, const Request& request) {
  if (!parts.sign_in.may_try(request)) return fault_page(parts, "often", "/");
  Response response = finish(parts, request);
  response.with("Set-Cookie", write_cookie(parts.sign_in.cookies(), kCookie, "", SameSite::kLax,
                                           std::chrono::seconds(0)));
  return response;
}

void get(net::Router& router, std::string_view path, const Parts& parts,
         Response (*answer)(const Parts&, const Request&)) {
  router.on<Nobody>(net::Method::kGet, std::string(path), net::nobody(),
                    [parts, answer](Request& request, const Nobody&, const Reply& reply) {
                      reply(answer(parts, request));
                    });
}

}  // namespace

void add_people_routes(net::Router& people, const Parts& parts) {
  get(people, kStartPath, parts, begin);
  get(people, kDonePath, parts, done);
}

void add_card_routes(net::Router& cards, const Parts& parts) {
  get(cards, "/siths", parts, show_card);
}

}  // namespace distanskoll::server::access::sign_in::siths
