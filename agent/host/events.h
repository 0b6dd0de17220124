// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the agent sleeps on. wait() returns as soon as something may have changed (links, addresses,
// routes, mounts, sessions, the smart card), when the machine is about to sleep or stop, when a
// deadline comes, or when another thread says wake(). Events are hints: several changes may be told
// as one kChanged, and a kChanged may turn out to be nothing. Nothing here polls.
//
// kSuspend and kStop come while a logind delay inhibitor holds the machine back: report, then call
// let_go(); logind waits 5 s at most (InhibitDelayMaxSec). kResume takes a new inhibitor. Without
// logind there is no kSuspend or kResume, and the reporter's jump of the boot clock tells instead.
// kStop also comes for SIGTERM and SIGINT.

#include "shared/clock.h"
#include "shared/result.h"

#include <memory>

namespace distanskoll::agent {

enum class Event {
  kChanged,  ///< observe again
  kSuspend,  ///< about to sleep: report, then let_go()
  kResume,   ///< awake again
  kStop,     ///< about to end: report, then let_go() and leave
  kTimer,    ///< the deadline came (boot clock: sleep counts)
  kWoken,    ///< wake() was called
};

class EventSource {
 public:
  virtual ~EventSource() = default;
  /// The next event, the weightiest first (stop, suspend, resume, changed, woken, timer).
  [[nodiscard]] virtual Event wait(BootTime deadline) = 0;
  /// Thread-safe; several calls before one wait() are one kWoken.
  virtual void wake() = 0;
  /// Thread-safe; for our own watchers (card, network location): the next wait() says kChanged.
  virtual void changed() = 0;
  /// Ends the delay of sleep or shutdown that kSuspend and kStop hold. Harmless otherwise.
  virtual void let_go() = 0;
};

}  // namespace distanskoll::agent
