// SPDX-License-Identifier: EUPL-1.2
// Which question is asked on which lane: what may hang together hangs together, and nothing else
// with it. The tables of the network and the registry's values come from the kernel and are asked
// on the caller's thread.
#include "agent/host/windows_questions.h"

#include "agent/host/lane.h"
#include "agent/host/windows_ras_join.h"
#include "agent/host/windows_readings.h"
#include "shared/limits.h"

#include <windows.h>

#include <utility>
// after windows.h
#include <objbase.h>

namespace distanskoll::agent::windows {
namespace {

Error late() { return {ErrorCode::kTimedOut, "the time for this question is over"}; }

Lane::Surroundings com() {
  // Without COM every call of it says so itself. Left only where it was entered.
  const auto entered = std::make_shared<bool>(false);
  return {[entered] { *entered = SUCCEEDED(::CoInitializeEx(nullptr, COINIT_MULTITHREADED)); },
          [entered] {
            if (*entered) ::CoUninitialize();
          }};
}

class RealWindows final : public WindowsQuestions {
 public:
  explicit RealWindows(InSession in_session) : in_session_(std::move(in_session)) {}
  RealWindows(const RealWindows&) = delete;
  RealWindows& operator=(const RealWindows&) = delete;
  ~RealWindows() override {
    // All at once, so that together they take no longer than the slowest.
    for (Lane* lane : {&com_, &sessions_, &connections_, &certificates_, &cards_}) lane->stop();
  }

  Result<Network> network(Deadline deadline) override {
    if (is_late(deadline)) return late();
    auto network = read_network();
    if (network) add_handshakes(*network, deadline);
    return network;
  }
  Result<std::vector<RasConnection>> ras_connections(Deadline deadline) override {
    auto system = connections_.ask(deadline, read_ras_connections);
    if (!system || !in_session_.ras_connections) return system;
    auto session = in_session_.ras_connections(deadline);
    if (!session) return system;
    return join_ras_connections(std::move(*system), std::move(*session));
  }
  Result<DirectAccess> directaccess(Deadline deadline) override {
    return com_.ask(deadline, [deadline] { return read_directaccess(deadline); });
  }
  Result<std::vector<ListedNetwork>> listed_networks(Deadline deadline) override {
    return com_.ask(deadline, read_listed_networks);
  }
  Result<BitLocker> bitlocker(Deadline deadline) override {
    return com_.ask(deadline, [deadline] { return read_bitlocker(deadline); });
  }
  Result<std::vector<ShellVolume>> shell_volumes(Deadline deadline) override {
    if (!in_session_.shell_volumes) {
      return Error{ErrorCode::kUnavailable, "no helper runs in the session"};
    }
    return in_session_.shell_volumes(deadline);
  }
  Result<std::vector<TerminalSession>> terminal_sessions(Deadline deadline) override {
    return sessions_.ask(deadline, read_terminal_sessions);
  }
  Result<std::vector<Logon>> logons(Deadline deadline) override {
    return sessions_.ask(deadline, read_logons);
  }
  Result<CredentialProviders> credential_providers(Deadline deadline) override {
    return is_late(deadline) ? Result<CredentialProviders>(late()) : read_credential_providers();
  }
  Result<UserCertificates> user_certificates(const std::string& sid, Deadline deadline) override {
    return certificates_.ask(deadline, [sid] { return read_user_certificates(sid); });
  }
  CardPresence card() override {
    const auto presence = cards_.ask(clock_.boot() + BootTime(limits::kCardAsk),
                                     [] { return Result<CardPresence>(read_card()); });
    return presence ? *presence : CardPresence::kNoService;
  }
  Result<ScreenLock> screen_lock(const std::string& sid, Deadline deadline) override {
    return sessions_.ask(deadline, [sid] { return read_screen_lock(sid); });
  }

 private:
  /// A driver that is not WireGuard's own is never asked (windows_wireguard_rows.h): the names only
  /// tell whether there is anything to ask. Late: the ages stay unknown.
  void add_handshakes(Network& network, Deadline deadline) {
    std::vector<Adapter*> adapters;
    std::vector<std::string> guids;
    for (Adapter& adapter : network.adapters) {
      if (!adapter.description.starts_with("WireGuard")) continue;
      adapters.push_back(&adapter);
      guids.push_back(adapter.guid);
    }
    if (adapters.empty()) return;
    using Ages = std::vector<std::optional<std::int64_t>>;
    const auto ages =
        connections_.ask(deadline, [guids] { return Result<Ages>(read_handshake_ages(guids)); });
    if (!ages) return;
    for (std::size_t i = 0; i < adapters.size(); ++i) {
      adapters[i]->handshake_age_seconds = (*ages)[i];
    }
  }

  [[nodiscard]] bool is_late(Deadline deadline) const { return clock_.boot() >= deadline; }

  const SystemClock clock_;
  const InSession in_session_;
  Lane com_{com()};    ///< WMI's services and the Network List Manager
  Lane sessions_;      ///< terminal services, the security authority, the service manager
  Lane connections_;   ///< the remote access service, WireGuard's driver
  Lane certificates_;  ///< a person's files, which may lie on a server
  Lane cards_;         ///< readers' drivers
};

}  // namespace

Result<std::unique_ptr<WindowsQuestions>> ask_windows(InSession in_session) {
  return std::unique_ptr<WindowsQuestions>(std::make_unique<RealWindows>(std::move(in_session)));
}

}  // namespace distanskoll::agent::windows
