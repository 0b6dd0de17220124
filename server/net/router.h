// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which handler answers a request, and what it demands of its caller. A Demand<Identity> is the
// only way to state it and `on` has no form without one, so a route that forgot its demand does not
// compile, and a handler for a device cannot be put behind another demand. The demand is judged on
// the head alone, before a byte of the body is read, and again for every request of a connection.
//
//   router.on(Method::kPost, "/v1/reports", device(admission), post_reports,
//   limits::kReportsBodyBytes);
//
// Two routes may share method and path with different demands: the first that is met answers; if
// none is, the last one's refusal is sent. Filled before the listener starts, then read-only and
// thread-safe; handlers run on network threads and must not wait.

#include "server/net/message.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::server::net {

/// "GET" …; empty for what this server does not know.
[[nodiscard]] std::string_view to_string(Method method);

/// Turns a request's head into the identity that its handler receives, or says why not. `refuse`
/// makes the answer of an error; `name` is what documents call this demand.
template <class Identity>
struct Demand {
  std::string name;
  std::function<Result<Identity>(const Request&)> judge;
  std::function<Response(const Error&)> refuse = [](const Error& error) { return problem(error); };
};

/// The identity of a route that demands nothing.
struct Nobody {};
[[nodiscard]] inline Demand<Nobody> nobody() {
  return {"nobody", [](const Request&) -> Result<Nobody> { return Nobody{}; }};
}

/// A handler with the identity already in its hand.
using Action = std::function<void(Request&, Reply)>;

/// A route's answer to a head: go on with the body, or this response.
struct Admitted {
  Action action;
  std::size_t most_body = 0;
};
using Judgement = boost::system::result<Admitted, Response>;

class Router {
 public:
  template <class Identity>
  using Handler = std::function<void(Request&, const Identity&, Reply)>;

  /// `path` is literal but for whole segments "{}". GET routes answer HEAD too.
  template <class Identity>
  Router& on(Method method, std::string path, Demand<Identity> demand, Handler<Identity> handler,
             std::size_t most_body = 0) {
    auto name = demand.name;
    auto shared = std::make_shared<Handler<Identity>>(std::move(handler));
    add({method, std::move(path), std::move(name), most_body,
         [demand = std::move(demand), shared](const Request& request) -> Judged {
           auto identity = demand.judge(request);
           if (!identity) return demand.refuse(identity.error());
           return Action([shared, identity = std::move(*identity)](Request& whole, Reply reply) {
             (*shared)(whole, identity, std::move(reply));
           });
         }});
    return *this;
  }

  /// What answers an address that no route has, instead of the 404; once. It takes no body.
  Router& otherwise(Demand<Nobody> demand, Handler<Nobody> handler);

  /// 404, 405 with Allow, a demand's refusal, or the handler. Sets request.arguments.
  [[nodiscard]] Judgement judge(Request& request) const;

  /// For the test that compares routes with openapi.yaml.
  struct Listed {
    Method method;
    std::string path;
    std::string demand;
  };
  [[nodiscard]] std::vector<Listed> list() const;

 private:
  using Judged = boost::system::result<Action, Response>;
  struct Route {
    Method method;
    std::string path;
    std::string demand;
    std::size_t most_body;
    std::function<Judged(const Request&)> judge;
  };
  void add(Route route) { routes_.push_back(std::move(route)); }
  std::vector<Route> routes_;
  std::function<Judged(const Request&)> otherwise_;
};

}  // namespace distanskoll::server::net

namespace boost::system {
/// A Response in a result's place is an answer to be sent, never thrown.
[[noreturn]] void throw_exception_from_error(const distanskoll::server::net::Response& response,
                                             const boost::source_location& at);
}  // namespace boost::system
