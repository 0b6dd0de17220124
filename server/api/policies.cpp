// SPDX-License-Identifier: EUPL-1.2
#include "server/store/policies.h"

#include "server/api/policy_view.h"
#include "server/api/resources.h"

#include <boost/json.hpp>

namespace distanskoll::server::api {

namespace json = boost::json;

Result<json::object> view_policies(store::ReaderPool& readers,
                                   const admission::Admission& admission) {
  auto reader = readers.lend();
  if (!reader) return reader.error();
  auto policies = store::list_policies(**reader);
  if (!policies) return policies.error();
  const auto in_force = admission.in_force();
  json::array rows;
  for (const auto& policy : *policies) {
    rows.push_back(
        json::object{{"id", policy.id},
                     {"version", policy.version},
                     {"sha256", policy.sha256_hex},
                     {"in_force_from", format_time(policy.in_force_from)},
                     {"in_force", in_force && in_force->sha256_hex == policy.sha256_hex}});
  }
  return json::object{{"policies", std::move(rows)}};
}

net::Response get_policies(const ApiParts& parts, const net::Request& request,
                           const access::Caller& /*caller*/) {
  if (!request.query.empty()) {
    return net::problem(400, "malformed", "this address takes no parameters");
  }
  const auto list = view_policies(parts.readers, parts.admission);
  if (!list) return net::problem(list.error());
  net::Response response;
  response.body = json::serialize(*list);
  return response;
}

net::Response get_policy_file(const ApiParts& parts, const net::Request& request) {
  const std::string sha256(request.arguments.front());
  net::Response response;
  response.content_type = "application/yaml";
  const auto in_force = parts.admission.in_force();
  if (in_force && in_force->sha256_hex == sha256) {
    response.body = in_force->yaml;
    return response;
  }
  auto reader = parts.readers.lend();
  if (!reader) return net::problem(reader.error());
  auto policy = store::find_policy(**reader, sha256);
  if (!policy) return net::problem(policy.error());
  response.body = std::move(policy->yaml);
  return response;
}

net::Response get_checkpoint(const ApiParts& parts) {
  net::Response response;
  response.content_type = "text/plain; charset=utf-8";
  response.body = parts.checkpoint.get();
  if (!response.body.empty()) return response;
  return std::move(net::problem(503, "unavailable", "no checkpoint is signed during recovery")
                       .with("Retry-After", "60"));
}

}  // namespace distanskoll::server::api
