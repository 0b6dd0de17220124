// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The network half of the Linux host: each function asks the kernel (or wireguard-go's control
// socket) once and returns rows. Nothing is sent to any network. Listing links, addresses and
// routes needs no privilege; IPsec policies and WireGuard handshakes need CAP_NET_ADMIN, and
// without it the answer is kPermissionDenied.

#include "agent/host/host.h"

namespace distanskoll::agent {

[[nodiscard]] Result<Network> read_network(Deadline deadline);
[[nodiscard]] Result<std::uint32_t> read_route_to(const IpAddress& destination, Deadline deadline);
[[nodiscard]] Result<std::vector<Neighbour>> read_neighbours(Deadline deadline);
[[nodiscard]] Result<std::vector<IpsecTunnel>> read_ipsec_tunnels(Deadline deadline);
[[nodiscard]] Result<std::vector<WireguardPeer>> read_wireguard_peers(const Link& link,
                                                                      Deadline deadline);

}  // namespace distanskoll::agent
