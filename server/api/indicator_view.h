// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Indicators of closed months as answers: one unit and month with figures widened until nothing
// needs hiding, or a whole year's report as JSON or CSV. No person is in any of them; what may be
// shown is decided by shared/compliance/suppression.h, and which units by the caller's role. What
// is not closed has no figures and says why (200); 503 not_ready until the months are read after a
// start.

#include "server/access/door.h"
#include "server/api/parts.h"

namespace distanskoll::server::api {

/// GET /api/v1/indicators?year=&month=&unit=; without any of them, which months are closed and
/// which units the caller may ask for.
void get_indicators(const ApiParts& parts, const net::Request& request,
                    const access::Caller& caller, const access::Answering& answering);
/// GET /api/v1/indicators/{year}?format=csv
void get_indicator_year(const ApiParts& parts, const net::Request& request,
                        const access::Caller& caller, const access::Answering& answering);

}  // namespace distanskoll::server::api
