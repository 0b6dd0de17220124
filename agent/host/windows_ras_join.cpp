// SPDX-License-Identifier: EUPL-1.2
#include "agent/host/windows_ras_join.h"

#include "shared/ascii.h"

#include <algorithm>
#include <utility>

namespace distanskoll::agent::windows {

std::vector<RasConnection> join_ras_connections(std::vector<RasConnection> system,
                                                std::vector<RasConnection> session) {
  const std::size_t own = system.size();
  for (RasConnection& row : session) {
    const auto end = system.begin() + static_cast<std::ptrdiff_t>(own);
    const auto same = std::find_if(system.begin(), end, [&](const RasConnection& known) {
      return ascii_same(known.guid, row.guid);
    });
    if (same != end) {
      if (!same->strategy) same->strategy = row.strategy;
      continue;
    }
    row.of_session = true;
    row.device_tunnel = false;
    system.push_back(std::move(row));
  }
  return system;
}

}  // namespace distanskoll::agent::windows
