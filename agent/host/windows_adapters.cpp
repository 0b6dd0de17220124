// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_decode.h"
#include "agent/host/windows_ip_tables.h"
#include "agent/host/windows_readings.h"
#include "agent/host/windows_strings.h"

#include <algorithm>
#include <cwchar>

namespace distanskoll::agent::windows {
namespace {

Adapter adapter_of(const MIB_IF_ROW2& row) {
  Adapter adapter;
  adapter.index = row.InterfaceIndex;
  adapter.guid = guid_text(
      {reinterpret_cast<const std::uint8_t*>(&row.InterfaceGuid), sizeof(row.InterfaceGuid)});
  adapter.description = to_utf8({row.Description, std::wcslen(row.Description)});
  adapter.type = row.Type;
  adapter.tunnel_type = static_cast<std::uint32_t>(row.TunnelType);
  adapter.oper_status = static_cast<std::uint32_t>(row.OperStatus);
  adapter.hardware = row.InterfaceAndOperStatusFlags.HardwareInterface != 0;
  const auto length = std::min<std::size_t>(row.PhysicalAddressLength, IF_MAX_PHYS_ADDRESS_LENGTH);
  adapter.mac.assign(row.PhysicalAddress, row.PhysicalAddress + length);
  return adapter;
}

}  // namespace

Result<Network> read_network() {
  Network network;
  DISTANSKOLL_TRY(
      each_adapter([&](const MIB_IF_ROW2& row) { network.adapters.push_back(adapter_of(row)); }));
  // Without them, two ways out could not be told apart: no guess.
  const auto metrics = read_metrics();
  if (!metrics) return metrics.error();
  for (Adapter& adapter : network.adapters) {
    const auto at = metrics->find(adapter.index);
    if (at == metrics->end()) continue;
    adapter.ipv4_metric = at->second.ipv4;
    adapter.ipv6_metric = at->second.ipv6;
  }
  auto addresses = read_addresses();
  if (!addresses) return addresses.error();
  network.addresses = std::move(*addresses);
  auto routes = read_routes();
  if (!routes) return routes.error();
  network.routes = std::move(*routes);
  return network;
}

}  // namespace distanskoll::agent::windows
