// SPDX-License-Identifier: EUPL-1.2
// install, uninstall and purge: the service, and what the agent has kept.
#include "agent/host/windows_own_program.h"
#include "agent/host/windows_service.h"
#include "agent/host/windows_strings.h"
#include "agent/reporting/default_paths.h"
#include "agent/reporting/identity.h"
#include "agent/reporting/state_lock.h"
#include "agent/system_commands.h"
#include "agent/upgrade_marker.h"

#include <cstdio>
#include <tuple>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/win_eventlog_sink.h>

namespace distanskoll::agent {
namespace {

namespace fs = std::filesystem;

/// Everything that an agent makes in its state folder, the spool's companions besides.
constexpr const char* kKept[] = {
    "identity",     "policies",       "spool.db",         "spool.db-wal",   "spool.db-shm",
    "posture.json", "series-started", "network-location", "enrolment-code", "notices",
    "lock"};

int failed(const Error& error) {
  return complain(error, error.code == ErrorCode::kNotFound ? 2 : 3);
}

int install(const CommonOptions& common) {
  const fs::path program = own_program();
  if (program.empty()) {
    return failed({ErrorCode::kIo, "Windows does not say where this program is"});
  }
  std::string arguments = "run";
  if (common.config_given) {
    const fs::path config = fs::absolute(fs::u8path(common.config));
    arguments += " --config \"" + to_utf8(config.wstring()) + "\"";
  }
  const auto done = install_service(program, arguments);
  if (!done) return failed(done.error());
  std::printf("%s %s\n", std::string(text(common.language, Text::kServiceInstalled)).c_str(),
              std::string(start_command()).c_str());
  return 0;
}

int uninstall(const CommonOptions& common) {
  const auto done = remove_service();
  if (!done) return failed(done.error());
  std::printf("%s\n", std::string(text(common.language, Text::kServiceRemoved)).c_str());
  return 0;
}

/// Only what is ours by name: a state folder may be anywhere.
int purge(const CommonOptions& common) {
  if (const auto done = remove_service(); !done && done.error().code != ErrorCode::kNotFound) {
    return failed(done.error());
  }
  if (is_upgrading()) return 0;
  const auto config = config_or_default(common);
  if (!config) return complain(config.error(), 2);
  {
    const auto lock = StateLock::take(config->state);
    if (!lock) return failed(lock.error());
  }
  IdentityStore(config->state / "identity").retire();
  std::error_code code;
  for (const char* name : kKept) {
    fs::remove_all(config->state / name, code);
    if (code)
      return failed({ErrorCode::kIo, (config->state / name).string() + ": " + code.message()});
  }
  if (!common.config_given) fs::remove(default_paths::config(), code);
  // Folders stay when something else is in them.
  fs::remove(config->state, code);
  if (!common.config_given) fs::remove(default_paths::config().parent_path(), code);
  std::printf("%s\n", std::string(text(common.language, Text::kStateRemoved)).c_str());
  return 0;
}

}  // namespace

std::shared_ptr<spdlog::sinks::sink> make_log_sink() {
  if (!is_service()) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
  auto events = std::make_shared<spdlog::sinks::win_eventlog_sink_mt>(kEventSource);
  events->set_level(spdlog::level::warn);
  return events;
}

std::vector<SystemCommand> system_commands() {
  return {
      {"install", "Register the service that reports from now on (administrator)", install},
      {"uninstall", "Stop and remove the service; what it has kept stays (administrator)",
       uninstall},
      {"purge", "As uninstall, and remove identity, reports and policies (administrator)", purge},
  };
}

}  // namespace distanskoll::agent
