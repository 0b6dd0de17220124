// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Settings that the organisation's management hands down and that win over agent.yaml: group policy
// or Intune with the administrative templates of packaging/windows/policy, which write values under
// HKLM\SOFTWARE\Policies\Distanskoll. They become the same YAML that a file has, so that one reader
// judges both. Linux has no such place. settings_by_policy_linux.cpp,
// settings_by_policy_windows.cpp.

#include "shared/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

/// The registry's values; each is what a key of agent.yaml is, or absent.
struct PolicyValues {
  std::vector<std::string> collector{};      ///< Collector, REG_MULTI_SZ
  std::optional<std::string> proxy{};        ///< Proxy, REG_SZ
  std::vector<std::string> internal{};       ///< InternalAddresses, REG_MULTI_SZ: "HOST:PORT PIN"
  std::optional<std::uint32_t> heartbeat{};  ///< HeartbeatSeconds, REG_DWORD
  std::optional<std::uint32_t> keep_days{};  ///< KeepDays, REG_DWORD
  std::optional<std::uint32_t> tpm{};        ///< UseTpm, REG_DWORD, 0 or 1
  std::optional<std::string> page{};         ///< Page, REG_SZ
  std::optional<std::uint32_t> notify{};     ///< Notify, REG_DWORD, 0 or 1
  std::optional<std::string> log{};          ///< LogLevel, REG_SZ
};

/// One value as the file would have it.
struct SettingByPolicy {
  std::string key;    ///< of agent.yaml
  std::string value;  ///< name of the registry's value, for messages
  std::string yaml;
};
/// In the order of agent.yaml. Pure.
[[nodiscard]] std::vector<SettingByPolicy> settings_of(const PolicyValues& values);

/// Where they come from, for messages; and what is there now. kMalformed: a value of another type;
/// kPermissionDenied.
[[nodiscard]] std::string policy_place();
[[nodiscard]] Result<PolicyValues> read_policy_values();

}  // namespace distanskoll::agent
