// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Which address is answered by what, and what it demands: the device listener's routes beside EST,
// and the people's listener's. Filled by the composition root before the listeners start.

#include "server/api/events.h"
#include "server/api/health.h"
#include "server/api/parts.h"
#include "server/net/router.h"

#include <functional>

namespace distanskoll::server::api {

/// A certificate of ours, in date, not revoked at this very request.
[[nodiscard]] net::Demand<admission::DevicePeer> device(const admission::Admission& admission);

/// POST /v1/reports, GET /v1/policies/{}, GET /checkpoint. `answered` hears each answer to reports.
void add_device_routes(net::Router& router, const ApiParts& parts, admission::Admission& admission,
                       std::function<void(const admission::Answer&)> answered);

using Facts = std::function<HealthFacts()>;
/// GET /healthz, /readyz, /metrics: without a token, they hold nothing about anybody.
void add_health_routes(net::Router& router, Facts facts, HealthRules rules);

/// /api/v1/… and /checkpoint.
void add_people_routes(net::Router& router, const ApiParts& parts, EventHub& events);

}  // namespace distanskoll::server::api
