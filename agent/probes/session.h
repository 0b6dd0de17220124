// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Probe `session`: whether somebody works at this computer. `present` while a local session of a
// person is active; `none` without one, and when it has been locked for longer than the policy's
// locked_absent_seconds. A shorter lock is never reported: lock times would be a record of breaks.
// The lock's beginning is remembered here alone (logind tells only whether). One thread.

#include "agent/probes/probe.h"

#include <memory>
#include <string>

namespace distanskoll::agent {

/// The session of the person at the computer: local, of class `user`, active; null when there is
/// none. Greeters, remote and background sessions are not persons at this computer.
[[nodiscard]] const LoginSession* active_session(const std::vector<LoginSession>& sessions);

/// Since when the session at the computer has been locked, which no system tells. Kept in memory
/// alone. Used by the session probe of every platform.
class LockMemory {
 public:
  /// How long `locked_session` has been locked; nothing when it is empty: no session is locked.
  [[nodiscard]] std::optional<BootTime> locked_for(const std::string& locked_session, BootTime now);

 private:
  std::string session_;
  BootTime since_{};
};

/// Pure: `locked_for` is nothing while unlocked.
[[nodiscard]] report::Observation interpret_session(bool present,
                                                    std::optional<BootTime> locked_for,
                                                    std::chrono::seconds locked_absent);

[[nodiscard]] std::unique_ptr<Probe> make_session_probe();

}  // namespace distanskoll::agent
