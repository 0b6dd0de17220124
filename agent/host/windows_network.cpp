// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_network.h"

#include "agent/host/windows_error.h"
#include "agent/host/windows_ip_tables.h"
#include "agent/host/windows_strings.h"

#include <cwchar>

namespace distanskoll::agent {
namespace {

constexpr std::uint16_t kEthernet = 1;  // ARPHRD_ETHER and so on: rows.h
constexpr std::uint16_t kPpp = 512;
constexpr std::uint16_t kLoopback = 772;
constexpr std::uint16_t kWireless = 801;
constexpr std::uint16_t kNoHardwareAddress = 65534;

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

/// A route of the Host counts with its adapter's own metric. Without them, each with its own alone.
void add_metrics(std::vector<Route>& routes) {
  const auto metrics = read_metrics();
  if (!metrics) return;
  for (Route& route : routes) {
    const auto at = metrics->find(route.link);
    if (at == metrics->end()) continue;
    route.metric += route.family == Family::kIpv4 ? at->second.ipv4 : at->second.ipv6;
  }
}

}  // namespace

Result<Network> read_windows_network() {
  std::vector<Link> links;
  DISTANSKOLL_TRY(each_adapter([&](const MIB_IF_ROW2& row) { links.push_back(link_of(row)); }));
  auto addresses = read_addresses();
  if (!addresses) return addresses.error();
  auto routes = read_routes();
  if (!routes) return routes.error();
  add_metrics(*routes);
  return Network{std::move(links), std::move(*addresses), std::move(*routes)};
}

Result<std::uint32_t> read_windows_route_to(const IpAddress& destination) {
  const SOCKADDR_INET to = socket_address_of(destination);
  MIB_IPFORWARD_ROW2 route{};
  SOCKADDR_INET source{};
  const DWORD done = ::GetBestRoute2(nullptr, 0, nullptr, &to, 0, &route, &source);
  if (done == ERROR_NETWORK_UNREACHABLE || done == ERROR_HOST_UNREACHABLE) {
    return Error{ErrorCode::kNotFound, "no route"};
  }
  if (done != NO_ERROR) return windows_error("the best route", done);
  return static_cast<std::uint32_t>(route.InterfaceIndex);
}

}  // namespace distanskoll::agent
