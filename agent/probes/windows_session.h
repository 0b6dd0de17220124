// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Who is at this Windows computer, and probe `session`: `present` while somebody's local session is
// active, `none` without one and when it has been locked for longer than the policy's
// locked_absent_seconds. A lock flag that Windows itself does not know makes it unobservable. Lock
// times are neither kept nor asked for.

#include "agent/host/windows_questions.h"
#include "agent/probes/probe.h"

#include <memory>

namespace distanskoll::agent::windows {

/// The session of the person at the computer: active, local, signed in; null without one.
[[nodiscard]] const TerminalSession* active_session(const std::vector<TerminalSession>& sessions);

/// Nothing: Windows does not know.
[[nodiscard]] std::optional<bool> is_locked(const TerminalSession& session);

[[nodiscard]] std::unique_ptr<Probe> make_session_probe(WindowsQuestions& questions);

}  // namespace distanskoll::agent::windows
