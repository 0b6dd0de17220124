// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The one place that every request of the people's API passes: who asks (a token in Authorization,
// or the session of a signed-in browser: sign_in/), in which role (`role=` or the header
// Distanskoll-Role), why (`reason=` or Distanskoll-Reason), and whether the role table permits it.
// A route states its Needs and gets a Caller; it cannot answer but through its Answering, which
// writes the access row before an answer that names persons leaves.
//
//   door.on(Method::kGet, "/api/v1/agreements", needs(Resource::kAgreements, Act::kRead),
//           [parts](net::Request& request, const Caller& caller, const Answering& answering) {…});
//
// `role` and `reason` are taken out of request.query before the handler sees it. Refusals: 401
// without token or session, 403 when no role permits, 404 for a person whom no role shows, 400
// reason_needed. Thread-safe; handlers run on network threads and must not wait.

#include "server/access/caller.h"
#include "server/access/log.h"
#include "server/access/sign_in/sign_in.h"
#include "server/net/router.h"
#include "server/store/tokens.h"
#include "shared/clock.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace distanskoll::server::access {

/// What a route demands.
struct Needs {
  Resource resource;
  Act act;
  std::optional<std::size_t> person;  ///< which argument of the path is an employee's id

  /// "read days", "write agreements": the demand's name in documents and tests.
  [[nodiscard]] std::string word() const;
};
[[nodiscard]] constexpr Needs needs(Resource resource, Act act) {
  return {resource, act, std::nullopt};
}
/// The route's path has the id of the employee whom it is about as its argument number `argument`;
/// who may not see that person gets 404 before the handler runs.
[[nodiscard]] constexpr Needs needs_person(Resource resource, Act act, std::size_t argument = 0) {
  return {resource, act, argument};
}

/// A permitted request: the caller and what its access row says.
struct Visit {
  Caller caller;
  std::string route;  ///< "GET /api/v1/employees/{}/days"
  std::optional<std::string> reason;
  std::string filter;  ///< the query without role and reason
};

/// Takes a handler's answer, once. Copies share it.
class Answering {
 public:
  Answering(ledger::Sequencer& sequencer, std::shared_ptr<const Visit> visit, net::Reply reply)
      : sequencer_(&sequencer), visit_(std::move(visit)), reply_(std::move(reply)) {}

  /// An answer that names these persons (employee ids): after their access row is durable, or 503.
  void naming(std::vector<std::string> persons, net::Response response) const;
  /// An answer that names nobody: at once.
  void unnamed(net::Response response) const { reply_(std::move(response)); }
  void refuse(const Error& error) const { reply_(net::problem(error)); }

 private:
  ledger::Sequencer* sequencer_;
  std::shared_ptr<const Visit> visit_;
  net::Reply reply_;
};

/// Tells who sends a request; kUntrusted when nobody is known.
class Gatekeeper {
 public:
  Gatekeeper(store::ReaderPool& readers, const agreements::Registry& registry,
             ledger::Sequencer& sequencer, const Clock& clock, sign_in::SignIn& sign_in)
      : readers_(readers),
        registry_(registry),
        sequencer_(sequencer),
        clock_(clock),
        sign_in_(sign_in) {}

  [[nodiscard]] net::Demand<Visit> demand(Needs needs, std::string route) const;
  [[nodiscard]] ledger::Sequencer& sequencer() const { return sequencer_; }
  /// Whoever is known, in whatever role; 401 no_session for all others.
  [[nodiscard]] net::Demand<Who> known() const;
  /// The registers and the day that a request is answered from.
  [[nodiscard]] std::pair<std::shared_ptr<const agreements::Snapshot>, LocalDay> moment() const;
  /// Who holds that token or session now; kUntrusted. kPermissionDenied when a browser with a
  /// session asks for another site's page.
  [[nodiscard]] Result<Who> who_of(const net::Request& request,
                                   const agreements::Snapshot& snapshot, LocalDay today) const;

 private:
  [[nodiscard]] Result<Visit> judge(const net::Request& request, Needs needs,
                                    const std::string& route) const;

  store::ReaderPool& readers_;
  const agreements::Registry& registry_;
  ledger::Sequencer& sequencer_;
  const Clock& clock_;
  sign_in::SignIn& sign_in_;
};

/// Routes behind the gatekeeper.
class Door {
 public:
  using Handler = std::function<void(net::Request&, const Caller&, const Answering&)>;
  Door(net::Router& router, const Gatekeeper& gatekeeper)
      : router_(router), gatekeeper_(gatekeeper) {}

  Door& on(net::Method method, std::string path, Needs needs, Handler handler,
           std::size_t most_body = 0);

 private:
  net::Router& router_;
  const Gatekeeper& gatekeeper_;
};

}  // namespace distanskoll::server::access
