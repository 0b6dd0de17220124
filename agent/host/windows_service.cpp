// SPDX-License-Identifier: EUPL-1.2
// The running service. Its controls arrive on a thread of the manager's and only post events.
#include "agent/host/windows_service.h"

#include "agent/host/windows_host.h"

#include <windows.h>

#include <array>
#include <mutex>
#include <optional>
// after windows.h
#include <winsvc.h>

namespace distanskoll::agent {
namespace {

constexpr DWORD kAccepted = SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_PRESHUTDOWN |
                            SERVICE_ACCEPT_POWEREVENT | SERVICE_ACCEPT_SESSIONCHANGE;
constexpr DWORD kPatience = 15'000;  // how long the manager is asked to wait, milliseconds
/// Windows waits two seconds for those that hear of sleep.
constexpr std::chrono::milliseconds kSleepDelay{1'900};

/// The one service of this process; the manager's callbacks have no other way to it.
struct Service {
  std::mutex guard;
  SERVICE_STATUS_HANDLE handle = nullptr;
  const std::function<int()>* body = nullptr;
  std::optional<int> code;

  void show(DWORD state, int result = 0) {
    const std::lock_guard lock(guard);
    if (handle == nullptr) return;
    SERVICE_STATUS status{};
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    status.dwCurrentState = state;
    status.dwControlsAccepted = state == SERVICE_RUNNING ? kAccepted : 0;
    const bool passing = state == SERVICE_START_PENDING || state == SERVICE_STOP_PENDING;
    status.dwWaitHint = passing ? kPatience : 0;
    if (result != 0) {
      status.dwWin32ExitCode = ERROR_SERVICE_SPECIFIC_ERROR;
      status.dwServiceSpecificExitCode = static_cast<DWORD>(result);
    }
    ::SetServiceStatus(handle, &status);
  }
};
Service& service() {
  static Service only;
  return only;
}

DWORD WINAPI on_control(DWORD control, DWORD what, void*, void*) {
  switch (control) {
    case SERVICE_CONTROL_INTERROGATE:
      return NO_ERROR;
    case SERVICE_CONTROL_STOP:
    case SERVICE_CONTROL_PRESHUTDOWN:
    case SERVICE_CONTROL_SHUTDOWN:
      service().show(SERVICE_STOP_PENDING);
      post_windows_event(Event::kStop);
      return NO_ERROR;
    case SERVICE_CONTROL_SESSIONCHANGE:
      post_windows_event(Event::kChanged);
      return NO_ERROR;
    case SERVICE_CONTROL_POWEREVENT:
      if (what == PBT_APMSUSPEND) post_windows_event(Event::kSuspend, kSleepDelay);
      if (what == PBT_APMRESUMEAUTOMATIC) post_windows_event(Event::kResume);
      return NO_ERROR;
    default:
      return ERROR_CALL_NOT_IMPLEMENTED;
  }
}

void WINAPI service_main(DWORD, wchar_t**) {
  Service& self = service();
  {
    const std::lock_guard lock(self.guard);
    self.handle = ::RegisterServiceCtrlHandlerExW(kServiceName, on_control, nullptr);
  }
  self.show(SERVICE_START_PENDING);
  const int code = (*self.body)();
  self.code = code;
  self.show(SERVICE_STOPPED, code);
}

}  // namespace

int run_as_service(const std::function<int()>& body) {
  Service& self = service();
  self.body = &body;
  std::array<wchar_t, std::size(kServiceName)> name{};
  std::copy(std::begin(kServiceName), std::end(kServiceName), name.begin());
  const std::array<SERVICE_TABLE_ENTRYW, 2> table{{{name.data(), service_main}, {}}};
  // Returns when the service has ended, or at once when nobody but a person started us.
  if (::StartServiceCtrlDispatcherW(table.data()) == 0) return body();
  return self.code.value_or(0);
}

bool is_service() {
  const std::lock_guard lock(service().guard);
  return service().handle != nullptr;
}

void tell_service_manager(Phase phase) {
  switch (phase) {
    case Phase::kReady:
      return service().show(SERVICE_RUNNING);
    case Phase::kStopping:
      return service().show(SERVICE_STOP_PENDING);
    case Phase::kAlive:
      return;
  }
}

}  // namespace distanskoll::agent
