// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the body of a record's entry, and as a record of each kind. What is accepted is
// written the same again, and what was written is read back to the same record.
#include "server/agreements/records/record.h"
#include "shared/bytes.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  using namespace distanskoll::server::agreements;
  const std::string_view text = as_text(ByteView(data, size));
  const auto body = decode_record_body(text);
  if (body && encode(*body) != text) std::abort();
  for (const RecordKind kind : kAllRecordKinds) {
    const auto record = decode_record(kind, text);
    if (!record) continue;
    const auto again = decode_record(kind, encode(*record));
    if (!again || *again != *record) std::abort();
  }
  return 0;
}
