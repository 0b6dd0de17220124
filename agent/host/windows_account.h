// SPDX-License-Identifier: EUPL-1.2
#pragma once
// SIDs as text, and the person behind a session or an account. For agent/host/windows_*.cpp. What
// cannot be told is empty; whoever asks decides whether that means nobody.

#include "agent/host/windows_handle.h"
#include "agent/host/windows_strings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace distanskoll::agent::windows {

/// "S-1-5-…". Empty: `sid` is null or none.
[[nodiscard]] std::string sid_text(PSID sid);
/// Of whom the token is. Empty: it cannot be read.
[[nodiscard]] std::string sid_of_token(const Handle& token);
/// Of the account that this process runs as.
[[nodiscard]] std::string own_sid();
/// The token of who is signed in to a session; not open unless this is SYSTEM.
[[nodiscard]] Handle token_of_session(std::uint32_t session);
/// Asks the domain when this computer does not know the account: may take long. Empty: unknown.
[[nodiscard]] std::string sid_of_account(const std::wstring& domain, const std::wstring& name);

}  // namespace distanskoll::agent::windows
