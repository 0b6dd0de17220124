// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What one HTTP answer to POST /v1/reports means, before its body is read. Pure, closed: the uplink
// switches over it without a default.

#include "agent/reporting/http_client.h"

namespace distanskoll::agent {

enum class UplinkOutcome {
  kAnswered,       ///< 200: every line has its answer in the body
  kNothingNew,     ///< 204: heartbeats taken, nothing to tell
  kLater,          ///< 429, 503: wait as long as it says, then send the same lines
  kSmaller,        ///< 400, 413: send fewer lines; the body as a whole was not acceptable
  kRejected,       ///< 401, 403: it does not accept our certificate
  kNotACollector,  ///< anything else: wrong address or a box in between; keep everything
};

[[nodiscard]] constexpr UplinkOutcome outcome_of(unsigned status) {
  if (status == 200) return UplinkOutcome::kAnswered;
  if (status == 204) return UplinkOutcome::kNothingNew;
  if (status == 429 || status == 503) return UplinkOutcome::kLater;
  if (status == 400 || status == 413) return UplinkOutcome::kSmaller;
  if (status == 401 || status == 403) return UplinkOutcome::kRejected;
  return UplinkOutcome::kNotACollector;
}

}  // namespace distanskoll::agent
