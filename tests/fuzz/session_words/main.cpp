// SPDX-License-Identifier: EUPL-1.2
// Both ends of the pipe between the service and its helper: what is read as a question or an answer
// is written again as one that is read as the same.
#include "agent/session/session_words.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll::agent;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  const auto unended = [](std::string_view written) {
    if (written.empty() || written.back() != '\n') std::abort();
    written.remove_suffix(1);
    if (written.find('\n') != std::string_view::npos) std::abort();
    return written;
  };
  if (const auto question = read_question(line)) {
    if (size >= kSessionLineBytes) std::abort();
    const std::string written = write_question(*question);
    const auto again = read_question(unended(written));
    if (!again || again->number != question->number || again->ask != question->ask ||
        again->notice != question->notice) {
      std::abort();
    }
  }
  if (const auto answer = read_answer(line)) {
    if (size >= kSessionLineBytes) std::abort();
    const std::string written = write_answer(*answer);
    const auto again = read_answer(unended(written));
    if (!again || write_answer(*again) != written) std::abort();
  }
  return 0;
}
