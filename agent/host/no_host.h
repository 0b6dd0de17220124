// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A Host that knows nothing: what is asked of Linux where there is none, as on a recorded Windows
// computer. Everything is kUnsupported. Stateless.

#include "agent/host/host.h"

namespace distanskoll::agent {

class NoHost final : public Host {
 public:
  Result<std::string> read_file(const std::string&, std::size_t) override { return absent(); }
  Result<std::vector<std::string>> list_folder(const std::string&) override { return absent(); }
  Result<DeviceNumber> block_device(const std::string&) override { return absent(); }
  Result<Network> network(Deadline) override { return absent(); }
  Result<std::uint32_t> route_to(const IpAddress&, Deadline) override { return absent(); }
  Result<std::vector<Neighbour>> neighbours(Deadline) override { return absent(); }
  Result<std::vector<IpsecTunnel>> ipsec_tunnels(Deadline) override { return absent(); }
  Result<std::vector<WireguardPeer>> wireguard_peers(const Link&, Deadline) override {
    return absent();
  }
  Result<std::vector<std::string>> vpn_plugins(Deadline) override { return absent(); }
  Result<std::vector<LoginSession>> sessions(Deadline) override { return absent(); }
  Result<std::string> session_variable(const LoginSession&, std::string_view) override {
    return absent();
  }
  Result<std::string> home_folder(std::uint32_t) override { return absent(); }
  Card card() override { return {}; }
  Result<std::vector<Token>> card_tokens() override { return absent(); }

 private:
  static Error absent() { return {ErrorCode::kUnsupported, "nothing of Linux is here"}; }
};

}  // namespace distanskoll::agent
