// SPDX-License-Identifier: EUPL-1.2
#include "server/agreements/imports/devices.h"

#include "server/agreements/imports/unicode.h"
#include "shared/limits.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace distanskoll::server::agreements::imports {
namespace device_fields {

constexpr Field kName{.id = "name",
                      .title = "Datornamn",
                      .others = "Device name|Computer name|Machine name|Hostname|Netbios name",
                      .vague = "Dator|Namn|Enhetsnamn|Name",
                      .mandatory = true};
constexpr Field kSerialNumber{.id = "serial_number",
                              .title = "Serienummer",
                              .others = "Serienr|Serial number|BIOS serial number|SerialNumber0",
                              .vague = "S/N|Serial",
                              .mandatory = true};
constexpr Field kPrimaryUsers{.id = "primary_users",
                              .title = "Användarens inloggning",
                              .others =
                                  "Primär användares UPN|UPN för primär användare|Primary user "
                                  "UPN|Primary user(s)|User principal name",
                              .vague = "Användare|Primär användare|UPN|Primary user"};
constexpr Field kUnit{
    .id = "unit", .title = "Enhetskod", .others = "Organisationskod|Förvaltningskod|Unit code"};
constexpr Field kSystem{.id = "os",
                        .title = "Operativsystem",
                        .others = "Operating system",
                        .vague = "OS|Plattform|Platform"};
constexpr Field kModel{.id = "model", .title = "Modell", .others = "Datormodell", .vague = "Model"};
constexpr Field kOwnership{.id = "ownership",
                           .title = "Ägarskap",
                           .others = "Ownership|Owner type|Managed device owner type",
                           .vague = "Ägare|Ägs av"};
constexpr Field kUse{
    .id = "use", .title = "Status", .others = "Livscykel|In use", .vague = "Läge|Användning"};
constexpr Field kShared{.id = "shared",
                        .title = "Delad dator",
                        .others = "Shared device|Flera användare",
                        .vague = "Delad|Shared"};
constexpr Field kEncrypted{
    .id = "encrypted", .title = "Krypterad", .others = "Is encrypted", .vague = "Encrypted"};
constexpr Field kLastContact{
    .id = "last_contact",
    .title = "Senaste kontakt",
    .others = "Senaste incheckning|Last check-in|Last contact|Last sync date time",
    .vague = "Senast sedd|Last active time|Last online time|Last seen"};

constexpr const Field* kAll[] = {&kName,   &kSerialNumber, &kPrimaryUsers, &kUnit,
                                 &kSystem, &kModel,        &kOwnership,    &kUse,
                                 &kShared, &kEncrypted,    &kLastContact};

}  // namespace device_fields

namespace {

/// What makers leave in a BIOS that nobody filled in, as heading_key() writes it.
bool is_placeholder(std::string_view serial) {
  constexpr std::string_view kWords[] = {"tobefilledbyoem",
                                         "defaultstring",
                                         "systemserialnumber",
                                         "notspecified",
                                         "notapplicable",
                                         "none",
                                         "unknown",
                                         "oem",
                                         "invalid",
                                         "na"};
  const std::string key = heading_key(serial);
  return key.find_first_not_of('0') == std::string::npos ||
         std::ranges::find(kWords, key) != std::end(kWords);
}

std::optional<std::string> read_serial(RowReader& read) {
  using namespace device_fields;
  std::optional<std::string> serial = read.may(kSerialNumber, parse_text);
  if (serial && !is_placeholder(*serial)) return serial;
  if (read.ok()) read.notice(NoticeKind::kNoSerial, serial.value_or(""));
  return std::nullopt;
}

DeviceRow read_device(RowReader& read) {
  using namespace device_fields;
  const auto system = [](std::string_view text) {
    return Parsed<SystemFamily>(system_family(text));
  };
  DeviceRow device;
  device.name = read.must(kName, parse_text);
  device.primary_users = read.list(kPrimaryUsers, parse_login);
  device.unit = read.may(kUnit, parse_code);
  device.system = read.may(kSystem, system).value_or(SystemFamily::kOther);
  device.model = read.may(kModel, parse_text);
  device.ownership = read.may(kOwnership, parse_ownership);
  device.use = read.may(kUse, parse_device_use);
  device.shared = read.may(kShared, parse_yes_no);
  device.encrypted = read.may(kEncrypted, parse_yes_no);
  device.last_contact = read.may(kLastContact, parse_day_of_time);
  device.serial_number = read_serial(read);
  return device;
}

/// Of rows with one serial number the newest contact stays; two of the same day contradict each
/// other.
void keep_newest(std::vector<DeviceRow>& rows, const Columns& columns, Findings& findings) {
  std::map<std::string, const DeviceRow*, std::less<>> newest;
  std::set<std::size_t> older;
  for (const DeviceRow& device : rows) {
    if (!device.serial_number) continue;
    const auto [found, added] = newest.try_emplace(*device.serial_number, &device);
    if (added) continue;
    const DeviceRow*& kept = found->second;
    if (device.last_contact == kept->last_contact) {
      findings.add(Problem{.row = device.row,
                           .column = columns.name_of(device_fields::kSerialNumber),
                           .value = shown_value(*device.serial_number),
                           .reason = Reason::kTwice,
                           .detail = fmt::format("{}", kept->row)});
      continue;
    }
    const DeviceRow* dropped = &device;
    if (device.last_contact > kept->last_contact) std::swap(dropped, kept);
    older.insert(dropped->row);
    findings.add(Notice{.kind = NoticeKind::kOlderDevice,
                        .row = dropped->row,
                        .detail = fmt::format("{}", kept->row)});
  }
  std::erase_if(rows, [&](const DeviceRow& device) { return older.contains(device.row); });
}

}  // namespace

Fields device_file() { return device_fields::kAll; }

FileReading<DeviceRow> read_devices(const Table& table) {
  return read_rows<DeviceRow>(table, device_fields::kAll, read_device, keep_newest);
}

}  // namespace distanskoll::server::agreements::imports
