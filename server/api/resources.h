// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The resources of the people's API as plain functions from request to answer (one .cpp each);
// people_routes.cpp says which address they have. openapi.yaml is the contract. Each reads through
// a reader of its own and holds no transaction between requests. Thread-safe.

#include "server/api/parts.h"
#include "server/net/message.h"

namespace distanskoll::server::api {

/// GET /api/v1/devices?unit=&presence=&overall=&lifecycle=&after=&limit=
[[nodiscard]] net::Response get_devices(const ApiParts& parts, const net::Request& request);
/// GET /api/v1/devices/{id}
[[nodiscard]] net::Response get_device(const ApiParts& parts, const net::Request& request);
/// GET /api/v1/findings?state=open|all&after=&limit=
[[nodiscard]] net::Response get_findings(const ApiParts& parts, const net::Request& request);
/// GET /api/v1/policies
[[nodiscard]] net::Response get_policies(const ApiParts& parts, const net::Request& request);
/// GET /v1/policies/{sha256}: the file's very bytes.
[[nodiscard]] net::Response get_policy_file(const ApiParts& parts, const net::Request& request);
/// GET /checkpoint
[[nodiscard]] net::Response get_checkpoint(const ApiParts& parts);

}  // namespace distanskoll::server::api
