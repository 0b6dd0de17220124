// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The tables of the IP helper as rows, for the Host (windows_network.h) and for the probes of
// Windows (windows_adapters.cpp), which make different things of the same adapters. Bounded by
// limits::kNetworkRows. The tables come from the kernel and do not hang.

#include "agent/host/rows.h"
#include "shared/result.h"

#include <functional>
#include <map>

// in this order
#include <winsock2.h>

#include <ws2ipdef.h>
// after them
#include <iphlpapi.h>
#include <netioapi.h>

namespace distanskoll::agent {

/// Each adapter once: filter drivers, which show every adapter several times, are left out.
[[nodiscard]] Result<void> each_adapter(const std::function<void(const MIB_IF_ROW2&)>& see);
[[nodiscard]] Result<std::vector<Address>> read_addresses();
/// With their own metric; that of the adapter comes on top.
[[nodiscard]] Result<std::vector<Route>> read_routes();

/// Of an adapter, which belongs to a family. 0: the family is not switched on.
struct AdapterMetrics {
  std::uint32_t ipv4 = 0;
  std::uint32_t ipv6 = 0;
};
/// By the adapter's index. From GetAdaptersAddresses, because Wine has no GetIpInterfaceEntry.
[[nodiscard]] Result<std::map<std::uint32_t, AdapterMetrics>> read_metrics();

[[nodiscard]] SOCKADDR_INET socket_address_of(const IpAddress& address);

}  // namespace distanskoll::agent
