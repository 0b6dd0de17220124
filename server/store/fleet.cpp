// SPDX-License-Identifier: EUPL-1.2
#include "server/store/fleet.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

/// Both are ordered by id: the row of `device`, going on from where the last one was found.
FleetRow* find_from(std::vector<FleetRow>& rows, std::size_t& at, const std::string& device) {
  while (at < rows.size() && rows[at].id < device) ++at;
  return at < rows.size() && rows[at].id == device ? &rows[at] : nullptr;
}

void read_states(Connection& connection, std::vector<FleetRow>& rows) {
  Use use(connection, "SELECT device,leaf,at,trigger FROM device_state ORDER BY device");
  for (std::size_t at = 0; use.step();) {
    FleetRow* const row = find_from(rows, at, use.text_at(0));
    if (row != nullptr) row->newest = {use.number_at(1), use.time_at(2), use.text_at(3)};
  }
}

void read_heartbeats(Connection& connection, std::vector<FleetRow>& rows) {
  Use use(connection, "SELECT device,at FROM heartbeat ORDER BY device");
  for (std::size_t at = 0; use.step();) {
    FleetRow* const row = find_from(rows, at, use.text_at(0));
    if (row != nullptr) row->heartbeat_at = use.time_at(1);
  }
}

void count_findings(Connection& connection, std::vector<FleetRow>& rows) {
  Use use(connection,
          "SELECT ifnull(device,''),count(*) FROM finding WHERE closed_at IS NULL"
          " GROUP BY ifnull(device,'') ORDER BY ifnull(device,'')");
  for (std::size_t at = 0; use.step();) {
    FleetRow* const row = find_from(rows, at, use.text_at(0));
    if (row != nullptr) row->open_findings = use.number_at(1);
  }
}

}  // namespace

Result<std::vector<FleetRow>> read_fleet(Connection& connection) {
  return guarded("devices", [&]() -> Result<std::vector<FleetRow>> {
    std::vector<FleetRow> rows;
    Use use(connection,
            "SELECT id,computer,host_name,unit,lifecycle,enrolled_at,revoked_at FROM device"
            " ORDER BY id");
    while (use.step()) {
      rows.push_back({use.text_at(0), use.text_at(1), use.maybe_text_at(2), use.maybe_text_at(3),
                      use.text_at(4), use.time_at(5), use.maybe_time_at(6), std::nullopt,
                      std::nullopt, 0});
    }
    read_states(connection, rows);
    read_heartbeats(connection, rows);
    count_findings(connection, rows);
    return rows;
  });
}

}  // namespace distanskoll::server::store
