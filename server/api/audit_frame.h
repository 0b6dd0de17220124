// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What an auditor must know of a period before its figures are believed: which dates are final,
// open or unknown, how many days the frame of a sample would have, what was erased or came late,
// who and which computers were not heard. Counts alone: whose days they are is drawn, not listed.
// Samples and bundles are not here.

#include "server/access/door.h"
#include "server/api/parts.h"

namespace distanskoll::server::api {

/// GET /api/v1/audits/frame?from=&to=
void get_audit_frame(const ApiParts& parts, const net::Request& request,
                     const access::Caller& caller, const access::Answering& answering);

}  // namespace distanskoll::server::api
