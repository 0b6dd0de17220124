// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The real Host and EventSource of Windows. Host: adapters, addresses and routes from the IP
// helper, sessions from the terminal services; everything else that host.h asks in Linux' words
// (files of /proc, netlink) is kUnsupported; the probes of Windows ask windows_questions.h.
// EventSource: changes of addresses and routes, connections of remote access, Ctrl-C and the end of
// a session, and the service's controls (windows_service.h). Nothing polls.

#include "agent/host/events.h"
#include "agent/host/host.h"
#include "agent/host/windows_questions.h"

#include <chrono>
#include <memory>

namespace distanskoll::agent {

class CardWatcher;

/// Both may be null, and outlive the host; without `questions` sessions are kUnsupported.
[[nodiscard]] std::unique_ptr<Host> make_windows_host(CardWatcher* cards,
                                                      windows::WindowsQuestions* questions);

/// What LocalSocket knows the person of a terminal session by (local_answer.h); never 0, which is
/// an administrator's.
[[nodiscard]] constexpr std::uint32_t account_of_session(std::uint32_t session) {
  return session + 1;
}

/// One at a time in a process. kIo when no event or timer can be had.
[[nodiscard]] Result<std::unique_ptr<EventSource>> make_windows_events();

/// The events of the service that this process is, if it is one; null while none waits. Used by the
/// service's control handler, on a thread of the system's.
void post_windows_event(Event event);
/// Likewise, and waits for let_go(), but not longer than this.
void post_windows_event(Event event, std::chrono::milliseconds most);

}  // namespace distanskoll::agent
