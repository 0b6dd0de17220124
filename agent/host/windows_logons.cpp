// SPDX-License-Identifier: EUPL-1.2
// Logon sessions of the local security authority. Anybody may read their own, SYSTEM and
// administrators all of them.
#include "agent/host/windows_account.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_readings.h"
#include "shared/limits.h"

#include <windows.h>

#include <memory>
// after windows.h
#include <ntsecapi.h>

namespace distanskoll::agent::windows {
namespace {

struct LsaFreed {
  void operator()(void* memory) const { ::LsaFreeReturnBuffer(memory); }
};

Error lsa_error(const char* what, NTSTATUS status) {
  return windows_error(what, ::LsaNtStatusToWinError(status));
}

std::string text_of(const LSA_UNICODE_STRING& text) {
  if (text.Buffer == nullptr) return {};
  return to_utf8({text.Buffer, text.Length / sizeof(wchar_t)});
}

/// "high:low".
std::string luid_text(const LUID& luid) {
  return std::to_string(static_cast<std::uint32_t>(luid.HighPart)) + ":" +
         std::to_string(luid.LowPart);
}

Logon logon_of(const SECURITY_LOGON_SESSION_DATA& data) {
  Logon logon;
  logon.id = luid_text(data.LogonId);
  logon.type = data.LogonType;
  logon.package = text_of(data.AuthenticationPackage);
  logon.session = data.Session;
  logon.sid = sid_text(data.Sid);
  if (data.Size >= offsetof(SECURITY_LOGON_SESSION_DATA, UserFlags) + sizeof(data.UserFlags)) {
    logon.user_flags = data.UserFlags;
  }
  return logon;
}

}  // namespace

Result<std::vector<Logon>> read_logons() {
  ULONG count = 0;
  LUID* list = nullptr;
  if (const NTSTATUS done = ::LsaEnumerateLogonSessions(&count, &list); done < 0) {
    return lsa_error("the logon sessions", done);
  }
  const std::unique_ptr<LUID, LsaFreed> keep(list);
  std::vector<Logon> logons;
  std::optional<Error> refused;
  for (ULONG i = 0; i < count && logons.size() < limits::kLogons; ++i) {
    SECURITY_LOGON_SESSION_DATA* data = nullptr;
    const NTSTATUS done = ::LsaGetLogonSessionData(&list[i], &data);
    const std::unique_ptr<SECURITY_LOGON_SESSION_DATA, LsaFreed> keep_data(data);
    if (done < 0) {
      Error error = lsa_error("a logon session", done);
      if (error.code == ErrorCode::kPermissionDenied) refused = std::move(error);
    } else if (data != nullptr) {
      logons.push_back(logon_of(*data));
    }
  }
  if (logons.empty() && refused) return *refused;
  return logons;
}

}  // namespace distanskoll::agent::windows
