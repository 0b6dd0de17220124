// SPDX-License-Identifier: EUPL-1.2
#include "server/access/sign_in/oidc/routes.h"

#include "shared/text.h"

#include <spdlog/spdlog.h>

namespace distanskoll::server::access::sign_in::oidc {
namespace {

using net::Nobody;
using net::Request;
using net::Response;

Response redirect(std::string address) {
  Response response;
  response.status = 303;
  response.with("Location", std::move(address));
  return response;
}

Response fault_page(Fault fault, const std::string& back) {
  return redirect(fmt::format("/logga-in?fel={}&till={}", to_string(fault), form_encoded(back)));
}

Fault fault_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUnavailable:
    case ErrorCode::kTimedOut:
    case ErrorCode::kIo:
    case ErrorCode::kNoSpace:
      return Fault::kOutage;
    case ErrorCode::kPermissionDenied:
      return Fault::kRefused;
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kMalformed:
    case ErrorCode::kNotFound:
    case ErrorCode::kConflict:
    case ErrorCode::kUntrusted:
    case ErrorCode::kRevoked:
    case ErrorCode::kUnsupported:
    case ErrorCode::kTooLarge:
    case ErrorCode::kCorrupt:
    case ErrorCode::kInternal:
      return Fault::kUntrusted;
  }
  return Fault::kUntrusted;
}

/// A parameter of the query that is there once; empty otherwise.
std::string parameter_of(const net::Query& query, std::string_view name) {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

Response begin(const Parts& parts, const std::string& back) {
  const Flow flow = begin_flow(back);
  auto address = parts.provider->address_for(flow);
  if (!address) {
    spdlog::warn("sign-in by oidc cannot begin: {}", address.error().message);
    return fault_page(fault_of(address.error().code), back);
  }
  Response response = redirect(std::move(*address));
  // Lax: the provider sends the browser back to us from another site.
  response.with("Set-Cookie", write_cookie(parts.sign_in.cookies(), kFlowCookie,
                                           parts.flows->seal(flow), SameSite::kLax, kFlowLife));
  return response;
}

/// What came back, before the provider is asked about it.
struct Return {
  std::string code;
  Flow flow;
};

class Callback {
 public:
  Callback(const Parts& parts, const Request& request) : parts_(parts), request_(request) {}

  /// The code and its flow; or the page that says why not.
  [[nodiscard]] boost::system::result<Return, Response> read() const {
    if (!parts_.sign_in.may_try(request_)) return without_flow(fault_page(Fault::kOften, "/"));
    const auto query = net::parse_query(request_.query);
    if (!query) return refused(Fault::kUntrusted, "/", query.error().message);
    const auto cookie = read_cookie(request_, cookie_name(parts_.sign_in.cookies(), kFlowCookie));
    auto flow = parts_.flows->take(cookie.value_or(""), parameter_of(*query, "state"));
    if (!flow) return refused(Fault::kExpired, "/", flow.error().message);
    const auto issuer = parameter_of(*query, "iss");  // RFC 9207
    if (!issuer.empty() && issuer != parts_.provider->settings().issuer.text()) {
      return refused(Fault::kUntrusted, flow->back, "the answer is another issuer's");
    }
    const auto error = parameter_of(*query, "error");
    if (!error.empty()) {
      return refused(Fault::kRefused, flow->back,
                     "the provider says " + (is_token(error) ? error : "something unreadable"));
    }
    Return came{parameter_of(*query, "code"), std::move(*flow)};
    if (came.code.empty()) return refused(Fault::kUntrusted, came.flow.back, "without a code");
    return came;
  }

  [[nodiscard]] Response finish(const Return& came) const {
    const std::string& back = came.flow.back;
    const auto claims = parts_.provider->redeem(came.code, came.flow);
    if (!claims) return refused(fault_of(claims.error().code), back, claims.error().message);
    const auto [snapshot, today] = parts_.gatekeeper.moment();
    auto person = verified_by_login(*snapshot, today, Method::kOidc, claims->login);
    if (!person) return refused(Fault::kUnmapped, back, person.error().message);
    person->roles = claims->roles;
    const auto who = who_is({*person, {}, {}}, *snapshot, today);
    if (!who || who->roles.empty()) {
      return refused(Fault::kNoRole, back, person->person() + " has no role today");
    }
    Response response = without_flow(redirect(back));
    static_cast<void>(parts_.sign_in.open(std::move(*person), request_, response));
    return response;
  }

  [[nodiscard]] Response stopping(const Return& came) const {
    return without_flow(fault_page(Fault::kOutage, came.flow.back));
  }

 private:
  [[nodiscard]] Response without_flow(Response response) const {
    response.with("Set-Cookie", write_cookie(parts_.sign_in.cookies(), kFlowCookie, "",
                                             SameSite::kLax, std::chrono::seconds(0)));
    return response;
  }
  [[nodiscard]] Response refused(Fault fault, const std::string& back, std::string_view why) const {
    // That the provider is out of order is nobody's attempt.
    if (fault == Fault::kOutage) {
      spdlog::warn("sign-in by oidc: {}", why);
    } else {
      parts_.sign_in.refused(Method::kOidc, request_, why);
    }
    return without_flow(fault_page(fault, back));
  }

  const Parts& parts_;
  const Request& request_;
};

void start(const Parts& parts, Request& request, const net::Reply& reply) {
  const auto query = net::parse_query(request.query);
  const std::string back = safe_back(query ? parameter_of(*query, "till") : std::string());
  const bool taken = parts.later([parts, back, reply](bool stopping) {
    reply(stopping ? fault_page(Fault::kOutage, back) : begin(parts, back));
  });
  if (!taken) reply(fault_page(Fault::kOutage, back));
}

void come_back(const Parts& parts, Request& request, const net::Reply& reply) {
  auto came = Callback(parts, request).read();
  if (!came) return reply(came.error());
  // The request stays where it is until it is answered (server/net/message.h).
  const auto kept = std::make_shared<const Return>(std::move(*came));
  const bool taken = parts.later([parts, kept, &request, reply](bool stopping) {
    const Callback callback(parts, request);
    reply(stopping ? callback.stopping(*kept) : callback.finish(*kept));
  });
  if (!taken) reply(Callback(parts, request).stopping(*kept));
}

}  // namespace

std::string_view to_string(Fault fault) {
  switch (fault) {
    case Fault::kUnmapped:
      return "unmapped";
    case Fault::kNoRole:
      return "no_role";
    case Fault::kOutage:
      return "outage";
    case Fault::kExpired:
      return "expired";
    case Fault::kRefused:
      return "refused";
    case Fault::kUntrusted:
      return "untrusted";
    case Fault::kOften:
      return "often";
  }
  return "";
}

void add_oidc_routes(net::Router& router, const Parts& parts) {
  router.on<Nobody>(net::Method::kGet, std::string(kStartPath), net::nobody(),
                    [parts](Request& request, const Nobody&, const net::Reply& reply) {
                      start(parts, request, reply);
                    });
  router.on<Nobody>(net::Method::kGet, std::string(kCallbackPath), net::nobody(),
                    [parts](Request& request, const Nobody&, const net::Reply& reply) {
                      come_back(parts, request, reply);
                    });
}

}  // namespace distanskoll::server::access::sign_in::oidc
