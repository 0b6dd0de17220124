// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Named pipes with deadlines, for both of ours: the local one (agent/reporting/local_socket) and
// the one to the helper in the session (agent/session). An end belongs to one thread at a time.
// Errors of PipeLines: kTimedOut, kTooLarge (a line without an end), kUnavailable (the other end is
// gone, or we are told to stop).

#include "agent/host/windows_handle.h"
#include "shared/clock.h"
#include "shared/result.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace distanskoll::agent {

/// One overlapped operation on a pipe, with a deadline and a way to be called off.
class PipeOperation {
 public:
  /// `stop` may be null.
  PipeOperation(HANDLE pipe, HANDLE stop)
      : pipe_(pipe), stop_(stop), done_(::CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}

  /// The number of bytes, or nothing: an error, the deadline, the stop. `start` begins it and
  /// returns what the system function returned.
  template <class Start>
  std::optional<DWORD> run(Start start, DWORD milliseconds) {
    overlapped_ = {};
    overlapped_.hEvent = done_.get();
    ::ResetEvent(done_.get());
    if (start(&overlapped_) == 0) {
      const DWORD why = ::GetLastError();
      if (why == ERROR_PIPE_CONNECTED) return 0;
      if (why != ERROR_IO_PENDING) return std::nullopt;
    }
    const std::array handles = {stop_, done_.get()};
    const DWORD first = stop_ == nullptr ? 1 : 0;
    const DWORD woken =
        ::WaitForMultipleObjects(2 - first, handles.data() + first, FALSE, milliseconds);
    DWORD bytes = 0;
    if (woken != WAIT_OBJECT_0 + 1 - first) {
      ::CancelIoEx(pipe_, &overlapped_);
      // The system must be done with the buffer before anybody else is.
      ::GetOverlappedResult(pipe_, &overlapped_, &bytes, TRUE);
      return std::nullopt;
    }
    if (::GetOverlappedResult(pipe_, &overlapped_, &bytes, FALSE) == 0) return std::nullopt;
    return bytes;
  }

 private:
  HANDLE pipe_;
  HANDLE stop_;
  Handle done_;
  OVERLAPPED overlapped_{};
};

/// An instance of the pipe `name` that nobody may connect to over the network and, on this
/// computer, who `who` (SDDL) lets in. `first`: nobody else may have made one. Not open:
/// GetLastError() says why.
[[nodiscard]] Handle make_pipe(const std::wstring& name, const wchar_t* who, bool first,
                               DWORD most_instances, DWORD buffer);

/// Milliseconds until `deadline` on the boot clock, for one wait; 0 when it is over.
[[nodiscard]] DWORD milliseconds_until(BootTime deadline);

/// Lines over one end of a pipe.
class PipeLines {
 public:
  /// `most`: bytes of a line with its newline.
  PipeLines(HANDLE pipe, HANDLE stop, std::size_t most) : pipe_(pipe), stop_(stop), most_(most) {}

  /// Without its newline. Nothing as `deadline`: for as long as it takes.
  [[nodiscard]] Result<std::string> read(std::optional<BootTime> deadline);
  /// With its newline.
  [[nodiscard]] Result<void> write(std::string_view line, BootTime deadline);
  /// Forgets what was read of a line that is not whole: another speaks now.
  void forget() { read_.clear(); }

 private:
  HANDLE pipe_;
  HANDLE stop_;
  std::size_t most_;
  std::string read_;
};

}  // namespace distanskoll::agent
