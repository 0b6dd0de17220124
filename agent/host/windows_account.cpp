// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_account.h"

#include <windows.h>

#include <array>
// after windows.h
#include <sddl.h>
#include <wtsapi32.h>

namespace distanskoll::agent::windows {

std::string sid_text(PSID sid) {
  wchar_t* text = nullptr;
  if (sid == nullptr || ::IsValidSid(sid) == 0 || ::ConvertSidToStringSidW(sid, &text) == 0) {
    return {};
  }
  std::string out = to_utf8(text);
  ::LocalFree(text);
  return out;
}

std::string sid_of_token(const Handle& token) {
  alignas(TOKEN_USER) std::array<std::uint8_t, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> user{};
  DWORD size = 0;
  if (!token.open() || ::GetTokenInformation(token.get(), TokenUser, user.data(),
                                             static_cast<DWORD>(user.size()), &size) == 0) {
    return {};
  }
  return sid_text(reinterpret_cast<const TOKEN_USER*>(user.data())->User.Sid);
}

std::string own_sid() {
  HANDLE token = nullptr;
  if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &token) == 0) return {};
  return sid_of_token(Handle(token));
}

Handle token_of_session(std::uint32_t session) {
  HANDLE token = nullptr;
  return ::WTSQueryUserToken(session, &token) != 0 ? Handle(token) : Handle();
}

std::string sid_of_account(const std::wstring& domain, const std::wstring& name) {
  const std::wstring account = domain.empty() ? name : domain + L"\\" + name;
  std::array<std::uint8_t, SECURITY_MAX_SID_SIZE> sid{};
  std::array<wchar_t, 256> referenced{};
  auto sid_size = static_cast<DWORD>(sid.size());
  auto referenced_size = static_cast<DWORD>(referenced.size());
  SID_NAME_USE use = SidTypeUnknown;
  if (::LookupAccountNameW(nullptr, account.c_str(), sid.data(), &sid_size, referenced.data(),
                           &referenced_size, &use) == 0 ||
      use != SidTypeUser) {
    return {};
  }
  return sid_text(sid.data());
}

}  // namespace distanskoll::agent::windows
