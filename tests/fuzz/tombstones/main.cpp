// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the file of tombstones: what must never come back with a backup. What is accepted is
// written the same again, but for a last line that was cut off.
#include "server/ledger/tombstones.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::server::ledger;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto tombstones = parse_tombstones(text, "tombstones");
  if (!tombstones) {
    if (!tombstones.error().message.starts_with("tombstones:")) std::abort();
    return 0;
  }
  std::string again;
  for (const Tombstone& tombstone : *tombstones) again += encode(tombstone);
  if (!text.starts_with(again) || text.find('\n', again.size()) != std::string_view::npos) {
    std::abort();
  }
  return 0;
}
