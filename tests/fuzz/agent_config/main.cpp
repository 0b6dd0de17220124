// SPDX-License-Identifier: EUPL-1.2
// What an administrator hands the agent: its configuration, an enrolment code, addresses of a
// proxy, a collector, an internal server. The first byte chooses.
#include "agent/probes/network_locator.h"
#include "agent/reporting/config.h"
#include "agent/reporting/endpoint.h"
#include "agent/reporting/enrolment_code.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::agent;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (*data) {
    case 'E':
      (void)parse_enrolment_code(text);
      break;
    case 'P':
      (void)parse_proxy(text);
      (void)parse_collector(text);
      (void)parse_web_address(text);
      (void)parse_internal_address(text, text.substr(0, 43));
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
