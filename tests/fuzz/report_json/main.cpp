// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a report, and as observations alone: refused, or exactly what encoding the result
// gives.
#include "shared/report/codec.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = distanskoll::report::decode_report(bytes);
  if (read && distanskoll::report::encode(*read) != bytes) std::abort();
  if (!read && read.error().message.empty()) std::abort();
  const auto observations = distanskoll::report::decode_observations(bytes);
  if (observations && distanskoll::report::encode(*observations) != bytes) std::abort();
  return 0;
}
