// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The service's side of the helper: starts one in the session that somebody sits at, asks it, ends
// it. It is started when something is asked, which happens at the agent's start and whenever a
// session changes; when the person at the computer is another, so is the helper. What hangs or lies
// costs its question's time and nothing else: everything is done on a lane (agent/host/lane.h).
// Called from the agent's one thread. Windows only.
// Errors: kUnavailable (nobody is signed in, the helper is not there yet or ended),
// kPermissionDenied (this is not SYSTEM), kTimedOut, kMalformed (it says what is no answer), and
// what the helper itself says of its session.

#include "agent/host/host.h"
#include "agent/host/lane.h"
#include "agent/host/windows_questions.h"
#include "agent/session/session_words.h"

#include <functional>
#include <memory>
#include <string>

namespace distanskoll::agent {

struct HelperProcess;

class SessionHelper {
 public:
  /// How the helper is found and had; the real ones are in real().
  struct Means {
    std::wstring pipe;
    std::function<std::optional<std::uint32_t>()> session;  ///< which somebody sits at
    std::function<Result<HelperProcess>(std::uint32_t session)> start;
    std::function<void()> connected;  ///< on a thread of its own; what it sees can be asked now
    [[nodiscard]] static Means real(std::function<void()> connected);
  };

  explicit SessionHelper(Means means);
  SessionHelper(const SessionHelper&) = delete;
  SessionHelper& operator=(const SessionHelper&) = delete;
  ~SessionHelper();

  [[nodiscard]] Result<std::vector<windows::ShellVolume>> shell_volumes(Deadline deadline);
  [[nodiscard]] Result<std::vector<windows::RasConnection>> ras_connections(Deadline deadline);
  [[nodiscard]] Result<bool> may_disturb(Deadline deadline);
  /// Whether it was shown. The one place from which the service has something shown to the person.
  [[nodiscard]] Result<bool> notify(const SessionNotice& notice, Deadline deadline);

 private:
  class Asker;
  template <class Value>
  [[nodiscard]] Result<Value> ask(SessionAsk what, const SessionNotice& notice, Deadline deadline);

  const std::shared_ptr<Asker> asker_;  ///< a question that hangs may outlive us
  Lane lane_;
};

/// As WindowsQuestions takes it. `helper` is kept.
[[nodiscard]] windows::InSession in_session(const std::shared_ptr<SessionHelper>& helper);

}  // namespace distanskoll::agent
