// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The helper as a process: started by the service in the name of who is signed in to a session, on
// their desktop, without a window, allowed to start nothing, and gone when its owner here is gone
// or the service ends, however it ends. Needs SYSTEM; whoever else tries is refused. Windows only.
// Errors: kPermissionDenied (this is not SYSTEM), kUnavailable (nobody is signed in there),
// kNotFound (the program is not beside ours), kIo.

#include "agent/host/windows_handle.h"
#include "shared/result.h"

#include <cstdint>
#include <filesystem>

namespace distanskoll::agent {

/// By which the helper is told from everybody else.
struct HelperProcess {
  std::uint32_t session = 0;
  DWORD id = 0;    ///< no other process gets it while `process` is open
  Handle process;  ///< to wait for and to ask
  std::filesystem::path program;
  Handle job;     ///< what closes it ends the process
  Handle thread;  ///< it has not begun while this is open

  /// Lets it begin.
  void begin() {
    ::ResumeThread(thread.get());
    thread.reset();
  }
  [[nodiscard]] bool alive() const {
    return ::WaitForSingleObject(process.get(), 0) == WAIT_TIMEOUT;
  }
};

/// "distanskoll-session.exe" beside this program: who can replace it can replace the service too.
[[nodiscard]] std::filesystem::path helper_program();

/// Waits for begin(). `pipe`: where it finds us.
[[nodiscard]] Result<HelperProcess> start_helper(std::uint32_t session,
                                                 const std::filesystem::path& program,
                                                 const std::wstring& pipe);

}  // namespace distanskoll::agent
