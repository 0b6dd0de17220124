// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_ip_tables.h"

#include "agent/host/windows_error.h"
#include "shared/limits.h"

#include <algorithm>
#include <memory>

namespace distanskoll::agent {
namespace {

constexpr std::uint32_t kMainTable = 254;               // rows.h
constexpr ULONG kAdaptersBytes = 32 * 1024;             // first try
constexpr std::size_t kAdaptersMost = 4 * 1024 * 1024;  // several KiB for each adapter
constexpr ULONG kMetricsOnly = GAA_FLAG_SKIP_UNICAST | GAA_FLAG_SKIP_ANYCAST |
                               GAA_FLAG_SKIP_MULTICAST | GAA_FLAG_SKIP_DNS_SERVER |
                               GAA_FLAG_SKIP_FRIENDLY_NAME;

struct TableFreed {
  void operator()(void* table) const { ::FreeMibTable(table); }
};
template <class Table>
using TableOwner = std::unique_ptr<Table, TableFreed>;

IpAddress address_of(const SOCKADDR_INET& from) {
  IpAddress address;
  if (from.si_family == AF_INET6) {
    address.family = Family::kIpv6;
    std::copy_n(reinterpret_cast<const std::uint8_t*>(&from.Ipv6.sin6_addr), 16,
                address.bytes.begin());
  } else {
    std::copy_n(reinterpret_cast<const std::uint8_t*>(&from.Ipv4.sin_addr), 4,
                address.bytes.begin());
  }
  return address;
}

bool is_link_local(const IpAddress& address) {
  const auto& bytes = address.bytes;
  if (address.family == Family::kIpv4) return bytes[0] == 169 && bytes[1] == 254;
  return bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80;
}

/// Windows writes 255 for "none".
bool is_prefix(Family family, UINT8 prefix) {
  return prefix <= (family == Family::kIpv4 ? 32 : 128);
}

}  // namespace

Result<void> each_adapter(const std::function<void(const MIB_IF_ROW2&)>& see) {
  MIB_IF_TABLE2* table = nullptr;
  if (const DWORD done = ::GetIfTable2(&table); done != NO_ERROR) {
    return windows_error("the network adapters", done);
  }
  const TableOwner<MIB_IF_TABLE2> keep(table);
  std::size_t seen = 0;
  for (ULONG i = 0; i < table->NumEntries && seen < limits::kNetworkRows; ++i) {
    const MIB_IF_ROW2& row = table->Table[i];
    if (row.InterfaceAndOperStatusFlags.FilterInterface != 0) continue;
    see(row);
    ++seen;
  }
  return {};
}

Result<std::vector<Address>> read_addresses() {
  MIB_UNICASTIPADDRESS_TABLE* table = nullptr;
  if (const DWORD done = ::GetUnicastIpAddressTable(AF_UNSPEC, &table); done != NO_ERROR) {
    return windows_error("the addresses", done);
  }
  const TableOwner<MIB_UNICASTIPADDRESS_TABLE> keep(table);
  std::vector<Address> addresses;
  for (ULONG i = 0; i < table->NumEntries && addresses.size() < limits::kNetworkRows; ++i) {
    const MIB_UNICASTIPADDRESS_ROW& row = table->Table[i];
    Address address;
    address.link = row.InterfaceIndex;
    address.address = address_of(row.Address);
    address.prefix = row.OnLinkPrefixLength;
    address.link_local = is_link_local(address.address);
    if (is_prefix(address.address.family, address.prefix)) addresses.push_back(address);
  }
  return addresses;
}

Result<std::vector<Route>> read_routes() {
  MIB_IPFORWARD_TABLE2* table = nullptr;
  if (const DWORD done = ::GetIpForwardTable2(AF_UNSPEC, &table); done != NO_ERROR) {
    return windows_error("the routes", done);
  }
  const TableOwner<MIB_IPFORWARD_TABLE2> keep(table);
  std::vector<Route> routes;
  for (ULONG i = 0; i < table->NumEntries && routes.size() < limits::kNetworkRows; ++i) {
    const MIB_IPFORWARD_ROW2& row = table->Table[i];
    Route route;
    route.destination = address_of(row.DestinationPrefix.Prefix);
    route.family = route.destination.family;
    route.prefix = row.DestinationPrefix.PrefixLength;
    route.link = row.InterfaceIndex;
    route.table = kMainTable;
    route.metric = row.Metric;
    const IpAddress gateway = address_of(row.NextHop);
    if (gateway.bytes != IpAddress{}.bytes) route.gateway = gateway;
    if (is_prefix(route.family, route.prefix)) routes.push_back(route);
  }
  return routes;
}

Result<std::map<std::uint32_t, AdapterMetrics>> read_metrics() {
  std::vector<std::uint64_t> buffer;  // aligned as the rows need it
  ULONG size = kAdaptersBytes;
  ULONG done = ERROR_BUFFER_OVERFLOW;
  // The list may grow between two tries.
  for (int tries = 0; tries < 4 && done == ERROR_BUFFER_OVERFLOW && size <= kAdaptersMost;
       ++tries) {
    buffer.assign(size / sizeof(std::uint64_t) + 1, 0);
    size = static_cast<ULONG>(buffer.size() * sizeof(std::uint64_t));
    done = ::GetAdaptersAddresses(AF_UNSPEC, kMetricsOnly, nullptr,
                                  reinterpret_cast<IP_ADAPTER_ADDRESSES*>(buffer.data()), &size);
  }
  std::map<std::uint32_t, AdapterMetrics> metrics;
  if (done == ERROR_NO_DATA) return metrics;
  if (done != NO_ERROR) return windows_error("the adapters' metrics", done);
  for (const auto* row = reinterpret_cast<const IP_ADAPTER_ADDRESSES*>(buffer.data());
       row != nullptr && metrics.size() < limits::kNetworkRows; row = row->Next) {
    const std::uint32_t index = row->IfIndex != 0 ? row->IfIndex : row->Ipv6IfIndex;
    metrics[index] = {row->Ipv4Metric, row->Ipv6Metric};
  }
  return metrics;
}

SOCKADDR_INET socket_address_of(const IpAddress& address) {
  SOCKADDR_INET to{};
  if (address.family == Family::kIpv6) {
    to.Ipv6.sin6_family = AF_INET6;
    std::copy_n(address.bytes.begin(), 16, reinterpret_cast<std::uint8_t*>(&to.Ipv6.sin6_addr));
  } else {
    to.Ipv4.sin_family = AF_INET;
    std::copy_n(address.bytes.begin(), 4, reinterpret_cast<std::uint8_t*>(&to.Ipv4.sin_addr));
  }
  return to;
}

}  // namespace distanskoll::agent
