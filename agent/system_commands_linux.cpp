// SPDX-License-Identifier: EUPL-1.2
#include "agent/system_commands.h"

#include <spdlog/sinks/stdout_sinks.h>

namespace distanskoll::agent {

std::shared_ptr<spdlog::sinks::sink> make_log_sink() {
  return std::make_shared<spdlog::sinks::stderr_sink_mt>();
}

std::vector<SystemCommand> system_commands() { return {}; }

}  // namespace distanskoll::agent
