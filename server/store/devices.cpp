// SPDX-License-Identifier: EUPL-1.2
#include "server/store/devices.h"

#include "server/store/statement.h"

namespace distanskoll::server::store {
namespace {

#define DISTANSKOLL_DEVICE_COLUMNS                                              \
  "id,computer,host_name,hardware_hash,unit,lifecycle,enrolled_at,enrolled_by," \
  "predecessor,revoked_at,revoked_reason"
#define DISTANSKOLL_KEY_COLUMNS \
  "kid,device,spki,certificate,not_after,issued_at,superseded_at,revoked_at"

Device device_at(const Use& use) {
  return {use.text_at(0),       use.text_at(1),       use.maybe_text_at(2), use.maybe_bytes_at(3),
          use.maybe_text_at(4), use.text_at(5),       use.time_at(6),       use.text_at(7),
          use.maybe_text_at(8), use.maybe_time_at(9), use.maybe_text_at(10)};
}

DeviceKey key_at(const Use& use) {
  return {use.text_at(0), use.text_at(1), use.bytes_at(2),      use.bytes_at(3),
          use.time_at(4), use.time_at(5), use.maybe_time_at(6), use.maybe_time_at(7)};
}

std::vector<Device> all_devices(Use& use) {
  std::vector<Device> devices;
  while (use.step()) devices.push_back(device_at(use));
  return devices;
}

Error no_device(const std::string& id) {
  return {ErrorCode::kNotFound, "no device has the id " + id};
}

/// Runs an UPDATE of one device.
Result<void> one_row(int changed, const std::string& id) {
  if (changed == 0) return no_device(id);
  return {};
}

}  // namespace

Result<void> insert_device(Writer& writer, const Device& device) {
  return guarded("device", [&]() -> Result<void> {
    Use(writer, "INSERT INTO device(" DISTANSKOLL_DEVICE_COLUMNS ") VALUES(?,?,?,?,?,?,?,?,?,?,?)")
        .text(device.id)
        .text(device.computer)
        .maybe_text(device.host_name)
        .maybe_bytes(device.hardware_hash)
        .maybe_text(device.unit)
        .text(device.lifecycle)
        .time(device.enrolled_at)
        .text(device.enrolled_by)
        .maybe_text(device.predecessor)
        .maybe_time(device.revoked_at)
        .maybe_text(device.revoked_reason)
        .run();
    return {};
  });
}

Result<Device> find_device(Connection& connection, const std::string& id) {
  return guarded("device", [&]() -> Result<Device> {
    Use use(connection, "SELECT " DISTANSKOLL_DEVICE_COLUMNS " FROM device WHERE id=?");
    if (use.text(id).step()) return device_at(use);
    return no_device(id);
  });
}

Result<std::vector<Device>> list_devices(Connection& connection, const std::string& after,
                                         std::size_t most) {
  return guarded("devices", [&]() -> Result<std::vector<Device>> {
    Use use(connection,
            "SELECT " DISTANSKOLL_DEVICE_COLUMNS " FROM device WHERE id>? ORDER BY id LIMIT ?");
    use.text(after).integer(most);
    return all_devices(use);
  });
}

Result<std::vector<Device>> devices_of_computer(Connection& connection,
                                                const std::string& computer) {
  return guarded("devices", [&]() -> Result<std::vector<Device>> {
    Use use(connection, "SELECT " DISTANSKOLL_DEVICE_COLUMNS
                        " FROM device WHERE computer=? ORDER BY enrolled_at,id");
    use.text(computer);
    return all_devices(use);
  });
}

Result<std::vector<Device>> devices_with_hardware(Connection& connection,
                                                  const Bytes& hardware_hash) {
  return guarded("devices", [&]() -> Result<std::vector<Device>> {
    Use use(connection, "SELECT " DISTANSKOLL_DEVICE_COLUMNS
                        " FROM device WHERE hardware_hash=? ORDER BY enrolled_at,id");
    use.bytes(hardware_hash);
    return all_devices(use);
  });
}

Result<std::optional<std::string>> successor_of(Connection& connection, const std::string& id) {
  return guarded("successor", [&]() -> Result<std::optional<std::string>> {
    Use use(connection, "SELECT id FROM device WHERE predecessor=? ORDER BY enrolled_at LIMIT 1");
    if (!use.text(id).step()) return std::optional<std::string>();
    return std::optional<std::string>(use.text_at(0));
  });
}

Result<void> revoke_device(Writer& writer, const std::string& id, WallTime at,
                           const std::string& reason) {
  return guarded("revoke", [&]() -> Result<void> {
    const int changed = Use(writer,
                            "UPDATE device SET revoked_at=ifnull(revoked_at,?),"
                            " revoked_reason=ifnull(revoked_reason,?) WHERE id=?")
                            .time(at)
                            .text(reason)
                            .text(id)
                            .run();
    if (changed == 0) return no_device(id);
    Use(writer, "UPDATE device_key SET revoked_at=? WHERE device=? AND revoked_at IS NULL")
        .time(at)
        .text(id)
        .run();
    return {};
  });
}

Result<void> set_lifecycle(Writer& writer, const std::string& id, const std::string& lifecycle) {
  return guarded("lifecycle", [&]() -> Result<void> {
    return one_row(
        Use(writer, "UPDATE device SET lifecycle=? WHERE id=?").text(lifecycle).text(id).run(), id);
  });
}

Result<void> set_unit(Writer& writer, const std::string& id,
                      const std::optional<std::string>& unit) {
  return guarded("unit", [&]() -> Result<void> {
    return one_row(
        Use(writer, "UPDATE device SET unit=? WHERE id=?").maybe_text(unit).text(id).run(), id);
  });
}

Result<void> join_computer(Writer& writer, const std::string& id, const std::string& computer,
                           const std::string& predecessor) {
  return guarded("join", [&]() -> Result<void> {
    return one_row(Use(writer, "UPDATE device SET computer=?, predecessor=? WHERE id=?")
                       .text(computer)
                       .text(predecessor)
                       .text(id)
                       .run(),
                   id);
  });
}

Result<void> insert_key(Writer& writer, const DeviceKey& key) {
  return guarded("device key", [&]() -> Result<void> {
    Use(writer, "INSERT INTO device_key(" DISTANSKOLL_KEY_COLUMNS ") VALUES(?,?,?,?,?,?,?,?)")
        .text(key.kid)
        .text(key.device)
        .bytes(key.spki)
        .bytes(key.certificate)
        .time(key.not_after)
        .time(key.issued_at)
        .maybe_time(key.superseded_at)
        .maybe_time(key.revoked_at)
        .run();
    return {};
  });
}

Result<DeviceKey> find_key(Connection& connection, const std::string& kid) {
  return guarded("device key", [&]() -> Result<DeviceKey> {
    Use use(connection, "SELECT " DISTANSKOLL_KEY_COLUMNS " FROM device_key WHERE kid=?");
    if (use.text(kid).step()) return key_at(use);
    return Error{ErrorCode::kNotFound, "no device has the key " + kid};
  });
}

Result<std::vector<DeviceKey>> keys_of(Connection& connection, const std::string& device) {
  return guarded("device keys", [&]() -> Result<std::vector<DeviceKey>> {
    Use use(connection, "SELECT " DISTANSKOLL_KEY_COLUMNS
                        " FROM device_key WHERE device=? ORDER BY issued_at,kid");
    use.text(device);
    std::vector<DeviceKey> keys;
    while (use.step()) keys.push_back(key_at(use));
    return keys;
  });
}

Result<void> renew_key(Writer& writer, const std::string& kid, const Bytes& certificate,
                       WallTime not_after, WallTime issued_at) {
  return guarded("device key", [&]() -> Result<void> {
    const int changed =
        Use(writer, "UPDATE device_key SET certificate=?, not_after=?, issued_at=? WHERE kid=?")
            .bytes(certificate)
            .time(not_after)
            .time(issued_at)
            .text(kid)
            .run();
    if (changed == 0) return Error{ErrorCode::kNotFound, "no device has the key " + kid};
    return {};
  });
}

Result<void> supersede_keys(Writer& writer, const std::string& device,
                            const std::string& except_kid, WallTime at) {
  return guarded("device keys", [&]() -> Result<void> {
    Use(writer,
        "UPDATE device_key SET superseded_at=? WHERE device=? AND kid<>? AND superseded_at IS NULL")
        .time(at)
        .text(device)
        .text(except_kid)
        .run();
    return {};
  });
}

}  // namespace distanskoll::server::store
