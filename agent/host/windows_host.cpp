// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_host.h"

#include "agent/host/card_watcher.h"
#include "agent/host/windows_network.h"

namespace distanskoll::agent {
namespace {

constexpr std::uint32_t kActive = 0;  // WTSActive
constexpr std::uint32_t kLocked = 0;  // WTS_SESSIONSTATE_LOCK

Error unsupported(const char* what) {
  return {ErrorCode::kUnsupported, std::string(what) + " cannot be seen on Windows yet"};
}

LoginSession login_session(const windows::TerminalSession& row) {
  LoginSession session;
  session.id = std::to_string(row.id);
  session.user = row.user;
  session.uid = account_of_session(row.id);
  session.session_class = row.sid.empty() ? "greeter" : "user";
  session.active = row.state == kActive;
  session.remote = row.remote;
  session.has_seat = !row.remote;
  session.locked = row.lock_flags == kLocked;
  return session;
}

class WindowsHost final : public Host {
 public:
  WindowsHost(CardWatcher* cards, windows::WindowsQuestions* questions)
      : cards_(cards), questions_(questions) {}

  Result<std::string> read_file(const std::string&, std::size_t) override {
    return unsupported("the kernel's files");
  }
  Result<std::vector<std::string>> list_folder(const std::string&) override {
    return unsupported("the kernel's folders");
  }
  Result<DeviceNumber> block_device(const std::string&) override {
    return unsupported("block devices");
  }
  Result<Network> network(Deadline) override { return read_windows_network(); }
  Result<std::uint32_t> route_to(const IpAddress& destination, Deadline) override {
    return read_windows_route_to(destination);
  }
  Result<std::vector<Neighbour>> neighbours(Deadline) override { return unsupported("neighbours"); }
  Result<std::vector<IpsecTunnel>> ipsec_tunnels(Deadline) override {
    return unsupported("IPsec tunnels");
  }
  Result<std::vector<WireguardPeer>> wireguard_peers(const Link&, Deadline) override {
    return unsupported("WireGuard's peers");
  }
  Result<std::vector<std::string>> vpn_plugins(Deadline) override {
    return unsupported("NetworkManager");
  }
  Result<std::vector<LoginSession>> sessions(Deadline deadline) override {
    if (questions_ == nullptr) return unsupported("login sessions");
    const auto rows = questions_->terminal_sessions(deadline);
    if (!rows) return rows.error();
    std::vector<LoginSession> sessions;
    for (const auto& row : *rows) sessions.push_back(login_session(row));
    return sessions;
  }
  Result<std::string> session_variable(const LoginSession&, std::string_view) override {
    return unsupported("a session's environment");
  }
  Result<std::string> home_folder(std::uint32_t) override { return unsupported("home folders"); }
  Card card() override { return cards_ != nullptr ? cards_->card() : Card{}; }
  Result<std::vector<Token>> card_tokens() override {
    if (cards_ == nullptr) return Error{ErrorCode::kNotFound, "cards are not watched"};
    return cards_->tokens();
  }

 private:
  CardWatcher* cards_;
  windows::WindowsQuestions* questions_;
};

}  // namespace

std::unique_ptr<Host> make_windows_host(CardWatcher* cards, windows::WindowsQuestions* questions) {
  return std::make_unique<WindowsHost>(cards, questions);
}

}  // namespace distanskoll::agent
