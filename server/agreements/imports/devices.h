// SPDX-License-Identifier: EUPL-1.2
#pragma once
// The rows of a device inventory: Intune's export of all devices (also under the names of its
// reports and of Graph), Configuration Manager's list of devices, or a list of one's own. It tells
// which computers there are, whether they have an agent or not; what it says about encryption is
// never evidence. Computers without a usable serial number stay, with a notice, since they still
// count; of a serial number that stands there twice (enrolled again) the newest contact is kept.
//
// Of the last contact only the day is read. Addresses, phone numbers and the other columns of such
// exports are ignored. Headings: Intune admin centre, "Export" (2026), with its spelling; "Name",
// "Primary User(s)" and "Serial Number" are Configuration Manager's. Pure, thread-safe.

#include "server/agreements/imports/rows.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace distanskoll::server::agreements::imports {

struct DeviceRow {
  std::size_t row = 0;
  std::string name;
  std::optional<std::string> serial_number;
  std::vector<std::string> primary_users;  ///< parse_login()
  std::optional<std::string> unit;
  SystemFamily system = SystemFamily::kOther;  ///< also when the column is empty
  std::optional<std::string> model;
  std::optional<Ownership> ownership;
  std::optional<DeviceUse> use;
  std::optional<bool> shared;  ///< used by several people
  std::optional<bool> encrypted;
  std::optional<LocalDay> last_contact;
};

namespace device_fields {
extern const Field kName;
extern const Field kSerialNumber;
extern const Field kPrimaryUsers;
extern const Field kUnit;
extern const Field kSystem;
extern const Field kModel;
extern const Field kOwnership;
extern const Field kUse;
extern const Field kShared;
extern const Field kEncrypted;
extern const Field kLastContact;
}  // namespace device_fields

[[nodiscard]] Fields device_file();
[[nodiscard]] FileReading<DeviceRow> read_devices(const Table& table);

}  // namespace distanskoll::server::agreements::imports
