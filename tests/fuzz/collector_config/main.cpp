// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the collector's configuration: a Config that holds what it promises, or an error
// with its place; and what is written from it is read again.
#include "server/config.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::server;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto config = parse_config(bytes, "c.yaml");
  if (!config) {
    if (!config.error().message.starts_with("c.yaml:")) std::abort();
    return 0;
  }
  const bool open = !config->web.listen.address.is_loopback();
  if (config->devices.names.empty() || (open && !config->web.certificate)) std::abort();
  return 0;
}
