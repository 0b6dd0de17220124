// SPDX-License-Identifier: EUPL-1.2
// What the collector answers an agent: receipts, refusals, settings, the checkpoint's note, and the
// log's keys. The collector is authenticated, and still may only say what is within the bounds.
#include "agent/reporting/answer.h"
#include "agent/reporting/log_keys.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace distanskoll;
  using namespace distanskoll::agent;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto seen = seen_of_note(text)) {
    if (seen->size > static_cast<std::uint64_t>(limits::kLargestInteger)) std::abort();
  }
  if (const auto keys = parse_log_keys(text)) {
    const auto again = parse_log_keys(encode(*keys));
    if (!again || encode(*again) != encode(*keys)) std::abort();
  }
  (void)parse_log_key(text);
  const auto answer = parse_answer(text);
  if (!answer) {
    if (answer.error().message.empty()) std::abort();
    return 0;
  }
  const auto& heartbeat = answer->settings.heartbeat;
  if (heartbeat && (*heartbeat < limits::kHeartbeatLeast || *heartbeat > limits::kHeartbeatMost)) {
    std::abort();
  }
  constexpr std::chrono::hours kLongestWait{24};  // what the agent lets itself be told
  if (answer->retry_after > kLongestWait) std::abort();
  return 0;
}
