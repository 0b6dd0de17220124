// SPDX-License-Identifier: EUPL-1.2
// The record of notifications, which the person may write: refused, or written again as it was.
#include "agent/person/notice_book.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::agent;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto book = parse_notice_book(text);
  if (book && write_notice_book(*book) != text) std::abort();
  return 0;
}
