// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The ways to the collector in the order in which they are tried, each through a proxy or straight,
// and who named them: the configuration, then the environment, then the system's own settings
// (system_ways.h), which Linux has none of. Pure; HttpClient walks them, `status` shows the one
// that was taken.

#include "agent/reporting/endpoint.h"
#include "shared/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace distanskoll::agent {

enum class WayFrom {
  kNobody,           ///< nothing is set anywhere: straight
  kConfiguration,    ///< agent.yaml or a policy
  kEnvironment,      ///< HTTPS_PROXY, NO_PROXY
  kServices,         ///< Windows: what `netsh winhttp set proxy` wrote
  kInternetOptions,  ///< Windows: of the account, or of the computer by policy
  kScript,           ///< Windows: the automatic configuration script (PAC) that those name
  kDetection,        ///< Windows: a script that the network itself named (WPAD)
};
[[nodiscard]] std::string_view to_string(WayFrom from);

/// Straight when there is none.
using Way = std::optional<Proxy>;

struct Ways {
  std::vector<Way> list{std::nullopt};  ///< never empty
  WayFrom from = WayFrom::kNobody;
  std::string doubt;  ///< what could not be asked, so that a setting may be missing; else empty
};

/// The way that a connection took, as it may be shown and logged.
struct WayTaken {
  std::string proxy;  ///< HOST:PORT; empty: straight
  WayFrom from = WayFrom::kNobody;
  std::string doubt;
  bool operator==(const WayTaken&) const = default;
};

/// What configuration and environment say; nothing when neither does.
[[nodiscard]] Result<std::optional<Ways>> ways_by_words(const Endpoint& collector,
                                                        const ProxyWords& words);

/// What the system's own settings say. Empty where a system has none. May take seconds; called from
/// one thread.
using AskSystemWays = std::function<Result<Ways>(const Endpoint& collector)>;

/// All of it: the words, else the system, else straight.
[[nodiscard]] Result<Ways> find_ways(const Endpoint& collector, const ProxyWords& words,
                                     const AskSystemWays& ask_system);

}  // namespace distanskoll::agent
