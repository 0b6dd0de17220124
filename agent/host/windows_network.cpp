// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_network.h"

#include "agent/host/windows_strings.h"
#include "shared/limits.h"

#include <algorithm>
#include <memory>
#include <system_error>

// in this order
#include <winsock2.h>

#include <ws2ipdef.h>
// after them
#include <iphlpapi.h>
#include <netioapi.h>

namespace distanskoll::agent {
namespace {

constexpr std::uint16_t kEthernet = 1;  // ARPHRD_ETHER and so on: rows.h
constexpr std::uint16_t kPpp = 512;
constexpr std::uint16_t kLoopback = 772;
constexpr std::uint16_t kWireless = 801;
constexpr std::uint16_t kNoHardwareAddress = 65534;
constexpr std::uint32_t kMainTable = 254;

struct TableFreed {
  void operator()(void* table) const { ::FreeMibTable(table); }
};
template <class Table>
using TableOwner = std::unique_ptr<Table, TableFreed>;

Error table_error(const char* what, DWORD number) {
  const ErrorCode code = number == ERROR_ACCESS_DENIED   ? ErrorCode::kPermissionDenied
                         : number == ERROR_NOT_SUPPORTED ? ErrorCode::kUnsupported
                         : number == ERROR_NOT_FOUND     ? ErrorCode::kNotFound
                                                         : ErrorCode::kIo;
  return {code,
          std::string(what) + ": " + std::system_category().message(static_cast<int>(number))};
}

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

std::uint16_t hardware_of(IFTYPE type) {
  switch (type) {
    case IF_TYPE_ETHERNET_CSMACD:
      return kEthernet;
    case IF_TYPE_PPP:
      return kPpp;
    case IF_TYPE_SOFTWARE_LOOPBACK:
      return kLoopback;
    case IF_TYPE_IEEE80211:
      return kWireless;
    default:
      return kNoHardwareAddress;
  }
}

Link link_of(const MIB_IF_ROW2& row) {
  Link link;
  link.index = row.InterfaceIndex;
  link.name = to_utf8(std::wstring_view(row.Alias, std::wcslen(row.Alias)));
  link.hardware = hardware_of(row.Type);
  link.up = row.AdminStatus == NET_IF_ADMIN_STATUS_UP;
  link.running = row.OperStatus == IfOperStatusUp;
  link.loopback = row.Type == IF_TYPE_SOFTWARE_LOOPBACK;
  link.physical = row.InterfaceAndOperStatusFlags.HardwareInterface != 0;
  return link;
}

Result<std::vector<Link>> read_links() {
  MIB_IF_TABLE2* table = nullptr;
  if (const DWORD done = ::GetIfTable2(&table); done != NO_ERROR) {
    return table_error("the network adapters", done);
  }
  const TableOwner<MIB_IF_TABLE2> keep(table);
  std::vector<Link> links;
  for (ULONG i = 0; i < table->NumEntries && links.size() < limits::kNetworkRows; ++i) {
    const MIB_IF_ROW2& row = table->Table[i];
    // Filter drivers show every adapter several times.
    if (row.InterfaceAndOperStatusFlags.FilterInterface == 0) links.push_back(link_of(row));
  }
  return links;
}

Result<std::vector<Address>> read_addresses() {
  MIB_UNICASTIPADDRESS_TABLE* table = nullptr;
  if (const DWORD done = ::GetUnicastIpAddressTable(AF_UNSPEC, &table); done != NO_ERROR) {
    return table_error("the addresses", done);
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
    addresses.push_back(address);
  }
  return addresses;
}

/// A route counts with its adapter's own metric, which belongs to a family.
std::uint32_t interface_metric(NET_IFINDEX index, ADDRESS_FAMILY family) {
  MIB_IPINTERFACE_ROW row{};
  row.Family = family;
  row.InterfaceIndex = index;
  return ::GetIpInterfaceEntry(&row) == NO_ERROR ? row.Metric : 0;
}

Result<std::vector<Route>> read_routes() {
  MIB_IPFORWARD_TABLE2* table = nullptr;
  if (const DWORD done = ::GetIpForwardTable2(AF_UNSPEC, &table); done != NO_ERROR) {
    return table_error("the routes", done);
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
    route.metric = row.Metric + interface_metric(row.InterfaceIndex, row.NextHop.si_family);
    const IpAddress gateway = address_of(row.NextHop);
    if (gateway.bytes != IpAddress{}.bytes) route.gateway = gateway;
    routes.push_back(route);
  }
  return routes;
}

}  // namespace

Result<Network> read_windows_network() {
  auto links = read_links();
  if (!links) return links.error();
  auto addresses = read_addresses();
  if (!addresses) return addresses.error();
  auto routes = read_routes();
  if (!routes) return routes.error();
  return Network{std::move(*links), std::move(*addresses), std::move(*routes)};
}

Result<std::uint32_t> read_windows_route_to(const IpAddress& destination) {
  SOCKADDR_INET to{};
  if (destination.family == Family::kIpv6) {
    to.Ipv6.sin6_family = AF_INET6;
    std::copy_n(destination.bytes.begin(), 16, reinterpret_cast<std::uint8_t*>(&to.Ipv6.sin6_addr));
  } else {
    to.Ipv4.sin_family = AF_INET;
    std::copy_n(destination.bytes.begin(), 4, reinterpret_cast<std::uint8_t*>(&to.Ipv4.sin_addr));
  }
  MIB_IPFORWARD_ROW2 route{};
  SOCKADDR_INET source{};
  const DWORD done = ::GetBestRoute2(nullptr, 0, nullptr, &to, 0, &route, &source);
  if (done == ERROR_NETWORK_UNREACHABLE || done == ERROR_HOST_UNREACHABLE) {
    return Error{ErrorCode::kNotFound, "no route"};
  }
  if (done != NO_ERROR) return table_error("the best route", done);
  return static_cast<std::uint32_t>(route.InterfaceIndex);
}

}  // namespace distanskoll::agent
