// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the body of the entry that begins an epoch: what is accepted says the same when it
// is written and read again.
#include "server/ledger/epochs.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::server::ledger;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto body = decode_epoch_body(text);
  if (!body) return 0;
  const std::string once = encode(*body);
  const auto again = decode_epoch_body(once);
  if (!again || encode(*again) != once) std::abort();
  return 0;
}
