// SPDX-License-Identifier: EUPL-1.2
#include "agent/probes/windows_session.h"

#include "agent/probes/session.h"

#include <string>

namespace distanskoll::agent::windows {
namespace {

using report::Observation;

constexpr std::uint32_t kActive = 0;    // WTSActive
constexpr std::uint32_t kLocked = 0;    // WTS_SESSIONSTATE_LOCK, since Windows 8
constexpr std::uint32_t kUnlocked = 1;  // WTS_SESSIONSTATE_UNLOCK

class SessionProbe final : public Probe {
 public:
  explicit SessionProbe(WindowsQuestions& questions) : questions_(questions) {}

  report::ProbeId id() const override { return report::ProbeId::kSession; }

  Observation observe(Host&, const ProbeContext& context) override {
    recheck_at_.reset();
    const auto sessions = questions_.terminal_sessions(context.deadline);
    if (!sessions) return Observation::unknown(std::string(reason_of(sessions.error())));
    const TerminalSession* session = active_session(*sessions);
    const auto locked = session == nullptr ? std::optional(false) : is_locked(*session);
    if (!locked) return Observation::unknown(std::string(reason::kReadError));
    const BootTime now = context.clock->boot();
    const std::string locked_session = *locked ? std::to_string(session->id) : std::string();
    const auto locked_for = memory_.locked_for(locked_session, now);
    if (locked_for && *locked_for < context.locked_absent) {
      recheck_at_ = now - *locked_for + context.locked_absent;
    }
    return interpret_session(session != nullptr, locked_for, context.locked_absent);
  }

  std::optional<BootTime> recheck_at() const override { return recheck_at_; }

 private:
  WindowsQuestions& questions_;
  LockMemory memory_;
  std::optional<BootTime> recheck_at_;
};

}  // namespace

const TerminalSession* active_session(const std::vector<TerminalSession>& sessions) {
  for (const TerminalSession& session : sessions) {
    if (session.state == kActive && !session.remote && !session.sid.empty()) return &session;
  }
  return nullptr;
}

std::optional<bool> is_locked(const TerminalSession& session) {
  if (session.lock_flags == kLocked) return true;
  if (session.lock_flags == kUnlocked) return false;
  return std::nullopt;
}

std::unique_ptr<Probe> make_session_probe(WindowsQuestions& questions) {
  return std::make_unique<SessionProbe>(questions);
}

}  // namespace distanskoll::agent::windows
