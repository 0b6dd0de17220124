// SPDX-License-Identifier: EUPL-1.2
#include "server/api/routes.h"

#include "server/api/openapi_text.h"
#include "server/api/people_days.h"
#include "server/api/registers/registers.h"
#include "server/api/resources.h"
#include "server/api/to_do.h"
#include "server/scim/routes.h"
#include "shared/limits.h"

namespace distanskoll::server::api {
namespace {

using access::Act;
using access::Answering;
using access::Caller;
using access::needs;
using access::Resource;
using net::Method;
using net::Nobody;
using net::Reply;
using net::Request;
using net::Response;

Response response_of(admission::Answer answer) {
  Response response;
  response.status = answer.status;
  response.content_type = std::move(answer.content_type);
  response.body = std::move(answer.body);
  if (answer.retry_after_seconds) {
    response.with("Retry-After", std::to_string(*answer.retry_after_seconds));
  }
  return response;
}

void add_checkpoint(net::Router& router, const ApiParts& parts) {
  router.on<Nobody>(
      Method::kGet, "/checkpoint", net::nobody(),
      [parts](Request&, const Nobody&, const Reply& reply) { reply(get_checkpoint(parts)); });
}

/// The contract of this very program; it says nothing about anybody.
void add_contract(net::Router& router) {
  router.on<Nobody>(Method::kGet, "/api/v1/openapi.yaml", net::nobody(),
                    [](Request&, const Nobody&, const Reply& reply) {
                      Response response;
                      response.content_type = "application/yaml";
                      response.body = openapi_text();
                      reply(std::move(response));
                    });
}

}  // namespace

net::Demand<admission::DevicePeer> device(const admission::Admission& admission) {
  return {"device", [&admission](const Request& request) -> Result<admission::DevicePeer> {
            if (!request.peer) {
              return Error{ErrorCode::kPermissionDenied, "a device certificate is needed"};
            }
            return admission.identify(request.peer->certificate);
          }};
}

void add_device_routes(net::Router& router, const ApiParts& parts, admission::Admission& admission,
                       std::function<void(const admission::Answer&)> answered) {
  router.on<admission::DevicePeer>(
      Method::kPost, "/v1/reports", device(admission),
      [&admission, answered = std::move(answered)](
          Request& request, const admission::DevicePeer& peer, const Reply& reply) {
        if (request.header("Content-Type") != "application/jose") {
          return reply(net::problem(415, "malformed", "reports are application/jose"));
        }
        admission.admit(peer, std::move(request.body), [reply, answered](admission::Answer answer) {
          answered(answer);
          reply(response_of(std::move(answer)));
        });
      },
      limits::kReportsBodyBytes);
  router.on<admission::DevicePeer>(
      Method::kGet, "/v1/policies/{}", device(admission),
      [parts](Request& request, const admission::DevicePeer&, const Reply& reply) {
        reply(get_policy_file(parts, request));
      });
  add_checkpoint(router, parts);
}

void add_health_routes(net::Router& router, Facts facts, HealthRules rules) {
  router.on<Nobody>(Method::kGet, "/healthz", net::nobody(),
                    [](Request&, const Nobody&, const Reply& reply) {
                      Response response;
                      response.body = R"({"alive":true})";
                      reply(std::move(response));
                    });
  router.on<Nobody>(Method::kGet, "/readyz", net::nobody(),
                    [facts, rules](Request&, const Nobody&, const Reply& reply) {
                      const auto now = facts();
                      const auto reasons = judge_health(now, rules);
                      Response response;
                      for (const auto& reason : reasons) {
                        if (reason.blocks) response.status = 503;
                      }
                      response.body = readiness_json(reasons, now);
                      reply(std::move(response));
                    });
  router.on<Nobody>(Method::kGet, "/metrics", net::nobody(),
                    [facts = std::move(facts), rules](Request&, const Nobody&, const Reply& reply) {
                      const auto now = facts();
                      Response response;
                      response.content_type = "text/plain; version=0.0.4; charset=utf-8";
                      response.body = metrics_text(now, judge_health(now, rules));
                      reply(std::move(response));
                    });
}

void add_people_routes(net::Router& router, const ApiParts& parts, EventHub& events) {
  access::Door door(router, parts.gatekeeper);
  const auto get = [&](std::string path, access::Needs needs,
                       Response (*resource)(const ApiParts&, const Request&, const Caller&)) {
    door.on(Method::kGet, std::move(path), needs,
            [parts, resource](Request& request, const Caller& caller, const Answering& answering) {
              answering.unnamed(resource(parts, request, caller));
            });
  };
  get("/api/v1/devices", needs(Resource::kDevices, Act::kRead), get_devices);
  get("/api/v1/devices/{}", needs(Resource::kDevices, Act::kRead), get_device);
  get("/api/v1/findings", needs(Resource::kFindings, Act::kRead), get_findings);
  get("/api/v1/inventory", needs(Resource::kInventory, Act::kRead), get_inventory);
  get("/api/v1/policies", needs(Resource::kPolicies, Act::kRead), get_policies);
  get("/v1/policies/{}", needs(Resource::kPolicies, Act::kRead),
      [](const ApiParts& all, const Request& request, const Caller&) {
        return get_policy_file(all, request);
      });
  door.on(Method::kGet, "/api/v1/events", needs(Resource::kEvents, Act::kRead),
          [&events](Request& request, const Caller& caller, const Answering& answering) {
            Response response;
            if (request.method == Method::kGet) response.feed = events.open(caller.who().key);
            answering.unnamed(std::move(response));
          });
  add_device_act_routes(door, parts);
  add_device_report_routes(door, parts);
  add_finding_care_routes(door, parts);
  add_access_routes(door, parts);
  add_day_routes(door, parts);
  add_to_do_routes(door, parts);
  add_register_routes(door, parts);
  add_import_routes(door, parts);
  scim::add_scim_routes(router, {parts.registry, parts.sequencer, parts.gatekeeper});
  add_checkpoint(router, parts);
  add_contract(router);
}

}  // namespace distanskoll::server::api
