// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What the agent as a process has to do with the operating system it runs on, besides looking at it
// (host.h) and sleeping on it (events.h): its heap, its account, its service manager, its console.
// linux_system.cpp and windows_system.cpp; which of the two is compiled, CMake decides.

#include "agent/host/events.h"
#include "agent/host/host.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::agent {

class CardWatcher;

/// Before there is a second thread: files for the owner alone, one small heap, bytes on the
/// standard streams as they are.
void prepare_process();
/// The heap gives back what it does not need, after something large.
void give_memory_back();

/// The real Host of this system. `cards` may be null; it outlives the host.
[[nodiscard]] std::unique_ptr<Host> make_host(CardWatcher* cards);
/// The real EventSource; call it before any thread is started. kIo.
[[nodiscard]] Result<std::unique_ptr<EventSource>> make_events();

/// The number that LocalSocket's answers know accounts by: whom it runs as (local_answer.h).
[[nodiscard]] std::uint32_t own_account();
/// Whether a person types into standard input.
[[nodiscard]] bool input_is_typed();
/// Whether standard error goes to a log that writes the time itself.
[[nodiscard]] bool log_has_a_clock();
/// The language of the person or computer ("sv-SE", "sv_SE.UTF-8"); empty when it says nothing.
[[nodiscard]] std::string system_language();

/// What an administrator types to start or stop the installed agent.
[[nodiscard]] std::string_view start_command();
[[nodiscard]] std::string_view stop_command();

/// Runs `body`, which tells its phases, as the service manager of this system wants it.
[[nodiscard]] int run_managed(const std::function<int()>& body);
enum class Phase { kReady, kAlive, kStopping };
/// Tells the service manager, if one started us.
void tell_manager(Phase phase);
/// How often it wants to hear kAlive; nothing: never.
[[nodiscard]] std::optional<std::chrono::microseconds> alive_interval();

}  // namespace distanskoll::agent
