// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What depends on the system in the program round the agent: where its log goes, and the commands
// that this system has besides (system_commands_linux.cpp, system_commands_windows.cpp). Linux has
// none: dpkg and systemd do it.

#include "agent/commands.h"

#include <memory>
#include <vector>

#include <spdlog/sinks/sink.h>

namespace distanskoll::agent {

/// Of `run`: standard error, or the event log of a service of Windows, warnings and errors there.
[[nodiscard]] std::shared_ptr<spdlog::sinks::sink> make_log_sink();

/// A command of the command line without options of its own.
struct SystemCommand {
  const char* name;
  const char* help;
  int (*run)(const CommonOptions& common);  ///< its exit code
};
[[nodiscard]] std::vector<SystemCommand> system_commands();

}  // namespace distanskoll::agent
