// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The real Host and EventSource of Windows. Host: adapters, addresses and routes from the IP
// helper; everything that host.h asks in Linux' words (files of /proc, netlink, logind) is
// kUnsupported, and the probe then says so. EventSource: changes of addresses and routes, Ctrl-C
// and the end of a session, and the service's controls (service_control.h). Nothing polls.

#include "agent/host/events.h"
#include "agent/host/host.h"

#include <memory>

namespace distanskoll::agent {

class CardWatcher;

/// `cards` may be null; it outlives the host.
[[nodiscard]] std::unique_ptr<Host> make_windows_host(CardWatcher* cards);

/// One at a time in a process. kIo when no event or timer can be had.
[[nodiscard]] Result<std::unique_ptr<EventSource>> make_windows_events();

/// The events of the service that this process is, if it is one; null while none waits. Used by the
/// service's control handler, on a thread of the system's.
void post_windows_event(Event event);

}  // namespace distanskoll::agent
