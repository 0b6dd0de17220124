// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/system.h"
#include "agent/host/windows_host.h"
#include "agent/host/windows_service.h"
#include "agent/host/windows_strings.h"
#include "shared/streams.h"

#include <windows.h>

#include <array>
#include <memory>
// after windows.h
#include <io.h>
#include <malloc.h>

namespace distanskoll::agent {

namespace {

/// SYSTEM and administrators, as local_answer.h counts root.
constexpr std::uint32_t kAdministrator = 0;

bool is_administrator() {
  std::array<std::uint8_t, SECURITY_MAX_SID_SIZE> sid{};
  DWORD size = static_cast<DWORD>(sid.size());
  BOOL is = FALSE;
  return ::CreateWellKnownSid(WinBuiltinAdministratorsSid, nullptr, sid.data(), &size) != 0 &&
         ::CheckTokenMembership(nullptr, sid.data(), &is) != 0 && is != FALSE;
}

}  // namespace

void prepare_process() {
  streams_as_bytes();
  // No folder but the system's own decides which DLL is loaded, and no box waits for a click.
  ::SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

void give_memory_back() { ::_heapmin(); }

std::unique_ptr<Host> make_host(CardWatcher* cards) { return make_windows_host(cards, nullptr); }

Result<std::unique_ptr<EventSource>> make_events() { return make_windows_events(); }

std::uint32_t own_account() {
  if (is_administrator()) return kAdministrator;
  DWORD session = 0;
  return ::ProcessIdToSessionId(::GetCurrentProcessId(), &session) != 0
             ? account_of_session(session)
             : account_of_session(0);
}

bool input_is_typed() {
  DWORD mode = 0;
  return ::GetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), &mode) != 0;
}

bool log_has_a_clock() { return is_service(); }

std::string system_language() {
  std::array<wchar_t, LOCALE_NAME_MAX_LENGTH> name{};
  const LANGID language = ::GetUserDefaultUILanguage();
  const int size = ::LCIDToLocaleName(MAKELCID(language, SORT_DEFAULT), name.data(),
                                      static_cast<int>(name.size()), 0);
  return size > 1 ? to_utf8({name.data(), static_cast<std::size_t>(size - 1)}) : std::string();
}

std::string_view start_command() { return "sc start distanskoll-agent"; }
std::string_view stop_command() { return "sc stop distanskoll-agent"; }

int run_managed(const std::function<int()>& body) { return run_as_service(body); }
void tell_manager(Phase phase) { tell_service_manager(phase); }

std::optional<std::chrono::microseconds> alive_interval() { return std::nullopt; }

}  // namespace distanskoll::agent
