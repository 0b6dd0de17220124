// SPDX-License-Identifier: EUPL-1.2
// Both ends of the agent's local socket: any bytes as a request of any account, and as an answer
// that `status` shows to people.
#include "agent/present.h"
#include "agent/reporting/local_answer.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::agent;
  using distanskoll::Language;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (parse_local_request(text) && size > kLocalRequestBytes) std::abort();
  for (const Language language : {Language::kSwedish, Language::kEnglish}) {
    const StatusPage page = present_status(text, language);
    if (page.text.empty() || page.exit_code < 0 || page.exit_code > 3) std::abort();
  }
  return 0;
}
