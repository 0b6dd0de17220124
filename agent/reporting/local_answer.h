// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What is said over the agent's local socket (agent/README.md has the protocol): one request line,
// one answer line, both JSON. Read-only: nothing that can be asked changes anything but the moment
// of the next look. An answer never holds a pseudonym, a key or a login; facts about the person at
// the computer go to that person and to the administrator alone. Pure; fuzzed
// (agent_local_request).

#include "agent/reporting/shared_state.h"
#include "shared/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::agent {

inline constexpr std::size_t kLocalRequestBytes = 1024;
inline constexpr std::size_t kLocalAnswerBytes = 256 * 1024;

enum class LocalQuestion {
  kPosture,  ///< {"v":1,"ask":"posture"}
  kCheck,    ///< {"v":1,"ask":"check"}: look now, at most once in 30 s
};
[[nodiscard]] Result<LocalQuestion> parse_local_request(std::string_view line);

/// Whether `peer` may see facts of the session: root, the agent's own account, the session's user.
[[nodiscard]] bool sees_session(std::uint32_t peer, std::uint32_t own,
                                std::optional<std::uint32_t> session);

/// `policy` (may be null) lends the requirements' titles and remedies. Without `session_facts`
/// posture and observations about the person are left out and `"restricted":true` says so.
[[nodiscard]] std::string posture_answer(const Snapshot& snapshot, const policy::Policy* policy,
                                         bool running, bool session_facts);
[[nodiscard]] std::string check_answer(bool accepted, std::chrono::seconds wait);
[[nodiscard]] std::string error_answer(std::string_view code);

/// At most one "check now" in 30 s for the whole laptop. Pure state; thread-compatible.
class CheckLimiter {
 public:
  /// Zero: go ahead. Else how long to wait.
  [[nodiscard]] std::chrono::seconds ask(BootTime now);

 private:
  std::optional<BootTime> last_;
};

}  // namespace distanskoll::agent
