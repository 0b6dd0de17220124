// SPDX-License-Identifier: EUPL-1.2
// The service's entry with the manager and its event source, made and removed.
#include "agent/host/windows_error.h"
#include "agent/host/windows_handle.h"
#include "agent/host/windows_service.h"
#include "agent/host/windows_strings.h"

#include <windows.h>

#include <array>
#include <memory>
// after windows.h
#include <winsvc.h>

namespace distanskoll::agent {
namespace {

constexpr wchar_t kDisplayName[] = L"Distanskoll";
constexpr wchar_t kDescription[] =
    L"Kontrollerar datorns skydd vid arbete p\u00e5 annan plats och rapporterar det till "
    L"kommunens insamlare. Checks this computer's protection during remote work.";
constexpr wchar_t kSourceKey[] =
    L"SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\Distanskoll";
/// Its messages 1 to 1000 are "%1": whatever we say.
constexpr wchar_t kMessages[] = L"%SystemRoot%\\System32\\EventCreate.exe";
constexpr DWORD kEventTypes =
    EVENTLOG_ERROR_TYPE | EVENTLOG_WARNING_TYPE | EVENTLOG_INFORMATION_TYPE;
constexpr DWORD kEndWithin = 20'000;  // milliseconds
constexpr DWORD kLookAgain = 100;
constexpr DWORD kForgetFailures = 24 * 60 * 60;  // seconds

struct ServiceCloser {
  void operator()(SC_HANDLE handle) const { ::CloseServiceHandle(handle); }
};
using ServiceOwner = std::unique_ptr<SC_HANDLE__, ServiceCloser>;

Error failed(std::string_view doing, DWORD number) {
  Error error =
      windows_error("cannot " + std::string(doing) + " the service distanskoll-agent", number);
  if (number == ERROR_SERVICE_DOES_NOT_EXIST) error.code = ErrorCode::kNotFound;
  return error;
}

Result<ServiceOwner> open_manager(DWORD access) {
  ServiceOwner manager(::OpenSCManagerW(nullptr, nullptr, access));
  if (!manager) return failed("reach the manager of", ::GetLastError());
  return manager;
}

Result<ServiceOwner> open_service(const ServiceOwner& manager, DWORD access) {
  ServiceOwner service(::OpenServiceW(manager.get(), kServiceName, access));
  if (!service) return failed("open", ::GetLastError());
  return service;
}

/// Restarted after 5 s, a minute and then every ten; also when it ends by itself with an error.
Result<void> describe(SC_HANDLE service) {
  std::wstring words(kDescription);
  SERVICE_DESCRIPTIONW description{words.data()};
  std::array<SC_ACTION, 3> actions{
      {{SC_ACTION_RESTART, 5'000}, {SC_ACTION_RESTART, 60'000}, {SC_ACTION_RESTART, 600'000}}};
  SERVICE_FAILURE_ACTIONSW failures{};
  failures.dwResetPeriod = kForgetFailures;
  failures.cActions = static_cast<DWORD>(actions.size());
  failures.lpsaActions = actions.data();
  SERVICE_FAILURE_ACTIONS_FLAG also_errors{TRUE};
  SERVICE_DELAYED_AUTO_START_INFO delayed{TRUE};
  const std::array<std::pair<DWORD, void*>, 4> wishes{{
      {SERVICE_CONFIG_DESCRIPTION, &description},
      {SERVICE_CONFIG_FAILURE_ACTIONS, &failures},
      {SERVICE_CONFIG_FAILURE_ACTIONS_FLAG, &also_errors},
      {SERVICE_CONFIG_DELAYED_AUTO_START_INFO, &delayed},
  }};
  for (const auto& [kind, wish] : wishes) {
    if (::ChangeServiceConfig2W(service, kind, wish) == 0) {
      const DWORD why = ::GetLastError();
      if (why != ERROR_INVALID_LEVEL) return failed("describe", why);  // unknown to this Windows
    }
  }
  return {};
}

Result<void> make_event_source() {
  HKEY key = nullptr;
  LSTATUS done = ::RegCreateKeyExW(HKEY_LOCAL_MACHINE, kSourceKey, 0, nullptr, 0, KEY_SET_VALUE,
                                   nullptr, &key, nullptr);
  if (done == ERROR_SUCCESS) {
    done = ::RegSetValueExW(key, L"EventMessageFile", 0, REG_EXPAND_SZ,
                            reinterpret_cast<const BYTE*>(kMessages), sizeof(kMessages));
    const LSTATUS types =
        ::RegSetValueExW(key, L"TypesSupported", 0, REG_DWORD,
                         reinterpret_cast<const BYTE*>(&kEventTypes), sizeof(kEventTypes));
    ::RegCloseKey(key);
    if (done == ERROR_SUCCESS) done = types;
  }
  if (done != ERROR_SUCCESS) return failed("register events of", static_cast<DWORD>(done));
  return {};
}

/// The process that runs the service; none when it is stopped.
Handle process_of(SC_HANDLE service) {
  SERVICE_STATUS_PROCESS status{};
  DWORD need = 0;
  if (::QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, reinterpret_cast<BYTE*>(&status),
                             sizeof status, &need) == 0 ||
      status.dwProcessId == 0) {
    return {};
  }
  return Handle(::OpenProcess(SYNCHRONIZE | PROCESS_TERMINATE, FALSE, status.dwProcessId));
}

bool ends_within(const Handle& process, DWORD milliseconds) {
  return ::WaitForSingleObject(process.get(), milliseconds) == WAIT_OBJECT_0;
}

/// Asks again and again, for a service that is starting takes no control.
Result<void> end_service(SC_HANDLE service) {
  const Handle process = process_of(service);
  for (DWORD waited = 0; waited < kEndWithin; waited += kLookAgain) {
    SERVICE_STATUS status{};
    if (::ControlService(service, SERVICE_CONTROL_STOP, &status) == 0) {
      const DWORD why = ::GetLastError();
      if (why == ERROR_SERVICE_NOT_ACTIVE && !process.open()) return {};
      if (why != ERROR_SERVICE_NOT_ACTIVE && why != ERROR_SERVICE_CANNOT_ACCEPT_CTRL) {
        return failed("stop", why);
      }
    }
    if (!process.open()) {
      ::Sleep(kLookAgain);
    } else if (ends_within(process, kLookAgain)) {
      return {};
    }
  }
  if (process.open() && ::TerminateProcess(process.get(), 1) != 0 &&
      ends_within(process, kEndWithin)) {
    return {};
  }
  return Error{ErrorCode::kTimedOut, "the service distanskoll-agent does not end"};
}

}  // namespace

Result<void> install_service(const std::filesystem::path& program, const std::string& arguments) {
  const auto manager = open_manager(SC_MANAGER_CONNECT | SC_MANAGER_CREATE_SERVICE);
  if (!manager) return manager.error();
  const std::wstring command = L"\"" + program.wstring() + L"\" " + to_utf16(arguments);
  ServiceOwner service(::CreateServiceW(manager->get(), kServiceName, kDisplayName,
                                        SERVICE_ALL_ACCESS, SERVICE_WIN32_OWN_PROCESS,
                                        SERVICE_AUTO_START, SERVICE_ERROR_NORMAL, command.c_str(),
                                        nullptr, nullptr, nullptr, nullptr, nullptr));
  if (!service) {
    const DWORD why = ::GetLastError();
    if (why != ERROR_SERVICE_EXISTS) return failed("install", why);
    auto there = open_service(*manager, SERVICE_ALL_ACCESS);
    if (!there) return there.error();
    service = std::move(*there);
    if (::ChangeServiceConfigW(service.get(), SERVICE_WIN32_OWN_PROCESS, SERVICE_AUTO_START,
                               SERVICE_ERROR_NORMAL, command.c_str(), nullptr, nullptr, nullptr,
                               nullptr, nullptr, kDisplayName) == 0) {
      return failed("change", ::GetLastError());
    }
  }
  DISTANSKOLL_TRY(describe(service.get()));
  return make_event_source();
}

Result<void> start_service() {
  const auto manager = open_manager(SC_MANAGER_CONNECT);
  if (!manager) return manager.error();
  const auto service = open_service(*manager, SERVICE_START);
  if (!service) return service.error();
  if (::StartServiceW(service->get(), 0, nullptr) == 0) {
    const DWORD why = ::GetLastError();
    if (why != ERROR_SERVICE_ALREADY_RUNNING) return failed("start", why);
  }
  return {};
}

Result<void> stop_service() {
  const auto manager = open_manager(SC_MANAGER_CONNECT);
  if (!manager) return manager.error();
  const auto service = open_service(*manager, SERVICE_STOP | SERVICE_QUERY_STATUS);
  if (!service) return service.error();
  return end_service(service->get());
}

Result<void> remove_service() {
  const auto manager = open_manager(SC_MANAGER_CONNECT);
  if (!manager) return manager.error();
  const auto service = open_service(*manager, SERVICE_STOP | SERVICE_QUERY_STATUS | DELETE);
  if (!service) return service.error();
  DISTANSKOLL_TRY(end_service(service->get()));
  if (::DeleteService(service->get()) == 0) {
    const DWORD why = ::GetLastError();
    // Gone as soon as nobody looks at it any more.
    if (why != ERROR_SERVICE_MARKED_FOR_DELETE) return failed("remove", why);
  }
  ::RegDeleteKeyW(HKEY_LOCAL_MACHINE, kSourceKey);
  return {};
}

}  // namespace distanskoll::agent
