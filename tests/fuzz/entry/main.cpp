// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a ledger entry or one of its bodies. What is accepted is written the same again.
#include "shared/evidence/entry.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  const std::string_view text = as_text(ByteView(data, size));
  const auto entry = evidence::decode_entry(text);
  if (entry && evidence::encode(*entry) != text) std::abort();
  const auto report = evidence::decode_report_body(text);
  if (report && evidence::encode(*report) != text) std::abort();
  const auto closed = evidence::decode_run_closed_body(text);
  if (closed && evidence::encode(*closed) != text) std::abort();
  return 0;
}
