// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/linux_host.h"
#include "agent/host/system.h"

#include <cstdlib>

#include <malloc.h>
#include <sys/stat.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

namespace distanskoll::agent {

void prepare_process() {
  ::umask(0077);
  // Four threads that rarely run: one heap, given back early (agent/README.md, Measured).
  // NOLINTBEGIN(concurrency-mt-unsafe): called before there is a second thread
  ::mallopt(M_ARENA_MAX, 1);
  ::mallopt(M_TRIM_THRESHOLD, 64 * 1024);
  ::mallopt(M_MMAP_THRESHOLD, 64 * 1024);
  // NOLINTEND(concurrency-mt-unsafe): threads come later
}

void give_memory_back() { ::malloc_trim(0); }

std::unique_ptr<Host> make_host(CardWatcher* cards) { return make_linux_host({}, cards); }

Result<std::unique_ptr<EventSource>> make_events() { return make_linux_events({}); }

std::uint32_t own_account() { return ::getuid(); }

bool input_is_typed() { return ::isatty(STDIN_FILENO) == 1; }

bool log_has_a_clock() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody writes to the environment
  const char* journal = std::getenv("JOURNAL_STREAM");
  return journal != nullptr && *journal != '\0';
}

std::string system_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody writes to the environment
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

std::string_view start_command() { return "systemctl start distanskoll-agent"; }
std::string_view stop_command() { return "systemctl stop distanskoll-agent"; }

int run_managed(const std::function<int()>& body) { return body(); }

void tell_manager(Phase phase) {
  switch (phase) {
    case Phase::kReady:
      ::sd_notify(0, "READY=1");
      return;
    case Phase::kAlive:
      ::sd_notify(0, "WATCHDOG=1");
      return;
    case Phase::kStopping:
      ::sd_notify(0, "STOPPING=1");
      return;
  }
}

std::optional<std::chrono::microseconds> alive_interval() {
  std::uint64_t microseconds = 0;
  if (::sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
  return std::chrono::microseconds(microseconds / 2);
}

}  // namespace distanskoll::agent
