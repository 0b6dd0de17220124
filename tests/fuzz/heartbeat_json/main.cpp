// SPDX-License-Identifier: EUPL-1.2
// Any bytes: refused, or exactly what encoding the result gives.
#include "shared/report/codec.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = distanskoll::report::decode_heartbeat(bytes);
  if (read && distanskoll::report::encode(*read) != bytes) std::abort();
  if (!read && read.error().message.empty()) std::abort();
  return 0;
}
