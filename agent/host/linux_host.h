// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The real Host and EventSource of Linux: /proc and /sys, rtnetlink, xfrm and WireGuard netlink,
// logind and NetworkManager over sd-bus, pcscd, PKCS#11 modules in a child process. Works as root
// and unprivileged; what it then may not see is kPermissionDenied. No service needs to run.

#include "agent/host/events.h"
#include "agent/host/host.h"

#include <memory>
#include <string>

namespace distanskoll::agent {

class CardWatcher;

struct LinuxHostConfig {
  /// Socket address of the system bus; empty: the usual one (DBUS_SYSTEM_BUS_ADDRESS or default).
  std::string system_bus;
};

/// `cards` may be null (then no card is ever seen); it outlives the host.
[[nodiscard]] std::unique_ptr<Host> make_linux_host(LinuxHostConfig config, CardWatcher* cards);

struct LinuxEventsConfig {
  bool signals = true;  ///< take SIGTERM and SIGINT as kStop; blocks them for the calling thread,
                        ///< so call it before any thread is started
  bool inhibit = true;  ///< hold logind's delay inhibitor
  std::string system_bus;  ///< as in LinuxHostConfig
};

/// kIo when a basic thing (epoll, timerfd) cannot be had. Missing services are no errors.
[[nodiscard]] Result<std::unique_ptr<EventSource>> make_linux_events(LinuxEventsConfig config);

}  // namespace distanskoll::agent
