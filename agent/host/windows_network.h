// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Links, addresses and routes as the IP helper tells them (GetIfTable2, GetUnicastIpAddressTable,
// GetIpForwardTable2), turned into the rows of rows.h. `kind` is empty and `hardware` an ARPHRD_…
// number only where Windows' own type is the same thing; which adapter is a tunnel, other rows
// tell.

#include "agent/host/host.h"

namespace distanskoll::agent {

[[nodiscard]] Result<Network> read_windows_network();
[[nodiscard]] Result<std::uint32_t> read_windows_route_to(const IpAddress& destination);

}  // namespace distanskoll::agent
