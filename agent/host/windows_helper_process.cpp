// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_helper_process.h"

#include "agent/host/windows_account.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_library.h"
#include "agent/host/windows_own_program.h"

#include <array>
#include <string>

namespace distanskoll::agent {
namespace {

namespace fs = std::filesystem;

using CreateBlock = BOOL WINAPI(void**, HANDLE, BOOL);
using DestroyBlock = BOOL WINAPI(void*);

/// A person's environment variables, in the form that a new process takes.
class Environment {
 public:
  explicit Environment(const Handle& token) {
    auto* const create = userenv_.find<CreateBlock>("CreateEnvironmentBlock");
    if (create == nullptr || create(&block_, token.get(), FALSE) == 0) block_ = nullptr;
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() {
    auto* const destroy = userenv_.find<DestroyBlock>("DestroyEnvironmentBlock");
    if (block_ != nullptr && destroy != nullptr) destroy(block_);
  }
  /// Null: it cannot be had.
  [[nodiscard]] void* block() const { return block_; }

 private:
  const Library userenv_{L"userenv.dll"};
  void* block_ = nullptr;
};

/// Its one process ends with the last handle to it, and starts no other.
Handle make_job() {
  Handle job(::CreateJobObjectW(nullptr, nullptr));
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
                                            JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
                                            JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
  limits.BasicLimitInformation.ActiveProcessLimit = 1;
  if (!job.open() || ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation,
                                               &limits, sizeof(limits)) == 0) {
    return {};
  }
  return job;
}

Error no_token(DWORD why) {
  if (why == ERROR_NO_TOKEN) return {ErrorCode::kUnavailable, "nobody is signed in to the session"};
  return windows_error("the token of the session", why);
}

std::wstring system_folder() {
  std::array<wchar_t, MAX_PATH> folder{};
  const UINT size = ::GetSystemDirectoryW(folder.data(), MAX_PATH);
  return size == 0 || size >= MAX_PATH ? L"C:\\" : std::wstring(folder.data(), size);
}

}  // namespace

fs::path helper_program() {
  const fs::path program = own_program();
  return program.empty() ? fs::path() : program.parent_path() / L"distanskoll-session.exe";
}

Result<HelperProcess> start_helper(std::uint32_t session, const fs::path& program,
                                   const std::wstring& pipe) {
  const Handle token = windows::token_of_session(session);
  if (!token.open()) return no_token(::GetLastError());
  const Environment environment(token);
  if (environment.block() == nullptr) {
    return windows_error("the person's environment", ::GetLastError());
  }
  HelperProcess made;
  made.session = session;
  made.program = program;
  made.job = make_job();
  if (!made.job.open()) return windows_error("a job for the helper", ::GetLastError());

  STARTUPINFOW how{};
  how.cb = sizeof(how);
  how.dwFlags = STARTF_FORCEOFFFEEDBACK;  // no busy pointer for a program that shows nothing
  std::wstring desktop = L"winsta0\\default";
  how.lpDesktop = desktop.data();
  std::wstring line = L"\"" + program.wstring() + L"\" " + pipe;
  PROCESS_INFORMATION started{};
  if (::CreateProcessAsUserW(token.get(), program.c_str(), line.data(), nullptr, nullptr, FALSE,
                             CREATE_UNICODE_ENVIRONMENT | CREATE_SUSPENDED, environment.block(),
                             system_folder().c_str(), &how, &started) == 0) {
    return windows_error(program.string(), ::GetLastError());
  }
  made.process = Handle(started.hProcess);
  made.thread = Handle(started.hThread);
  made.id = started.dwProcessId;
  if (::AssignProcessToJobObject(made.job.get(), made.process.get()) == 0) {
    const DWORD why = ::GetLastError();
    ::TerminateProcess(made.process.get(), 1);
    return windows_error("the helper's job", why);
  }
  return made;
}

}  // namespace distanskoll::agent
