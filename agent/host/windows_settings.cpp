// SPDX-License-Identifier: EUPL-1.2
// What administrators and persons set in the registry: credential providers, screen lock, language.
#include "agent/host/windows_decode.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_registry.h"
#include "agent/host/windows_service_state.h"

namespace distanskoll::agent::windows {
namespace {

constexpr const char* kPolicies = R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System)";
constexpr const char* kLogonUi =
    R"(SOFTWARE\Microsoft\Windows\CurrentVersion\Authentication\LogonUI)";
constexpr const char* kWinlogon = R"(SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon)";
constexpr const char* kPersonsPolicy =
    R"(\Software\Policies\Microsoft\Windows\Control Panel\Desktop)";
constexpr const char* kPersonsChoice = R"(\Control Panel\Desktop)";
constexpr const char* kPersonsRegion = R"(\Control Panel\International)";
constexpr const wchar_t* kCardRemoval = L"ScPolicySvc";

ScreenSaver read_saver(const RegistryPlace& place) {
  return {read_value(place, "ScreenSaveActive"), read_value(place, "ScreenSaverIsSecure"),
          read_value(place, "ScreenSaveTimeOut"), read_value(place, "SCRNSAVE.EXE")};
}

}  // namespace

CredentialProviders read_credential_providers() {
  const RegistryPlace logon{Hive::kMachine, kLogonUi};
  return {read_value(logon, "LastLoggedOnProvider"), read_value(logon, "LastLoggedOnUserSID"),
          read_value({Hive::kMachine, kPolicies}, "scforceoption")};
}

Result<ScreenLock> read_screen_lock(const std::string& sid) {
  if (!sid.empty() && !is_sid(sid)) return Error{ErrorCode::kInvalidArgument, "this is no SID"};
  ScreenLock lock;
  const RegistryPlace winlogon{Hive::kMachine, kWinlogon};
  lock.inactivity = read_value({Hive::kMachine, kPolicies}, "InactivityTimeoutSecs");
  lock.card_removal = read_value(winlogon, "ScRemoveOption");
  lock.removal_service = service_state(kCardRemoval);
  lock.grace = read_value(winlogon, "ScreenSaverGracePeriod");
  if (sid.empty()) return lock;
  lock.policy = read_saver({Hive::kUsers, sid + kPersonsPolicy});
  lock.user = read_saver({Hive::kUsers, sid + kPersonsChoice});
  return lock;
}

std::string read_language(const std::string& sid) {
  if (!is_sid(sid)) return {};
  const auto languages = read_texts({Hive::kUsers, sid + kPersonsChoice}, "PreferredUILanguages");
  if (languages && !languages->empty()) return languages->front();
  return read_value({Hive::kUsers, sid + kPersonsRegion}, "LocaleName").text;
}

}  // namespace distanskoll::agent::windows
