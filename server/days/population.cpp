// SPDX-License-Identifier: EUPL-1.2
#include "server/days/population.h"

#include "server/store/devices.h"
#include "server/store/months.h"
#include "shared/ascii.h"

namespace distanskoll::server::days {

std::optional<compliance::UnmeasuredKind> unmeasured_kind(const agreements::Laptop& laptop) {
  if (laptop.own_equipment) return compliance::UnmeasuredKind::kOwnEquipment;
  switch (laptop.platform) {
    case agreements::Platform::kMacos:
      return compliance::UnmeasuredKind::kMacOs;
    case agreements::Platform::kChromeos:
      return compliance::UnmeasuredKind::kChromeOs;
    case agreements::Platform::kPhone:
      return compliance::UnmeasuredKind::kPhone;
    case agreements::Platform::kWindows:
    case agreements::Platform::kLinux:
    case agreements::Platform::kOther:
      break;
  }
  return std::nullopt;
}

Result<DevicesByName> devices_by_name(store::Connection& connection, bool only_live) {
  DevicesByName found;
  constexpr std::size_t kPage = 1'000;
  for (std::string after;;) {
    const auto page = store::list_devices(connection, after, kPage);
    if (!page) return page.error();
    for (const store::Device& device : *page) {
      after = device.id;
      const bool live =
          !device.revoked_at && device.lifecycle != "retired" && device.lifecycle != "lost";
      if (device.host_name && (live || !only_live)) {
        found.emplace(ascii_lowered(*device.host_name), device.id);
      }
    }
    if (page->size() < kPage) return found;
  }
}

Result<std::map<std::string, Measured, std::less<>>> measured_on(
    store::Connection& connection, const agreements::Snapshot& snapshot,
    agreements::LocalDay today) {
  const auto names = devices_by_name(connection, true);
  if (!names) return names.error();
  const auto reporting = store::devices_between(connection, today - kReporting, today);
  if (!reporting) return reporting.error();
  const auto remote = store::devices_used_remotely(connection, today - kReporting, today);
  if (!remote) return remote.error();
  std::map<std::string, Measured, std::less<>> measured;
  for (const auto& [id, kept] : snapshot.laptops.all()) {
    if (!kept->value.host_name) continue;
    const auto [from, to] = names->equal_range(ascii_lowered(*kept->value.host_name));
    for (auto device = from; device != to; ++device) {
      Measured& row = measured[id];
      row.with_agent = true;
      row.reporting = row.reporting || reporting->contains(device->second);
      row.used_remotely = row.used_remotely || remote->contains(device->second);
    }
  }
  return measured;
}

}  // namespace distanskoll::server::days
