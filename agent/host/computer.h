// SPDX-License-Identifier: EUPL-1.2
#pragma once
// What this computer is called: its host name and what the firmware's tables (DMI) say, serial
// number and UUID, which only root may read. Used when a device id is asked for, from any thread; a
// probe never needs it. linux_computer.cpp, windows_computer.cpp. No errors: what cannot be read,
// or is a phrase that makers leave where nothing was filled in ("Default string"), is empty.
// Source: Documentation/ABI/testing/sysfs-firmware-dmi.

#include <string>
#include <string_view>

namespace distanskoll::agent {

struct Computer {
  std::string host_name;
  std::string serial_number;
  std::string uuid;
};

[[nodiscard]] Computer this_computer();

/// A line of the firmware's tables without its end; empty when it says nothing about one computer.
[[nodiscard]] std::string firmware_line(std::string_view line);

}  // namespace distanskoll::agent
