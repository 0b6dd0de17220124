// SPDX-License-Identifier: EUPL-1.2
#include "server/store/device_state.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_STATE_COLUMNS "device,seq,leaf,hash,at,received_at,trigger,expected_user"
#define DISTANSKOLL_HEARTBEAT_COLUMNS "device,seq,at,received_at,jws,verified_seq,verified,closed"

DeviceState state_at(const Use& use) {
  return {use.text_at(0), use.number_at(1), use.number_at(2), use.digest_at(3),
          use.time_at(4), use.time_at(5),   use.text_at(6),   use.maybe_text_at(7)};
}

RunningHeartbeat heartbeat_at(const Use& use) {
  return {use.text_at(0), use.number_at(1),       use.time_at(2),       use.time_at(3),
          use.text_at(4), use.maybe_number_at(5), use.maybe_text_at(6), use.integer_at(7) != 0};
}

}  // namespace

Result<void> put_device_state(Writer& writer, const DeviceState& state) {
  return guarded("device state", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO device_state(" DISTANSKOLL_STATE_COLUMNS ") VALUES(?,?,?,?,?,?,?,?)")
        .text(state.device)
        .integer(state.seq)
        .integer(state.leaf)
        .bytes(state.hash)
        .time(state.at)
        .time(state.received_at)
        .text(state.trigger)
        .maybe_text(state.expected_user)
        .run();
    return {};
  });
}

Result<std::optional<DeviceState>> find_device_state(Connection& connection,
                                                     const std::string& device) {
  return guarded("device state", [&]() -> Result<std::optional<DeviceState>> {
    Use use(connection, "SELECT " DISTANSKOLL_STATE_COLUMNS " FROM device_state WHERE device=?");
    if (!use.text(device).step()) return std::optional<DeviceState>();
    return std::optional<DeviceState>(state_at(use));
  });
}

Result<std::vector<DeviceState>> list_device_states(Connection& connection,
                                                    const std::string& after, std::size_t most) {
  return guarded("device states", [&]() -> Result<std::vector<DeviceState>> {
    Use use(connection, "SELECT " DISTANSKOLL_STATE_COLUMNS
                        " FROM device_state WHERE device>? ORDER BY device LIMIT ?");
    use.text(after).integer(most);
    std::vector<DeviceState> states;
    while (use.step()) states.push_back(state_at(use));
    return states;
  });
}

Result<void> clear_device_states(Writer& writer) {
  return guarded("device states", [&]() -> Result<void> {
    Use(writer, "DELETE FROM device_state").run();
    return {};
  });
}

Result<void> put_heartbeat(Writer& writer, const RunningHeartbeat& heartbeat) {
  return guarded("heartbeat", [&]() -> Result<void> {
    Use(writer, "REPLACE INTO heartbeat(" DISTANSKOLL_HEARTBEAT_COLUMNS
                ") VALUES(?1,?2,?3,?4,?5,?6,ifnull(?7,(SELECT verified FROM heartbeat"
                " WHERE device=?1 AND verified_seq=?6)),?8)")
        .text(heartbeat.device)
        .integer(heartbeat.seq)
        .time(heartbeat.at)
        .time(heartbeat.received_at)
        .text(heartbeat.jws)
        .maybe_integer(heartbeat.verified_seq)
        .maybe_text(heartbeat.verified)
        .integer(std::int64_t{heartbeat.closed ? 1 : 0})
        .run();
    return {};
  });
}

Result<std::optional<RunningHeartbeat>> find_heartbeat(Connection& connection,
                                                       const std::string& device) {
  return guarded("heartbeat", [&]() -> Result<std::optional<RunningHeartbeat>> {
    Use use(connection, "SELECT " DISTANSKOLL_HEARTBEAT_COLUMNS " FROM heartbeat WHERE device=?");
    if (!use.text(device).step()) return std::optional<RunningHeartbeat>();
    return std::optional<RunningHeartbeat>(heartbeat_at(use));
  });
}

Result<std::vector<RunningHeartbeat>> list_heartbeats(Connection& connection,
                                                      const std::string& after, std::size_t most) {
  return guarded("heartbeats", [&]() -> Result<std::vector<RunningHeartbeat>> {
    Use use(connection, "SELECT " DISTANSKOLL_HEARTBEAT_COLUMNS
                        " FROM heartbeat WHERE device>? ORDER BY device LIMIT ?");
    use.text(after).integer(most);
    std::vector<RunningHeartbeat> heartbeats;
    while (use.step()) heartbeats.push_back(heartbeat_at(use));
    return heartbeats;
  });
}

Result<void> delete_heartbeat(Writer& writer, const std::string& device) {
  return guarded("heartbeat", [&]() -> Result<void> {
    Use(writer, "DELETE FROM heartbeat WHERE device=?").text(device).run();
    return {};
  });
}

Result<StoredEntry> newest_report(Connection& connection, const std::string& device) {
  const Result<std::optional<DeviceState>> state = find_device_state(connection, device);
  if (!state) return state.error();
  if (!*state) return Error{ErrorCode::kNotFound, "device " + device + " has not reported yet"};
  return find_entry(connection, (*state)->leaf);
}

}  // namespace distanskoll::server::store
