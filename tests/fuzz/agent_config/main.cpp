// SPDX-License-Identifier: EUPL-1.2
// Everything the agent parses that somebody else wrote: its configuration, the collector's answer,
// an enrolment code, a request on the local socket, a proxy's address. The first byte chooses.
#include "agent/reporting/answer.h"
#include "agent/reporting/config.h"
#include "agent/reporting/enrolment_code.h"
#include "agent/reporting/local_answer.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::agent;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (*data) {
    case 'A': {
      const auto answer = parse_answer(text);
      if (answer && answer->settings.heartbeat &&
          (*answer->settings.heartbeat < distanskoll::limits::kHeartbeatLeast ||
           *answer->settings.heartbeat > distanskoll::limits::kHeartbeatMost)) {
        std::abort();
      }
      break;
    }
    case 'E':
      (void)parse_enrolment_code(text);
      break;
    case 'L':
      (void)parse_local_request(text);
      break;
    case 'P':
      (void)parse_proxy(text);
      break;
    default: {
      // A configuration needs no marker: comments and `c` of collector come here.
      const std::string_view whole(reinterpret_cast<const char*>(data), size);
      const auto config = parse_config(whole, "fuzz.yaml");
      if (config && (config->collectors.empty() || config->internal.size() == 1)) std::abort();
      break;
    }
  }
  return 0;
}
