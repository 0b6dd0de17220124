// SPDX-License-Identifier: EUPL-1.2
#pragma once
// A Host of plain fields for the probes' unit tests: each answer is what the test wrote there. A
// file or device that was not written is kNotFound, as on a real machine. One thread.

#include "agent/host/host.h"

#include <map>

namespace distanskoll::agent {

class FakeHost final : public Host {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, std::vector<std::string>> folders;
  std::map<std::string, DeviceNumber> devices;
  std::optional<Error> files_error;  ///< every file fails so
  Result<Network> network_rows = Network{};
  std::optional<Error> routes_error;
  std::map<Family, std::uint32_t> default_links;
  Result<std::vector<Neighbour>> neighbour_rows = std::vector<Neighbour>{};
  Result<std::vector<IpsecTunnel>> ipsec = std::vector<IpsecTunnel>{};
  std::map<std::uint32_t, Result<std::vector<WireguardPeer>>> wireguard;
  Result<std::vector<std::string>> plugins = std::vector<std::string>{};
  Result<std::vector<LoginSession>> session_rows = std::vector<LoginSession>{};
  Result<std::string> token = Error{ErrorCode::kNotFound, "no such variable"};
  std::string home = "/home/person";
  Card card_row;
  Result<std::vector<Token>> tokens = Error{ErrorCode::kNotFound, "no card"};

  Result<std::string> read_file(const std::string& path, std::size_t) override {
    if (files_error) return *files_error;
    const auto at = files.find(path);
    if (at == files.end()) return Error{ErrorCode::kNotFound, path};
    return at->second;
  }
  Result<std::vector<std::string>> list_folder(const std::string& path) override {
    if (files_error) return *files_error;
    const auto at = folders.find(path);
    if (at == folders.end()) return Error{ErrorCode::kNotFound, path};
    return at->second;
  }
  Result<DeviceNumber> block_device(const std::string& path) override {
    const auto at = devices.find(path);
    if (at == devices.end()) return Error{ErrorCode::kNotFound, path};
    return at->second;
  }
  Result<Network> network(Deadline) override { return network_rows; }
  Result<std::uint32_t> route_to(const IpAddress& destination, Deadline) override {
    if (routes_error) return *routes_error;
    const auto at = default_links.find(destination.family);
    if (at == default_links.end()) return Error{ErrorCode::kNotFound, "no route"};
    return at->second;
  }
  Result<std::vector<Neighbour>> neighbours(Deadline) override { return neighbour_rows; }
  Result<std::vector<IpsecTunnel>> ipsec_tunnels(Deadline) override { return ipsec; }
  Result<std::vector<WireguardPeer>> wireguard_peers(const Link& link, Deadline) override {
    const auto at = wireguard.find(link.index);
    if (at == wireguard.end()) return Error{ErrorCode::kNotFound, "not WireGuard"};
    return at->second;
  }
  Result<std::vector<std::string>> vpn_plugins(Deadline) override { return plugins; }
  Result<std::vector<LoginSession>> sessions(Deadline) override { return session_rows; }
  Result<std::string> session_variable(const LoginSession&, std::string_view) override {
    return token;
  }
  Result<std::string> home_folder(std::uint32_t) override { return home; }
  Card card() override { return card_row; }
  Result<std::vector<Token>> card_tokens() override { return tokens; }
};

/// Somebody working at the computer.
inline LoginSession person() {
  LoginSession session;
  session.id = "2";
  session.user = "anna";
  session.uid = 1000;
  session.session_class = "user";
  session.type = "wayland";
  session.service = "gdm-smartcard";
  session.desktop = "gnome";
  session.active = true;
  session.has_seat = true;
  return session;
}

inline const Error kAccessDenied{ErrorCode::kPermissionDenied, "denied"};
inline const Error kAbsent{ErrorCode::kUnavailable, "does not run"};

}  // namespace distanskoll::agent
