// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_host.h"

#include "agent/host/card_watcher.h"
#include "agent/host/windows_network.h"

namespace distanskoll::agent {
namespace {

Error unsupported(const char* what) {
  return {ErrorCode::kUnsupported, std::string(what) + " cannot be seen on Windows yet"};
}

class WindowsHost final : public Host {
 public:
  explicit WindowsHost(CardWatcher* cards) : cards_(cards) {}

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
  Result<std::vector<LoginSession>> sessions(Deadline) override {
    return unsupported("login sessions");
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
};

}  // namespace

std::unique_ptr<Host> make_windows_host(CardWatcher* cards) {
  return std::make_unique<WindowsHost>(cards);
}

}  // namespace distanskoll::agent
