// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The readings behind WindowsQuestions (windows_questions.h has each one's contract), one group of
// system calls each, in windows_adapters.cpp and its neighbours. Blocking: those that can hang are
// called on a lane by windows_questions.cpp and by nobody else. Rows, no judgement. Those that take
// a deadline spend it on several calls and give up between two of them; the answer of the others
// comes with one.

#include "agent/host/host.h"
#include "agent/host/windows_rows.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent::windows {

/// Without the ages of WireGuard's handshakes.
[[nodiscard]] Result<Network> read_network();
/// Of WireGuard's adapters with these GUIDs; nothing: it cannot be asked.
[[nodiscard]] std::vector<std::optional<std::int64_t>> read_handshake_ages(
    const std::vector<std::string>& adapter_guids);
[[nodiscard]] Result<std::vector<RasConnection>> read_ras_connections();
[[nodiscard]] Result<std::vector<TerminalSession>> read_terminal_sessions();
[[nodiscard]] Result<std::vector<Logon>> read_logons();
[[nodiscard]] CredentialProviders read_credential_providers();
/// kInvalidArgument: `sid` is none.
[[nodiscard]] Result<UserCertificates> read_user_certificates(const std::string& sid);
/// `sid` may be empty.
[[nodiscard]] Result<ScreenLock> read_screen_lock(const std::string& sid);
/// In which language Windows speaks to that person, "sv-SE"; else the one of their region; empty:
/// neither is set, or `sid` is none.
[[nodiscard]] std::string read_language(const std::string& sid);
[[nodiscard]] CardPresence read_card();
/// Which session has a person at it now: the computer's own before one over RDP. Whether somebody
/// is signed in there shows when its token is asked for. Nothing: none.
[[nodiscard]] std::optional<std::uint32_t> read_session_in_use();

// In the person's session, on a thread that has not entered COM.
[[nodiscard]] Result<std::vector<ShellVolume>> read_shell_volumes();

// On a thread that has entered COM.
[[nodiscard]] Result<DirectAccess> read_directaccess(Deadline deadline);
[[nodiscard]] Result<std::vector<ListedNetwork>> read_listed_networks();
[[nodiscard]] Result<BitLocker> read_bitlocker(Deadline deadline);

}  // namespace distanskoll::agent::windows
