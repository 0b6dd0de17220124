// SPDX-License-Identifier: EUPL-1.2
#include "agent/reporting/state_lock.h"
#include "shared/files.h"

#include <windows.h>

#include <system_error>

namespace distanskoll::agent {

Result<StateLock> StateLock::take(const std::filesystem::path& state) {
  std::error_code code;
  if (!std::filesystem::is_directory(state, code)) DISTANSKOLL_TRY(make_private_folder(state));
  const std::filesystem::path file = state / "lock";
  make_secret_file(file);
  const HANDLE handle = ::CreateFileW(file.c_str(), GENERIC_READ, 0, nullptr, OPEN_EXISTING,
                                      FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
  if (handle != INVALID_HANDLE_VALUE) return StateLock(reinterpret_cast<std::intptr_t>(handle));
  const DWORD why = ::GetLastError();
  if (why == ERROR_SHARING_VIOLATION) {
    return Error{ErrorCode::kConflict,
                 "another distanskoll-agent uses " + state.string() + " (run or enroll)"};
  }
  const bool denied = why == ERROR_ACCESS_DENIED;
  return Error{denied ? ErrorCode::kPermissionDenied : ErrorCode::kIo,
               file.string() + ": " + std::system_category().message(static_cast<int>(why))};
}

StateLock::~StateLock() {
  if (handle_ != -1) ::CloseHandle(reinterpret_cast<HANDLE>(handle_));
}

}  // namespace distanskoll::agent
