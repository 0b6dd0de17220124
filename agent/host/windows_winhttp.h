// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The proxy settings of this Windows as WinHTTP tells them, and what an automatic configuration
// script answers. Read only, and nothing is asked with anybody's credentials. Blocking: a script is
// fetched by another process of Windows' over whatever network there is, so both are called on a
// lane. What the texts mean, agent/reporting/windows_proxy.h tells.

#include "shared/result.h"

#include <string>

namespace distanskoll::agent::windows {

struct ProxySettings {
  std::string services{};             ///< list that `netsh winhttp set proxy` wrote
  std::string services_exceptions{};  ///< its bypass list
  std::string script{};               ///< Internet options: address of the script
  bool detect = false;                ///< they ask the network for one, by policy for the computer
  std::string proxies{};              ///< list
  std::string exceptions{};
};

[[nodiscard]] Result<ProxySettings> read_proxy_settings();

/// The list of proxies for `url`, or empty: straight. An empty `script`: the one that DHCP or DNS
/// name; kNotFound: they name none. kTimedOut, kUnavailable: it cannot be had now; kMalformed: it
/// is no script.
[[nodiscard]] Result<std::string> ask_proxy_script(const std::string& script,
                                                   const std::string& url);

}  // namespace distanskoll::agent::windows
