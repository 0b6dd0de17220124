// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The agent's configuration file, agent.yaml (default_paths.h says where): what the administrator
// decides about this laptop and the collector cannot (addresses, pins, paths, proxies;
// architecture.md, Contracts). Every key is documented in packaging/examples/agent.yaml, which a
// test loads; an unknown key is an error with its line and column. parse_config is the only maker
// and does no I/O; a Config is a value that cannot be wrong. Fuzzed (agent_config).

#include "agent/probes/network_locator.h"
#include "agent/reporting/default_paths.h"
#include "agent/reporting/endpoint.h"
#include "agent/reporting/settings_by_policy.h"
#include "shared/limits.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::agent {

enum class LogLevel { kError, kWarning, kInfo, kDebug };

struct Config {
  std::vector<Endpoint> collectors;  ///< of one and the same collector, in order of use
  std::filesystem::path state = default_paths::state();
  /// With another state folder: socket_of() of that.
  std::filesystem::path socket = default_paths::socket();
  std::filesystem::path catalogues = default_paths::catalogues();
  std::string proxy;                        ///< address, `none`, or empty: as the environment says
  std::vector<InternalAddress> internal;    ///< none, or two and more
  std::vector<std::string> pkcs11_modules;  ///< empty: the host's usual ones
  std::filesystem::path card_reader = default_paths::card_reader();
  std::vector<std::string> card_authorities;  ///< PEM files with the CAs of SITHS cards
  std::chrono::seconds heartbeat = limits::kHeartbeatDefault;  ///< until the collector names one
  int keep_days = limits::kSpoolKeepDaysDefault;
  bool tpm = true;  ///< keep the key in a TPM 2.0 where one works
  LogLevel log = LogLevel::kInfo;
  std::optional<WebAddress> page;      ///< where people see their own days, for `page`
  bool notify = true;                  ///< Windows: tell the person what is not met
  std::vector<std::string> by_policy;  ///< keys that settings_by_policy.h decides, in its order
};

/// `file` is used in messages only. kMalformed "FILE:LINE:COLUMN: …".
[[nodiscard]] Result<Config> parse_config(std::string_view yaml, std::string_view file);
/// `config` with the settings of policy in place of its own; `place` is used in messages only:
/// kMalformed "PLACE\VALUE:LINE:COLUMN: …".
[[nodiscard]] Result<Config> with_policy(Config config,
                                         const std::vector<SettingByPolicy>& settings,
                                         std::string_view place);

/// The file, and what settings_by_policy.h says instead: with its `collector` no file is needed.
/// kNotFound with how to make one; kPermissionDenied; else as parse_config.
[[nodiscard]] Result<Config> load_config(const std::filesystem::path& file);

}  // namespace distanskoll::agent
