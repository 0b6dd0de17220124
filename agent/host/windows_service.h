// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The agent as a service of Windows: its registration with the service control manager, and what
// that tells a running service (stop, the end of Windows, sleep, sessions), which becomes Events.
// Microsoft Learn "Service Control Handler Function", "SERVICE_FAILURE_ACTIONS", "Event Sources".
// Installing and removing need an administrator. Errors: kPermissionDenied, kNotFound (there is no
// such service), kTimedOut (it does not end), kIo.

#include "agent/host/system.h"
#include "shared/result.h"

#include <filesystem>
#include <functional>
#include <string>

namespace distanskoll::agent {

inline constexpr wchar_t kServiceName[] = L"distanskoll-agent";
/// The source of our events in the log Application.
inline constexpr char kEventSource[] = "Distanskoll";

/// Runs `body` as the service when the service control manager started this process, else plainly;
/// its exit code. 0 is an ordinary end for the manager, everything else a failure, after which it
/// starts us again.
[[nodiscard]] int run_as_service(const std::function<int()>& body);
/// Whether run_as_service() found a manager.
[[nodiscard]] bool is_service();
/// What the manager shows of us; nothing happens when there is none.
void tell_service_manager(Phase phase);

/// Registers `program` with these arguments to start with Windows, as LocalSystem, restarted after
/// failures, and the event source. One that is there is changed to that.
[[nodiscard]] Result<void> install_service(const std::filesystem::path& program,
                                           const std::string& arguments);
[[nodiscard]] Result<void> start_service();
/// Ends it if it runs and waits until its process is gone, so that the program's file can be
/// replaced or removed: the service manager calls it stopped a moment before. A process that has
/// not ended after 20 s is ended; the spool bears it. kNotFound, kPermissionDenied, kTimedOut, kIo.
[[nodiscard]] Result<void> stop_service();
/// The same, and takes it and the event source away.
[[nodiscard]] Result<void> remove_service();

}  // namespace distanskoll::agent
