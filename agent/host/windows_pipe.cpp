// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_pipe.h"

#include <algorithm>
#include <memory>

// after the handle
#include <sddl.h>

namespace distanskoll::agent {
namespace {

constexpr std::size_t kPart = 4096;

Error ended(bool late) {
  if (late) return {ErrorCode::kTimedOut, "the other end of the pipe does not answer in time"};
  return {ErrorCode::kUnavailable, "the other end of the pipe is gone"};
}

}  // namespace

Handle make_pipe(const std::wstring& name, const wchar_t* who, bool first, DWORD most_instances,
                 DWORD buffer) {
  PSECURITY_DESCRIPTOR list = nullptr;
  // Without the access list nobody but its owner would be let in; better none than an open one.
  if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(who, SDDL_REVISION_1, &list,
                                                             nullptr) == 0) {
    return {};
  }
  SECURITY_ATTRIBUTES security{sizeof(SECURITY_ATTRIBUTES), list, FALSE};
  const DWORD mode =
      PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | (first ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0);
  Handle pipe(::CreateNamedPipeW(name.c_str(), mode, PIPE_TYPE_BYTE | PIPE_REJECT_REMOTE_CLIENTS,
                                 most_instances, buffer, buffer, 0, &security));
  const DWORD why = ::GetLastError();
  ::LocalFree(list);
  ::SetLastError(why);
  return pipe;
}

DWORD milliseconds_until(BootTime deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - SystemClock().boot()).count();
  // INFINITE is the largest number of all.
  return static_cast<DWORD>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

Result<std::string> PipeLines::read(std::optional<BootTime> deadline) {
  PipeOperation operation(pipe_, stop_);
  std::size_t seen = 0;
  std::size_t end = std::string::npos;
  while ((end = read_.find('\n', seen)) == std::string::npos) {
    seen = read_.size();
    if (seen >= most_) return Error{ErrorCode::kTooLarge, "a line does not end"};
    std::array<char, kPart> part{};
    const auto got = operation.run(
        [&](OVERLAPPED* with) {
          return ::ReadFile(pipe_, part.data(), static_cast<DWORD>(part.size()), nullptr, with);
        },
        deadline ? milliseconds_until(*deadline) : INFINITE);
    if (!got || *got == 0) return ended(deadline && milliseconds_until(*deadline) == 0);
    read_.append(part.data(), *got);
  }
  if (end >= most_) return Error{ErrorCode::kTooLarge, "a line is too long"};
  std::string line = read_.substr(0, end);
  read_.erase(0, end + 1);
  return line;
}

Result<void> PipeLines::write(std::string_view line, BootTime deadline) {
  PipeOperation operation(pipe_, stop_);
  while (!line.empty()) {
    const auto put = operation.run(
        [&](OVERLAPPED* with) {
          return ::WriteFile(pipe_, line.data(), static_cast<DWORD>(line.size()), nullptr, with);
        },
        milliseconds_until(deadline));
    if (!put || *put == 0) return ended(milliseconds_until(deadline) == 0);
    line.remove_prefix(*put);
  }
  return {};
}

}  // namespace distanskoll::agent
