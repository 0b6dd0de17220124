// SPDX-License-Identifier: EUPL-1.2
// The Network List Manager: what kind of network Windows takes each connected adapter's to be.
#include "agent/host/windows_com.h"
#include "agent/host/windows_decode.h"
#include "agent/host/windows_error.h"
#include "agent/host/windows_readings.h"
#include "shared/limits.h"

// after windows.h
#include <netlistmgr.h>

namespace distanskoll::agent::windows {
namespace {

std::optional<ListedNetwork> row_of(const ComPointer<INetworkConnection>& connection) {
  GUID adapter{};
  ComPointer<INetwork> network;
  NLM_DOMAIN_TYPE type = NLM_DOMAIN_TYPE_NON_DOMAIN_NETWORK;
  if (FAILED(connection->GetAdapterId(&adapter)) ||
      FAILED(connection->GetNetwork(network.receive())) || !network ||
      FAILED(network->GetDomainType(&type))) {
    return std::nullopt;
  }
  return ListedNetwork{
      guid_text({reinterpret_cast<const std::uint8_t*>(&adapter), sizeof(adapter)}),
      static_cast<std::uint32_t>(type)};
}

}  // namespace

Result<std::vector<ListedNetwork>> read_listed_networks() {
  ComPointer<INetworkListManager> manager;
  HRESULT done = create<NetworkListManager>(CLSCTX_ALL, manager);
  if (FAILED(done)) return com_error("the network list", done);
  ComPointer<IEnumNetworkConnections> list;
  done = manager->GetNetworkConnections(list.receive());
  if (FAILED(done)) return com_error("the network list", done);
  std::vector<ListedNetwork> networks;
  while (list && networks.size() < limits::kListedNetworks) {
    ComPointer<INetworkConnection> connection;
    ULONG count = 0;
    done = list->Next(1, connection.receive(), &count);
    if (FAILED(done)) return com_error("the network list", done);
    if (count == 0 || !connection) break;
    // One that went away meanwhile is no network any more.
    if (auto row = row_of(connection)) networks.push_back(std::move(*row));
  }
  return networks;
}

}  // namespace distanskoll::agent::windows
