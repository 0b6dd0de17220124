// SPDX-License-Identifier: EUPL-1.2
// Windows' proxy settings: exceptions in the first line, then a list. Whatever they hold, there is
// a way or an error, never more than four, none with credentials, none without a host.
#include "agent/reporting/windows_proxy.h"
#include "shared/text.h"

#include <algorithm>
#include <cstdlib>

using namespace distanskoll;
using namespace distanskoll::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), size);
  const Endpoint collector{"c.intra.example.se", "8443"};
  if (is_windows_exception(collector, text.substr(0, line)) && line == 0) std::abort();
  const auto ways = parse_windows_proxies(text.substr(std::min(line + 1, size)));
  if (!ways) return 0;
  if (ways->empty() || ways->size() > 4) std::abort();
  for (const Way& way : *ways) {
    if (way && (way->address.host.empty() || !is_printable_utf8(way->address.host) ||
                way->address.port.empty() || !way->credentials.empty())) {
      std::abort();
    }
  }
  return 0;
}
