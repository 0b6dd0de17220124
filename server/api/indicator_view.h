// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Indicators of closed months as answers: one unit and month with figures widened until nothing
// needs hiding, or a whole year's report as JSON or CSV. No person is in any of them; what may be
// shown is decided by shared/compliance/suppression.h, and which units by the caller's role.

#include "server/access/door.h"
#include "server/api/parts.h"

namespace distanskoll::server::api {

/// GET /api/v1/indicators?year=&month=&unit=
void get_indicators(const ApiParts& parts, const net::Request& request,
                    const access::Caller& caller, const access::Answering& answering);
/// GET /api/v1/indicators/{year}?format=csv
void get_indicator_year(const ApiParts& parts, const net::Request& request,
                        const access::Caller& caller, const access::Answering& answering);

}  // namespace distanskoll::server::api
