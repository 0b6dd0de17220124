// SPDX-License-Identifier: EUPL-1.2
// Sessions of the terminal services. Of WTSINFOEX only what stands before its times is read: when
// somebody came, left or last touched a key is not looked at.
#include "agent/host/windows_account.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_readings.h"
#include "shared/limits.h"

#include <windows.h>

#include <cstring>
#include <memory>
// after windows.h
#include <wtsapi32.h>

namespace distanskoll::agent::windows {
namespace {

constexpr DWORD kNoConsole = 0xFFFF'FFFF;            // WTSGetActiveConsoleSessionId
constexpr std::uint32_t kUnknownLock = 0xFFFF'FFFF;  // WTS_SESSIONSTATE_UNKNOWN

// Not in mingw-w64's header: WTSSessionInfoEx, and the beginning of WTSINFOEXW.
constexpr auto kSessionInfoEx = static_cast<WTS_INFO_CLASS>(25);
struct SessionInfoStart {
  DWORD level;
  DWORD padding;  // what follows holds 64-bit times
  ULONG session;
  std::int32_t state;
  std::int32_t flags;
};
static_assert(sizeof(SessionInfoStart) == 20);

struct WtsFreed {
  void operator()(void* memory) const { ::WTSFreeMemory(memory); }
};
struct Answer {
  std::unique_ptr<wchar_t, WtsFreed> data;
  DWORD size = 0;
};

/// Null data: not told.
Answer query(DWORD session, WTS_INFO_CLASS what) {
  wchar_t* data = nullptr;
  DWORD size = 0;
  if (::WTSQuerySessionInformationW(nullptr, session, what, &data, &size) == 0) return {};
  return {std::unique_ptr<wchar_t, WtsFreed>(data), size};
}

std::wstring text_of(DWORD session, WTS_INFO_CLASS what) {
  const Answer answer = query(session, what);
  if (!answer.data) return {};
  std::wstring text(answer.data.get(), answer.size / sizeof(wchar_t));
  text.resize(std::min(text.find(L'\0'), text.size()));
  return text;
}

std::uint32_t lock_flags_of(DWORD session) {
  const Answer answer = query(session, kSessionInfoEx);
  SessionInfoStart start{};
  if (!answer.data || answer.size < sizeof(start)) return kUnknownLock;
  std::memcpy(&start, answer.data.get(), sizeof(start));
  return start.level == 1 ? static_cast<std::uint32_t>(start.flags) : kUnknownLock;
}

bool is_remote(DWORD session) {
  const Answer answer = query(session, WTSClientProtocolType);
  USHORT protocol = 0;
  if (!answer.data || answer.size < sizeof(protocol)) {
    return session != ::WTSGetActiveConsoleSessionId();
  }
  std::memcpy(&protocol, answer.data.get(), sizeof(protocol));
  return protocol != WTS_PROTOCOL_TYPE_CONSOLE;
}

/// Of who is signed in to the session. Empty: nobody can tell.
std::string sid_of(DWORD session, const std::wstring& domain, const std::wstring& user) {
  std::string sid = sid_of_token(token_of_session(session));
  return sid.empty() ? sid_of_account(domain, user) : sid;
}

}  // namespace

std::optional<std::uint32_t> read_session_in_use() {
  WTS_SESSION_INFOW* list = nullptr;
  DWORD count = 0;
  if (::WTSEnumerateSessionsW(nullptr, 0, 1, &list, &count) == 0) count = 0;
  const std::unique_ptr<WTS_SESSION_INFOW, WtsFreed> keep(list);
  const DWORD console = ::WTSGetActiveConsoleSessionId();
  std::optional<std::uint32_t> found;
  for (DWORD i = 0; i < count; ++i) {
    const DWORD id = list[i].SessionId;
    if (list[i].State != WTSActive || id == 0) continue;
    if (!found || id == console) found = id;
  }
  // Without a list (Wine) the console's is the only one that can be named.
  if (!found && count == 0 && console != kNoConsole) found = console;
  return found;
}

Result<std::vector<TerminalSession>> read_terminal_sessions() {
  WTS_SESSION_INFOW* list = nullptr;
  DWORD count = 0;
  if (::WTSEnumerateSessionsW(nullptr, 0, 1, &list, &count) == 0) {
    return windows_error("the sessions", ::GetLastError());
  }
  const std::unique_ptr<WTS_SESSION_INFOW, WtsFreed> keep(list);
  std::vector<TerminalSession> sessions;
  for (DWORD i = 0; i < count && sessions.size() < limits::kSessions; ++i) {
    const DWORD id = list[i].SessionId;
    const bool active = list[i].State == WTSActive;
    const std::wstring user = text_of(id, WTSUserName);
    if (user.empty() && !active) continue;
    TerminalSession session;
    session.id = id;
    session.state = static_cast<std::uint32_t>(list[i].State);
    session.lock_flags = lock_flags_of(id);
    session.remote = is_remote(id);
    session.user = to_utf8(user);
    if (!user.empty()) {
      session.sid = sid_of(id, text_of(id, WTSDomainName), user);
      // An empty SID would say that nobody is signed in.
      if (session.sid.empty() && active) {
        return Error{ErrorCode::kPermissionDenied, "the account of the session is not told"};
      }
      if (session.sid.empty()) continue;
    }
    sessions.push_back(std::move(session));
  }
  return sessions;
}

}  // namespace distanskoll::agent::windows
