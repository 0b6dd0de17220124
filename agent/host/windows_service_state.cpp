// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_service_state.h"

#include <windows.h>

#include <array>
#include <memory>
#include <type_traits>
#include <utility>

namespace distanskoll::agent::windows {
namespace {

constexpr std::size_t kConfigBytes = 8 * 1024;  // QueryServiceConfig's own most

struct Closed {
  void operator()(SC_HANDLE handle) const { ::CloseServiceHandle(handle); }
};
using ServiceHandle = std::unique_ptr<std::remove_pointer_t<SC_HANDLE>, Closed>;

/// Of the service, or with a null one why there is none.
struct Opened {
  ServiceHandle service;
  DWORD error = ERROR_SUCCESS;
};

Opened open_service(const wchar_t* name, DWORD access) {
  const ServiceHandle manager(::OpenSCManagerW(nullptr, nullptr, SC_MANAGER_CONNECT));
  if (!manager) return {nullptr, ::GetLastError()};
  ServiceHandle service(::OpenServiceW(manager.get(), name, access));
  const DWORD error = service ? ERROR_SUCCESS : ::GetLastError();
  return {std::move(service), error};
}

}  // namespace

ServiceState service_state(const wchar_t* name) {
  const auto [service, error] = open_service(name, SERVICE_QUERY_STATUS);
  if (!service) {
    return error == ERROR_SERVICE_DOES_NOT_EXIST ? ServiceState::kNotInstalled
                                                 : ServiceState::kUnknown;
  }
  SERVICE_STATUS status{};
  if (::QueryServiceStatus(service.get(), &status) == 0) return ServiceState::kUnknown;
  switch (status.dwCurrentState) {
    case SERVICE_STOPPED:
      return ServiceState::kStopped;
    case SERVICE_RUNNING:
      return ServiceState::kRunning;
    default:  // a number of Windows', not an enum of ours
      return ServiceState::kOther;
  }
}

bool is_service_disabled(const wchar_t* name) {
  const ServiceHandle service = open_service(name, SERVICE_QUERY_CONFIG).service;
  if (!service) return false;
  alignas(QUERY_SERVICE_CONFIGW) std::array<std::uint8_t, kConfigBytes> buffer{};
  auto* config = reinterpret_cast<QUERY_SERVICE_CONFIGW*>(buffer.data());
  DWORD need = 0;
  return ::QueryServiceConfigW(service.get(), config, static_cast<DWORD>(buffer.size()), &need) !=
             0 &&
         config->dwStartType == SERVICE_DISABLED;
}

}  // namespace distanskoll::agent::windows
