// SPDX-License-Identifier: EUPL-1.2
// Windows' version from the registry (GetVersionEx answers what the manifest asks for), time zone,
// and the service manager. Microsoft Learn "GetDynamicTimeZoneInformation".
#include "agent/host/system_facts.h"
#include "agent/host/windows_registry.h"
#include "agent/host/windows_service.h"
#include "agent/host/windows_service_state.h"
#include "agent/host/windows_strings.h"

#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace distanskoll::agent {
namespace {

std::string version_value(const char* name) {
  const windows::RegistryPlace place{windows::Hive::kMachine,
                                     "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"};
  const windows::RegistryValue value = windows::read_value(place, name);
  switch (value.kind) {
    case windows::RegistryValue::Kind::kText:
      return value.text;
    case windows::RegistryValue::Kind::kNumber:
      return std::to_string(value.number);
    case windows::RegistryValue::Kind::kAbsent:
    case windows::RegistryValue::Kind::kRefused:
    case windows::RegistryValue::Kind::kOther:
      break;
  }
  return {};
}

std::string architecture() {
  SYSTEM_INFO about{};
  ::GetNativeSystemInfo(&about);
  switch (about.wProcessorArchitecture) {
    case PROCESSOR_ARCHITECTURE_AMD64:
      return "x86_64";
    case 12:  // PROCESSOR_ARCHITECTURE_ARM64, which emulates x86_64
      return "arm64";
    default:  // a number of Windows', not an enum of ours
      return std::to_string(about.wProcessorArchitecture);
  }
}

std::string time_zone() {
  DYNAMIC_TIME_ZONE_INFORMATION zone{};
  const DWORD which = ::GetDynamicTimeZoneInformation(&zone);
  if (which == TIME_ZONE_ID_INVALID) return {};
  const long bias =
      zone.Bias + (which == TIME_ZONE_ID_DAYLIGHT ? zone.DaylightBias : zone.StandardBias);
  return fmt::format("{} (UTC{}{:02}:{:02})", to_utf8(zone.TimeZoneKeyName), bias > 0 ? '-' : '+',
                     std::labs(bias) / 60, std::labs(bias) % 60);
}

}  // namespace

SystemFacts system_facts() {
  SystemFacts facts;
  facts.name = version_value("ProductName");
  if (const std::string release = version_value("DisplayVersion"); !release.empty()) {
    facts.name += " " + release;
  }
  const std::string build = version_value("CurrentBuildNumber");
  if (!build.empty()) facts.version = "build " + build;
  if (const std::string update = version_value("UBR"); !update.empty()) {
    facts.version += ", update " + update;
  }
  facts.architecture = architecture();
  facts.time_zone = time_zone();
  return facts;
}

ServiceHere agent_service() {
  switch (windows::service_state(kServiceName)) {
    case windows::ServiceState::kUnknown:
      return ServiceHere::kUnknown;
    case windows::ServiceState::kNotInstalled:
      return ServiceHere::kNotInstalled;
    case windows::ServiceState::kStopped:
      return windows::is_service_disabled(kServiceName) ? ServiceHere::kDisabled
                                                        : ServiceHere::kStopped;
    case windows::ServiceState::kRunning:
      return ServiceHere::kRunning;
    case windows::ServiceState::kOther:
      return ServiceHere::kChanging;
  }
  return ServiceHere::kUnknown;
}

std::vector<std::string> own_names() {
  std::vector<std::string> names;
  std::array<wchar_t, 257> name{};
  DWORD size = static_cast<DWORD>(name.size());
  if (::GetUserNameW(name.data(), &size) != 0) names.push_back(to_utf8(name.data()));
  size = static_cast<DWORD>(name.size());
  if (::GetComputerNameExW(ComputerNameNetBIOS, name.data(), &size) != 0) {
    names.push_back(to_utf8({name.data(), size}));
  }
  return names;
}

std::vector<std::string> names_of_login(const std::string& login) {
  return {login, login.substr(login.find('\\') + 1)};
}

}  // namespace distanskoll::agent
