// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What `diagnose` asks of the system besides what the probes look at: its version, the state of the
// agent's service, the names of computer and persons (only so that they can be taken out of what is
// handed over) and the agent's own newest log lines. Read only, starts no process and no service.
// linux_system_facts.cpp, windows_system_facts.cpp; the log: linux_own_log.cpp,
// windows_own_log.cpp.

#include "shared/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

/// Empty texts: the system does not say.
struct SystemFacts {
  std::string name;          ///< "Debian GNU/Linux 12 (bookworm)", "Windows 10 Pro 22H2"
  std::string version;       ///< of the kernel, of Windows
  std::string architecture;  ///< "x86_64"
  std::string time_zone;     ///< "CET (UTC+01:00)"
};
[[nodiscard]] SystemFacts system_facts();

enum class ServiceHere {
  kUnknown,       ///< the service manager cannot be asked
  kNotInstalled,  ///< it does not know the agent
  kDisabled,      ///< stopped, and not started with the computer
  kStopped,
  kFailed,  ///< ended with an error, stopped
  kRunning,
  kChanging,  ///< starts or stops just now
};
[[nodiscard]] std::string_view to_string(ServiceHere state);
[[nodiscard]] ServiceHere agent_service();

/// Names of this account and of this computer, whatever it is called besides this_computer().
[[nodiscard]] std::vector<std::string> own_names();
/// The full name that belongs to a login, if the computer itself knows it.
[[nodiscard]] std::vector<std::string> names_of_login(const std::string& login);

/// The agent's own newest lines, oldest first, "TIME LEVEL: TEXT". kNotFound: the system keeps
/// none; kPermissionDenied: not to be read by this account.
[[nodiscard]] Result<std::vector<std::string>> own_log(std::size_t most_lines);

}  // namespace distanskoll::agent
