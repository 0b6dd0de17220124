// SPDX-License-Identifier: EUPL-1.2
#pragma once
// Devices and their keys (evidence.md "Computer, device, key, number series"): one device id, one
// number series, over time several keys. Written by enrolment, revocation and the life cycle of
// computers, read by admission and the API. Errors as guarded() gives them.

#include "server/store/database.h"
#include "shared/bytes.h"
#include "shared/clock.h"

#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::store {

struct Device {
  std::string id;
  std::string computer;  ///< several devices in succession are one computer
  std::optional<std::string> host_name;
  std::optional<Bytes> hardware_hash;  ///< keyed hash of SMBIOS UUID and serial number
  std::optional<std::string> unit;
  std::string lifecycle = "assigned";  ///< assigned, shared, lost, retired
  WallTime enrolled_at{};
  std::string enrolled_by;                 ///< "enterprise", "code ID", "group code ID"
  std::optional<std::string> predecessor;  ///< device id
  std::optional<WallTime> revoked_at;
  std::optional<std::string> revoked_reason;
};

struct DeviceKey {
  std::string kid;
  std::string device;
  Bytes spki;
  Bytes certificate;  ///< DER
  WallTime not_after{};
  WallTime issued_at{};
  std::optional<WallTime> superseded_at;
  std::optional<WallTime> revoked_at;
};

/// kConflict when the id exists.
[[nodiscard]] Result<void> insert_device(Writer& writer, const Device& device);
/// kNotFound when there is none.
[[nodiscard]] Result<Device> find_device(Connection& connection, const std::string& id);
/// Ordered by id, those after `after`.
[[nodiscard]] Result<std::vector<Device>> list_devices(Connection& connection,
                                                       const std::string& after, std::size_t most);
[[nodiscard]] Result<std::vector<Device>> devices_of_computer(Connection& connection,
                                                              const std::string& computer);
[[nodiscard]] Result<std::vector<Device>> devices_with_hardware(Connection& connection,
                                                                const Bytes& hardware_hash);
/// The device that names `id` as its predecessor, if any.
[[nodiscard]] Result<std::optional<std::string>> successor_of(Connection& connection,
                                                              const std::string& id);
/// Revokes the device and every key of it; a second time changes nothing. kNotFound.
[[nodiscard]] Result<void> revoke_device(Writer& writer, const std::string& id, WallTime at,
                                         const std::string& reason);
[[nodiscard]] Result<void> set_lifecycle(Writer& writer, const std::string& id,
                                         const std::string& lifecycle);
[[nodiscard]] Result<void> set_unit(Writer& writer, const std::string& id,
                                    const std::optional<std::string>& unit);
/// Joins a device to the computer of its predecessor.
[[nodiscard]] Result<void> join_computer(Writer& writer, const std::string& id,
                                         const std::string& computer,
                                         const std::string& predecessor);

/// kConflict when the key is enrolled already.
[[nodiscard]] Result<void> insert_key(Writer& writer, const DeviceKey& key);
[[nodiscard]] Result<DeviceKey> find_key(Connection& connection, const std::string& kid);
[[nodiscard]] Result<std::vector<DeviceKey>> keys_of(Connection& connection,
                                                     const std::string& device);
/// The same key with a new certificate.
[[nodiscard]] Result<void> renew_key(Writer& writer, const std::string& kid,
                                     const Bytes& certificate, WallTime not_after,
                                     WallTime issued_at);
/// Every other key of the device counts as superseded from `at` on.
[[nodiscard]] Result<void> supersede_keys(Writer& writer, const std::string& device,
                                          const std::string& except_kid, WallTime at);

}  // namespace distanskoll::server::store
