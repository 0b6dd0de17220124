// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The resources of the people's API as plain functions from request to answer (one .cpp each);
// routes.cpp says which address they have. Each has the caller in its hand and shows what it sees.
// openapi.yaml is the contract. Each reads through a reader of its own and holds no transaction
// between requests. Thread-safe.

#include "server/api/parts.h"
#include "server/net/message.h"

namespace distanskoll::server::api {

/// GET /api/v1/devices?unit=&state=&requirement=&search=&sort=&format=&after=&limit=
/// (fleet_query.h)
[[nodiscard]] net::Response get_devices(const ApiParts& parts, const net::Request& request,
                                        const access::Caller& caller);
/// GET /api/v1/devices/{id}
[[nodiscard]] net::Response get_device(const ApiParts& parts, const net::Request& request,
                                       const access::Caller& caller);
/// POST /api/v1/devices/{id}/revocation, PUT …/lifecycle, POST …/loss
void add_device_act_routes(access::Door& door, const ApiParts& parts);
/// GET /api/v1/devices/{id}/reports, …/loss-statement
void add_device_report_routes(access::Door& door, const ApiParts& parts);
/// GET /api/v1/findings/{id}, /api/v1/assignees; PUT …/assignment, POST …/notes
void add_finding_care_routes(access::Door& door, const ApiParts& parts);
/// GET /api/v1/findings?state=open|all&device=&unit=&what=&sort=&after=&limit= (finding_query.h)
[[nodiscard]] net::Response get_findings(const ApiParts& parts, const net::Request& request,
                                         const access::Caller& caller);
/// GET /api/v1/inventory?unit=&with_agent=&reporting=&used_remotely=&format=&after=&limit=
[[nodiscard]] net::Response get_inventory(const ApiParts& parts, const net::Request& request,
                                          const access::Caller& caller);
/// GET /api/v1/policies
[[nodiscard]] net::Response get_policies(const ApiParts& parts, const net::Request& request,
                                         const access::Caller& caller);
/// GET /v1/policies/{sha256}: the file's very bytes.
[[nodiscard]] net::Response get_policy_file(const ApiParts& parts, const net::Request& request);
/// GET /api/v1/devices/{id}/person, /api/v1/access-log, /api/v1/employees/{id}/access-log
void add_access_routes(access::Door& door, const ApiParts& parts);
/// POST /api/v1/imports/{employees,units,agreements,trainings,inventory}
void add_import_routes(access::Door& door, const ApiParts& parts);
/// GET /checkpoint
[[nodiscard]] net::Response get_checkpoint(const ApiParts& parts);

}  // namespace distanskoll::server::api
