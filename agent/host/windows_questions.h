// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The probes' only way to Windows, as Host is to Linux: each method is one group of system calls
// without any judgement. The real one lives in the Windows build; RecordedWindows
// (agent/probes/windows_recording.h) answers from a recording, tests from plain fields.
// Every call ends by its deadline whatever COM or a driver does. Errors: kPermissionDenied when
// Windows refuses, kNotFound when the thing is not there, kUnavailable when the service or helper
// that knows does not run, kTimedOut, kUnsupported when this Windows lacks it (Wine), kMalformed.
// An HRESULT of WMI or BitLocker is no error but part of the row. Called from the agent's one
// thread.

#include "agent/host/host.h"
#include "agent/host/windows_rows.h"

#include <functional>
#include <memory>

namespace distanskoll::agent::windows {

class WindowsQuestions {
 public:
  virtual ~WindowsQuestions() = default;

  [[nodiscard]] virtual Result<Network> network(Deadline deadline) = 0;
  /// kUnavailable: the remote access service does not run, so it has no connection. Where the
  /// session's helper does not answer, those that Windows shows to this process' account alone.
  [[nodiscard]] virtual Result<std::vector<RasConnection>> ras_connections(Deadline deadline) = 0;
  [[nodiscard]] virtual Result<DirectAccess> directaccess(Deadline deadline) = 0;
  [[nodiscard]] virtual Result<std::vector<ListedNetwork>> listed_networks(Deadline deadline) = 0;
  [[nodiscard]] virtual Result<BitLocker> bitlocker(Deadline deadline) = 0;
  /// kUnavailable: no helper runs in the session.
  [[nodiscard]] virtual Result<std::vector<ShellVolume>> shell_volumes(Deadline deadline) = 0;
  [[nodiscard]] virtual Result<std::vector<TerminalSession>> terminal_sessions(
      Deadline deadline) = 0;
  [[nodiscard]] virtual Result<std::vector<Logon>> logons(Deadline deadline) = 0;
  [[nodiscard]] virtual Result<CredentialProviders> credential_providers(Deadline deadline) = 0;
  [[nodiscard]] virtual Result<UserCertificates> user_certificates(const std::string& sid,
                                                                   Deadline deadline) = 0;
  /// Presence only; nothing connects to the card.
  [[nodiscard]] virtual CardPresence card() = 0;
  /// `sid` is empty when nobody is signed in: then the person's settings are absent.
  [[nodiscard]] virtual Result<ScreenLock> screen_lock(const std::string& sid,
                                                       Deadline deadline) = 0;
};

/// What only a program in the person's session can answer (agent/session), by the same contract;
/// empty functions: no such program is to be had. kUnavailable: it does not run now.
struct InSession {
  std::function<Result<std::vector<ShellVolume>>(Deadline)> shell_volumes;
  std::function<Result<std::vector<RasConnection>>(Deadline)> ras_connections;
};

/// The real one. kUnsupported where this is not Windows. One at a time in a process.
[[nodiscard]] Result<std::unique_ptr<WindowsQuestions>> ask_windows(InSession in_session = {});

}  // namespace distanskoll::agent::windows
