// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/lane.h"
#include "agent/host/windows_winhttp.h"
#include "agent/reporting/system_ways.h"
#include "agent/reporting/windows_proxy.h"

#include <memory>
#include <optional>

namespace distanskoll::agent {
namespace {

// Together less than what the end of the agent waits for the uplink.
constexpr std::chrono::milliseconds kSettings{1'000};
constexpr std::chrono::milliseconds kScript{4'000};  // all of them

/// Winhttp is loaded and a thread started only by the first question: with a proxy in agent.yaml
/// there is none.
class SystemWays {
 public:
  Result<Ways> ask(const Endpoint& collector) {
    auto settings = lane_.ask(until(kSettings), windows::read_proxy_settings);
    if (settings) {
      known_ = std::move(*settings);
    } else if (!known_) {
      Ways straight;
      straight.doubt = "Windows' proxy settings: " + settings.error().message;
      return straight;
    }
    const BootTime last = until(kScript);
    const std::string url = "https://" + collector.authority() + "/";
    return windows_ways(collector, *known_, [&](const std::string& script) {
      return lane_.ask(last, [script, url] { return windows::ask_proxy_script(script, url); });
    });
  }

 private:
  [[nodiscard]] BootTime until(std::chrono::milliseconds time) const {
    return clock_.boot() + BootTime(time);
  }

  const SystemClock clock_;
  Lane lane_;
  std::optional<windows::ProxySettings> known_;  ///< for as long as a script keeps the lane busy
};

}  // namespace

AskSystemWays make_system_ways() {
  // Shared, because a std::function is copied.
  return [ways = std::make_shared<SystemWays>()](const Endpoint& collector) {
    return ways->ask(collector);
  };
}

}  // namespace distanskoll::agent
