// SPDX-License-Identifier: EUPL-1.2
// Each question that may hang has a lane, so that the pipe is read whatever the shell does.
#include "agent/host/lane.h"
#include "agent/host/windows_pipe.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_toast.h"
#include "agent/session/helper.h"
#include "agent/session/session_words.h"
#include "agent/session/toast_xml.h"

#include <optional>
#include <string>
#include <utility>

// after the handle
#include <aclapi.h>

namespace distanskoll::agent {
namespace {

constexpr std::chrono::milliseconds kComing{5'000};   ///< until the service has a place for us
constexpr std::chrono::milliseconds kAnswer{1'200};   ///< the service waits a little longer
constexpr std::chrono::milliseconds kSaying{10'000};  ///< until the service has read an answer

BootTime in(std::chrono::milliseconds wait) { return SystemClock().boot() + BootTime(wait); }

/// Nobody else than SYSTEM and administrators can make an object that they own.
bool belongs_to_service(const Handle& pipe) {
  PSID owner = nullptr;
  PSECURITY_DESCRIPTOR whole = nullptr;
  if (::GetSecurityInfo(pipe.get(), SE_KERNEL_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr,
                        nullptr, nullptr, &whole) != ERROR_SUCCESS) {
    return false;
  }
  const bool known = ::IsWellKnownSid(owner, WinBuiltinAdministratorsSid) != 0 ||
                     ::IsWellKnownSid(owner, WinLocalSystemSid) != 0;
  ::LocalFree(whole);
  return known;
}

Handle connect(const std::wstring& pipe) {
  const BootTime end = in(kComing);
  while (true) {
    // Who listens learns who we are and can do nothing in our name.
    Handle line(::CreateFileW(
        pipe.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
        FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
    if (line.open() || ::GetLastError() != ERROR_PIPE_BUSY) return line;
    const DWORD left = milliseconds_until(end);
    if (left == 0 || ::WaitNamedPipeW(pipe.c_str(), left) == 0) return {};
  }
}

template <class Value>
SessionValue value_of(Result<Value> result) {
  if (!result) return result.error().code;
  return std::move(*result);
}

SessionValue value_of(const Result<void>& done) {
  if (!done) return done.error().code;
  return true;
}

class Answers {
 public:
  SessionValue answer(const SessionQuestion& question) {
    const BootTime end = in(kAnswer);
    switch (question.ask) {
      case SessionAsk::kShellVolumes:
        return value_of(shell_.ask(end, windows::read_shell_volumes));
      case SessionAsk::kRasConnections:
        return value_of(connections_.ask(end, windows::read_ras_connections));
      case SessionAsk::kMayDisturb:
        return value_of(notices_.ask(end, accepts_notifications));
      case SessionAsk::kNotify:
        return value_of(notices_.ask(
            end, [notice = question.notice] { return show_toast(toast_xml(notice)); }));
    }
    return ErrorCode::kUnsupported;
  }

 private:
  Lane shell_;
  Lane connections_;
  Lane notices_;
};

HelperEnd answer_all(const Handle& pipe) {
  PipeLines lines(pipe.get(), nullptr, kSessionLineBytes);
  Answers answers;
  while (true) {
    const auto line = lines.read(std::nullopt);
    if (!line)
      return line.error().code == ErrorCode::kTooLarge ? HelperEnd::kMalformed : HelperEnd::kOver;
    const auto question = read_question(*line);
    if (!question) return HelperEnd::kMalformed;
    const std::string answer = write_answer({question->number, answers.answer(*question)});
    if (!lines.write(answer, in(kSaying))) return HelperEnd::kOver;
  }
}

}  // namespace

HelperEnd run_session_helper(std::wstring_view pipe) {
  const Handle line = connect(std::wstring(pipe));
  if (!line.open()) return HelperEnd::kNoService;
  if (!belongs_to_service(line)) return HelperEnd::kStranger;
  return answer_all(line);
}

}  // namespace distanskoll::agent
