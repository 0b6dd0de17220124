// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One HTTP/1.1 answer, read as its bytes arrive. The fleet's own few lines instead of a library,
// because it shares two cores with the collector it measures. Reads only what the collector sends:
// a Content-Length, or no body. Pure, thread-compatible.

#include "shared/result.h"

#include <optional>
#include <string>

namespace distanskoll::fleet {

struct HttpAnswer {
  int status = 0;
  std::string body;
  std::optional<int> retry_after;
  std::string pseudonym_key;  ///< Distanskoll-Pseudonym-Key of an enrolment
  bool closes = false;        ///< the connection ends after it
};

/// Takes the first whole answer out of `buffer`. Nothing when more bytes are needed; kMalformed
/// when this is no answer of the collector's, kTooLarge beyond 4 MiB.
[[nodiscard]] Result<std::optional<HttpAnswer>> take_answer(std::string& buffer);

}  // namespace distanskoll::fleet
