// SPDX-License-Identifier: EUPL-1.2
#include "server/net/router.h"

#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

namespace distanskoll::server::net {
namespace {

/// Cuts the first segment ("/name") off `path`.
std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool matches(std::string_view pattern, std::string_view path,
             std::vector<std::string_view>& arguments) {
  arguments.clear();
  if (pattern == path) return true;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = next_segment(pattern);
    const auto given = next_segment(path);
    if (wanted == "{}" && !given.empty()) {
      arguments.push_back(given);
    } else if (wanted != given) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::kGet:
      return "GET";
    case Method::kHead:
      return "HEAD";
    case Method::kPost:
      return "POST";
    case Method::kPut:
      return "PUT";
    case Method::kPatch:
      return "PATCH";
    case Method::kDelete:
      return "DELETE";
    case Method::kOther:
      return "";
  }
  return "";
}

Router& Router::otherwise(Demand<Nobody> demand, Handler<Nobody> handler) {
  otherwise_ = [demand = std::move(demand), shared = std::make_shared<Handler<Nobody>>(std::move(
                                                handler))](const Request& request) -> Judged {
    auto identity = demand.judge(request);
    if (!identity) return demand.refuse(identity.error());
    return Action(
        [shared](Request& whole, Reply reply) { (*shared)(whole, {}, std::move(reply)); });
  };
  return *this;
}

Judgement Router::judge(Request& request) const {
  const Method method = request.method == Method::kHead ? Method::kGet : request.method;
  std::string allowed;
  std::optional<Response> refusal;
  for (const auto& route : routes_) {
    if (!matches(route.path, request.path, request.arguments)) continue;
    if (route.method != method) {
      if (!allowed.empty()) allowed += ", ";
      allowed += to_string(route.method);
      continue;
    }
    auto judged = route.judge(request);
    if (judged) return Admitted{std::move(*judged), route.most_body};
    refusal = judged.error();
  }
  if (refusal) return std::move(*refusal);
  if (allowed.empty() && otherwise_) {
    request.arguments.clear();
    auto judged = otherwise_(request);
    if (!judged) return judged.error();
    return Admitted{std::move(*judged), 0};
  }
  if (allowed.empty()) return problem(404, "not_found", "there is nothing at this address");
  return problem(405, "method_not_allowed", "this address does not take that method")
      .with("Allow", std::move(allowed));
}

std::vector<Router::Listed> Router::list() const {
  std::vector<Listed> listed;
  for (const auto& route : routes_) listed.push_back({route.method, route.path, route.demand});
  return listed;
}

}  // namespace distanskoll::server::net

namespace boost::system {
void throw_exception_from_error(const distanskoll::server::net::Response&,
                                const boost::source_location&) {
  std::abort();
}
}  // namespace boost::system
