// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_error.h"

#include <cstdint>
#include <string>
#include <system_error>

namespace distanskoll::agent {
namespace {

constexpr std::uint32_t kFacilityWin32 = 0x80070000;

ErrorCode code_of(DWORD number) {
  switch (number) {
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD:
      return ErrorCode::kPermissionDenied;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_NOT_FOUND:
      return ErrorCode::kNotFound;
    case ERROR_NOT_SUPPORTED:
    case ERROR_CALL_NOT_IMPLEMENTED:
    case ERROR_PROC_NOT_FOUND:
    case ERROR_MOD_NOT_FOUND:
      return ErrorCode::kUnsupported;
    case ERROR_SERVICE_NOT_ACTIVE:
    case ERROR_SERVICE_DISABLED:
    case ERROR_SERVICE_DOES_NOT_EXIST:
    case RPC_S_SERVER_UNAVAILABLE:
      return ErrorCode::kUnavailable;
    default:  // a number of Windows', not an enum of ours
      return ErrorCode::kIo;
  }
}

ErrorCode code_of_com(std::uint32_t result) {
  if ((result & 0xFFFF'0000) == kFacilityWin32) return code_of(result & 0xFFFF);
  switch (result) {
    case 0x80004001:  // E_NOTIMPL
    case 0x80040154:  // REGDB_E_CLASSNOTREG
    case 0x80004002:  // E_NOINTERFACE
      return ErrorCode::kUnsupported;
    case 0x80080005:  // CO_E_SERVER_EXEC_FAILURE
      return ErrorCode::kUnavailable;
    default:  // a number of Windows', not an enum of ours
      return ErrorCode::kIo;
  }
}

std::string text_of(std::string_view what, int number) {
  if (number == ERROR_SUCCESS) return std::string(what) + ": Windows gives no reason";
  return std::string(what) + ": " + std::system_category().message(number);
}

}  // namespace

Error windows_error(std::string_view what, DWORD number) {
  return {code_of(number), text_of(what, static_cast<int>(number))};
}

Error com_error(std::string_view what, HRESULT result) {
  return {code_of_com(static_cast<std::uint32_t>(result)), text_of(what, result)};
}

}  // namespace distanskoll::agent
