// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_error.h"
#include "agent/session/helper_line.h"

#include <array>
#include <utility>

namespace distanskoll::agent {
namespace {

/// Owned by administrators, by which the helper knows us. SYSTEM and administrators all; whoever is
/// signed in on this computer reads and writes but makes no instance; the network nothing.
constexpr wchar_t kWhoMay[] = L"O:BAD:P(D;;FA;;;NU)(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x12019b;;;IU)";
constexpr DWORD kBuffer = 4096;
constexpr int kMostLateAnswers = 16;  ///< answers to questions that nobody waits for any more

/// Of which program the process is, by the name that the system keeps of it.
bool runs(const Handle& process, const std::filesystem::path& program) {
  std::array<wchar_t, 4096> name{};
  auto size = static_cast<DWORD>(name.size());
  if (::QueryFullProcessImageNameW(process.get(), 0, name.data(), &size) == 0) return false;
  const std::wstring& wanted = program.native();
  return ::CompareStringOrdinal(name.data(), static_cast<int>(size), wanted.c_str(),
                                static_cast<int>(wanted.size()), TRUE) == CSTR_EQUAL;
}

}  // namespace

HelperLine::HelperLine(Handle pipe, Handle stop, Handle leave, std::function<void()> connected)
    : pipe_(std::move(pipe)),
      stop_(std::move(stop)),
      leave_(std::move(leave)),
      connected_(std::move(connected)),
      lines_(pipe_.get(), stop_.get(), kSessionLineBytes),
      thread_([this] { serve(); }) {}

HelperLine::~HelperLine() {
  ::SetEvent(stop_.get());
  thread_.join();
}

Result<std::unique_ptr<HelperLine>> HelperLine::open(const std::wstring& name,
                                                     std::function<void()> connected) {
  Handle pipe = make_pipe(name, kWhoMay, true, 1, kBuffer);
  if (!pipe.open()) {
    const DWORD why = ::GetLastError();
    if (why == ERROR_ACCESS_DENIED || why == ERROR_PIPE_BUSY) {
      return Error{ErrorCode::kConflict, "somebody else has the pipe of the session's helper"};
    }
    return windows_error("the pipe of the session's helper", why);
  }
  Handle stop(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
  Handle leave(::CreateEventW(nullptr, TRUE, FALSE, nullptr));
  if (!stop.open() || !leave.open()) return windows_error("an event", ::GetLastError());
  return std::unique_ptr<HelperLine>(
      new HelperLine(std::move(pipe), std::move(stop), std::move(leave), std::move(connected)));
}

void HelperLine::serve() {
  while (::WaitForSingleObject(stop_.get(), 0) != WAIT_OBJECT_0) {
    PipeOperation connection(pipe_.get(), stop_.get());
    const auto connected = connection.run(
        [&](OVERLAPPED* with) { return ::ConnectNamedPipe(pipe_.get(), with); }, INFINITE);
    if (connected) keep();
    if (::WaitForSingleObject(stop_.get(), 0) == WAIT_OBJECT_0) return;
    // Under the guard: nobody asks while another may come.
    const std::lock_guard lock(guard_);
    in_ = false;
    lines_.forget();
    ::DisconnectNamedPipe(pipe_.get());
  }
}

bool HelperLine::is_expected() const {
  ULONG caller = 0;
  DWORD session = 0;
  return expected_ && ::GetNamedPipeClientProcessId(pipe_.get(), &caller) != 0 &&
         caller == expected_->id && expected_->alive() &&
         ::ProcessIdToSessionId(caller, &session) != 0 && session == expected_->session &&
         runs(expected_->process, expected_->program);
}

void HelperLine::keep() {
  std::shared_ptr<const HelperProcess> helper;
  bool awaited = false;
  {
    const std::lock_guard lock(guard_);
    if (!is_expected()) return;
    helper = expected_;
    awaited = awaited_;
    ::ResetEvent(leave_.get());
    in_ = true;
  }
  came_.notify_all();
  if (!awaited && connected_) connected_();
  const std::array handles = {stop_.get(), leave_.get(), helper->process.get()};
  ::WaitForMultipleObjects(static_cast<DWORD>(handles.size()), handles.data(), FALSE, INFINITE);
}

void HelperLine::expect(std::shared_ptr<const HelperProcess> helper) {
  const std::lock_guard lock(guard_);
  expected_ = std::move(helper);
  in_ = false;
  ::SetEvent(leave_.get());
}

bool HelperLine::await(BootTime deadline) {
  std::unique_lock lock(guard_);
  awaited_ = true;
  came_.wait_for(lock, std::chrono::milliseconds(milliseconds_until(deadline)),
                 [&] { return in_; });
  awaited_ = false;
  return in_;
}

Result<SessionAnswer> HelperLine::ask(const SessionQuestion& question, BootTime deadline) {
  const std::lock_guard lock(guard_);
  if (!in_) return Error{ErrorCode::kUnavailable, "the session's helper is gone"};
  // Half a question cannot be taken back.
  if (const auto said = lines_.write(write_question(question), deadline); !said) {
    return Error{ErrorCode::kUnavailable, "the session's helper does not listen"};
  }
  for (int i = 0; i <= kMostLateAnswers; ++i) {
    const auto line = lines_.read(deadline);
    if (!line) return line.error();
    auto answer = read_answer(*line);
    if (!answer) return answer.error().with_prefix("the session's helper");
    if (answer->number == question.number) return answer;
    if (answer->number > question.number) break;
  }
  return Error{ErrorCode::kMalformed, "the session's helper answers what nobody asked"};
}

}  // namespace distanskoll::agent
